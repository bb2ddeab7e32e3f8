"""What the services say of their doors is what they do: required headers, acks and files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from agencies.partners import make_keys
from dci.keys import SigningKey
from services.assistance.bootstrap import bootstrap as assistance
from services.intake.bootstrap import bootstrap as intake
from services.ledger.bootstrap import bootstrap as ledger
from services.verification.bootstrap import bootstrap as verification
from tests.support.service import Begin, SettingsOf, app_of

SERVICES = {"intake": intake, "verification": verification, "assistance": assistance, "ledger": ledger}

QUESTIONS = {"/v1/search", "/v1/households/{household}/unmask"}
"""Asked by POST, since what they name must not stand in an address."""
ON_A_VERSION = {
    "/v1/households/{household}/decision",
    "/v1/households/{household}/finding",
    "/v1/plans/{household}/approval",
}
TAKEN = {"/registry/notify": "202", "/registry/on-search": "200"}
FILES = {"/v1/rosters", "/v1/batches/{batch}/bank-file"}


@pytest.fixture
def exchange(tmp_path: Path) -> dict[str, Any]:
    """Verification does not start without what it signs with."""
    key, known = tmp_path / "dci-key", tmp_path / "agencies"
    key.write_bytes(SigningKey.generate("verification", "1").dump())
    _, public = make_keys(datetime(2020, 1, 1, tzinfo=UTC))
    entries = [{"code": one.sender_id, "url": f"http://127.0.0.1:9/{one.sender_id}", "keys": [one]} for one in public]
    known.write_bytes(msgspec.json.encode(entries))
    return {"agencies_file": known, "dci_key_file": key, "dci_sender_uri": "http://127.0.0.1:9/registry/on-search"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_door_asks_for_what_it_says_and_answers_as_it_says(
    name: str, settings_of: SettingsOf, begin: Begin, exchange: dict[str, Any]
) -> None:
    """FAULTS A19."""
    settings = settings_of(name, **(exchange if name == "verification" else {}))
    paths: dict[str, dict[str, Any]] = app_of(begin(SERVICES[name], settings)).openapi()["paths"]
    operations = [(path, method, one) for path, methods in paths.items() for method, one in methods.items()]
    assert operations

    for path, method, operation in operations:
        required = {each["name"].lower() for each in operation.get("parameters", ()) if each["required"]}
        is_command = method == "post" and path.startswith("/v1/") and path not in QUESTIONS
        assert ("idempotency-key" in required) == is_command, path
        if path in ON_A_VERSION:
            assert "if-match" in required, path
        answers = operation["responses"]
        if path.startswith("/registry/"):
            for status in (TAKEN[path], "4XX"):
                schema = answers[status]["content"]["application/json"]["schema"]
                assert schema["required"] == ["message"], path
        if path in FILES:
            (kind,) = answers["200"]["content"].keys() - {"application/json"}
            assert answers["200"]["content"][kind]["schema"]["format"] == "binary", path
