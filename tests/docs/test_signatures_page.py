"""`docs/signatures.md` is true: its example is what our code makes and accepts, its client works as printed."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dci.acks import HTTP_STATUS
from dci.aid_reports import read_aid_reports
from dci.envelope import envelope
from dci.keys import KeyHistory, SigningKey
from dci.questions import question_hash
from dci.receiver import NOTIFY, Accepted, accept

PAGE = (Path(__file__).parents[2] / "docs" / "signatures.md").read_text(encoding="utf-8")
MADE_AT = datetime.fromisoformat("2026-11-02T09:00:00+08:00")


@pytest.fixture(scope="module")
def example() -> dict[str, str]:
    found = re.findall(r"<!-- example: (.+?) -->\n```\w*\n(.*?)\n```", PAGE, flags=re.DOTALL)
    assert len(found) == PAGE.count("<!-- example:") == 11
    return dict(found)


def test_our_code_makes_the_body_of_the_page(example: dict[str, str]) -> None:
    key = SigningKey.of("charity.example", "2026-1", example["private key"])
    assert key.known(MADE_AT).public_key == example["public key"]
    body = envelope(example["header"].encode(), example["message"].encode(), key, MADE_AT, timedelta(seconds=300))
    assert body.decode() == example["body"]
    assert msgspec.json.decode(body)["signature"] == example["signature"]


def test_the_signing_input_of_the_page_is_what_the_key_signed(example: dict[str, str]) -> None:
    key = SigningKey.of("charity.example", "2026-1", example["private key"])
    signature = msgspec.json.decode(f'"{example["signature"][-89:-1]}"', type=bytes)
    key.private.public_key().verify(signature, example["signing input"].encode())


def test_our_receiver_accepts_the_body_with_the_key_history_of_the_page(example: dict[str, str]) -> None:
    keys = KeyHistory.load(example["key history"])
    accepted = accept(example["body"].encode(), keys, MADE_AT, NOTIFY, "ledger")
    assert isinstance(accepted, Accepted)
    (reported,) = read_aid_reports(accepted.message)
    assert (reported.reference_id, reported.report.amount) == ("慈-2026-17", "600.00")
    assert question_hash(accepted.verified.message) == example["question hash"]


def test_the_client_of_the_page_runs_and_makes_the_same_body(example: dict[str, str]) -> None:
    assert len(example["client"].splitlines()) <= 20
    room: dict[str, Any] = {}
    exec(example["client"] + "\n" + example["call"], room)  # noqa: S102 - the page's own code, as a reader runs it
    assert room["body"].decode() == example["body"]


def test_every_code_in_the_table_comes_with_the_status_that_we_send() -> None:
    rows = re.findall(r"\| `(err\.[a-z_.]+)` \| (\d{3}) \|", PAGE)
    assert len(rows) >= 10
    sent = {code.value: status for code, status in HTTP_STATUS.items()}
    assert [(code, int(status)) for code, status in rows] == [(code, sent[code]) for code, _ in rows]


def test_the_lengths_on_the_page_are_right(example: dict[str, str]) -> None:
    header, message = (len(example[name].encode()) for name in ("header", "message"))
    assert f"Header, {header} bytes" in PAGE
    assert f"Message, {message} bytes" in PAGE
