"""A long question to a service's process: progress on the way, the answer last, and what it says when it fails."""

import json
from pathlib import Path

import pytest

from chassis.roles import SERVICES
from chassis.urls import ServiceUrls, Urls, VaultUrls
from machine.environment import Place
from machine.key_files import KeyFiles
from machine.ports import Ports
from machine.service_tools import ToolFailed, ask

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A system whose server does not answer."""
    (tmp_path / "master.key").write_bytes(bytes(32))
    urls = Urls({name: ServiceUrls(*[NOWHERE] * 4) for name in SERVICES}, VaultUrls(*[NOWHERE] * 4))
    return Place(urls, Ports(), KeyFiles(tmp_path), tmp_path / "master.key", "direct", None, None, None)


def test_a_process_that_gives_no_answer_is_quoted(place: Place) -> None:
    with pytest.raises(ToolFailed, match=r"intake could not redecide: .*VaultUnreachable"):
        ask("intake", place, "redecide", json.dumps({"profile": "shantou-2016"}))
