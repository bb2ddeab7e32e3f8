"""The two places for blobs: in memory and in a folder."""

from pathlib import Path

import pytest

from chassis.blobs import Blobs
from chassis.blobs.folder import FolderBlobs
from chassis.blobs.memory import MemoryBlobs


@pytest.fixture(params=["memory", "folder"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return MemoryBlobs() if request.param == "memory" else FolderBlobs(tmp_path)
