"""The doors' double refuses what no service would take: shown on planted breaches."""

import json
from typing import Any

import pytest

from tests.support.described_api import UNDESCRIBED, DescribedApi

HEADERS = {"authorization": "Bearer x", "content-type": "application/json", "idempotency-key": "k", "if-match": '"1"'}
DECISION = "/v1/households/h1/decision"


def asked(method: str, target: str, body: Any = None, without: str = "") -> tuple[int, str]:
    headers = {name: value for name, value in HEADERS.items() if name != without}
    status, told = DescribedApi().answer("intake", method, target, headers, json.dumps(body).encode() if body else b"")
    return status, told.decode()


def test_what_is_described_is_taken() -> None:
    assert asked("POST", DECISION, {"decision": "approve"})[0] == 200


@pytest.mark.parametrize(
    ("method", "target", "body", "without", "why"),
    [
        ("POST", "/v1/households/h1/decisions", {}, "", "no route"),
        ("GET", DECISION, None, "", "no route"),
        ("POST", DECISION, {"decision": "aprove"}, "", "aprove"),
        ("POST", DECISION, {"decision": "approve", "categry": "2"}, "", "categry"),
        ("POST", DECISION, {"decision": "approve"}, "if-match", "If-Match"),
        ("POST", DECISION, {"decision": "approve"}, "idempotency-key", "Idempotency-Key"),
        ("POST", DECISION, {"decision": "approve"}, "authorization", "nobody asks"),
        ("GET", "/v1/households?stat=open", None, "", "stat"),
        ("GET", "/v1/households?status=opne", None, "", "opne"),
    ],
)
def test_what_is_not_is_named(method: str, target: str, body: Any, without: str, why: str) -> None:
    status, told = asked(method, target, body, without)
    assert status == UNDESCRIBED
    assert why.lower() in told.lower()
