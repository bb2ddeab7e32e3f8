"""What a service needs to start."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from agencies.partners import make_keys
from dci.keys import SigningKey


@pytest.fixture
def exchange(tmp_path: Path) -> dict[str, Any]:
    """Verification does not start without what it signs with."""
    key, known = tmp_path / "dci-key", tmp_path / "agencies"
    key.write_bytes(SigningKey.generate("verification", "1").dump())
    _, public = make_keys(datetime(2020, 1, 1, tzinfo=UTC))
    entries = [{"code": one.sender_id, "url": f"http://127.0.0.1:9/{one.sender_id}", "keys": [one]} for one in public]
    known.write_bytes(msgspec.json.encode(entries))
    return {"agencies_file": known, "dci_key_file": key, "dci_sender_uri": "http://127.0.0.1:9/registry/on-search"}
