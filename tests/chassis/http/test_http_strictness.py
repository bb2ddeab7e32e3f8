"""What two readers could read differently is refused; what is the same is answered the same."""

import json
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from fastapi import FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from chassis.http import cursor
from chassis.http.refusals.errors import Problem
from chassis.http.strict_json import NameTwice, canonical, loads

FORM = b"multipart/form-data; boundary=x"
BODY = '{"region": "440507", "members": []}'
JSON = {"Content-Type": "application/json", "Idempotency-Key": "k-1"}


@pytest.mark.parametrize(
    "body",
    [
        '{"region": "440507", "region": "440511", "members": []}',
        '{"region": "440507", "\\u0072egion": "440507", "members": []}',
        '{"region": "440507", "members": [{"name": "陈", "id_number": "1", "id_number": "2", "monthly_income": 1}]}',
    ],
)
def test_a_name_that_stands_twice_is_refused_at_every_level(door: TestClient, bearer: Any, body: str) -> None:
    """FAULTS B43, A16."""
    answer = door.post("/v1/applications", content=body.encode(), headers={**bearer("portal"), **JSON})
    assert (answer.status_code, answer.json()["code"]) == (400, "duplicate_name")


@pytest.mark.parametrize(
    "body",
    [
        BODY.encode("utf-16"),
        b"\xef\xbb\xbf" + BODY.encode(),
        b'{"members":' + b"[" * 100_000,
    ],
)
def test_what_is_no_json_in_utf_8_is_refused(door: TestClient, bearer: Any, body: bytes) -> None:
    answer = door.post("/v1/applications", content=body, headers={**bearer("portal"), **JSON})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")


@pytest.mark.parametrize("body", [b'{"region": "\\ud800", "members": []}', b'{"\\udfff": 1, "members": []}'])
def test_half_a_character_is_refused_and_the_refusal_can_be_read(door: TestClient, bearer: Any, body: bytes) -> None:
    answer = door.post("/v1/applications", content=body, headers={**bearer("portal"), **JSON})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_body")


@pytest.mark.parametrize(
    "written",
    ['{"members":[],"region":"440507"}', '{\n "region" : "\\u0034\\u0034\\u0030507",\t"members": [ ] }'],
)
def test_the_same_json_written_differently_is_the_same_request(door: TestClient, bearer: Any, written: str) -> None:
    """FAULTS B22."""
    one, other = (
        door.post("/v1/applications", content=body, headers={**bearer("portal"), **JSON}).json()
        for body in (BODY, written)
    )
    assert one["body_hash"] == other["body_hash"]


@pytest.mark.parametrize("other", ['{"region": "440511", "members": []}', '{"region": 440507, "members": []}'])
def test_another_content_is_another_request(other: str) -> None:
    assert canonical(BODY.encode()) != canonical(other.encode())


words = st.text('ab"\\\n/é陈\u2028😀', max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=8,
)


@given(values)
def test_however_a_value_is_written_its_canonical_form_is_one(value: Any) -> None:
    plain, spaced = json.dumps(value).encode(), json.dumps(value, ensure_ascii=False, indent=2).encode()
    assert loads(plain) == value
    assert canonical(plain) == canonical(spaced)


@given(st.dictionaries(words, values, min_size=1))
def test_an_object_with_one_of_its_names_again_is_refused(value: dict[str, Any]) -> None:
    members = [f"{json.dumps(name)}: {json.dumps(each)}" for name, each in value.items()]
    with pytest.raises(NameTwice):
        loads(f"[{{{', '.join([*members, members[0]])}}}]".encode())


def test_a_cursor_of_half_a_character_is_refused(door: TestClient, bearer: Any) -> None:
    """FAULTS B28."""
    forged = "odciTtupKI5bIlx1ZDgwMCJd"
    with pytest.raises(Problem) as refused:
        cursor.decode("households None", forged, str)
    assert refused.value.code == "cursor_invalid"


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: cursor.base64.urlsafe_b64encode(raw).decode()))
def test_whatever_stands_for_a_cursor_is_a_place_or_refused(given: str) -> None:
    """FAULTS B28."""
    with pytest.raises(Problem) as refused:
        cursor.decode("households None", given, str)
    assert refused.value.code == "cursor_invalid"


@pytest.mark.parametrize("limit", ["1_0", "+5", "5.0", "５", " 5", "05", "true", "1e1"])
def test_a_number_in_an_address_has_one_form(door: TestClient, bearer: Any, limit: str) -> None:
    answer = door.get("/v1/list", params={"limit": limit}, headers=bearer())
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_parameter")


def test_an_address_says_all_the_methods_that_it_answers_to(door: TestClient) -> None:
    """FAULTS A19."""
    refused = door.patch("/v1/plan")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "PUT, DELETE")


@pytest.mark.parametrize(
    ("path", "kind"), [("/v1/applications", b"application/json"), ("/v1/raw", b"text/plain"), ("/v1/rosters", FORM)]
)
def test_a_caller_who_hangs_up_is_no_failure(
    make_app: Callable[..., FastAPI], logged: list[dict[str, Any]], path: str, kind: bytes
) -> None:
    """FAULTS A18."""
    app = make_app()

    @app.post("/v1/raw")
    async def read(request: Request) -> int:
        return len(await request.body())

    messages = iter([{"type": "http.request", "body": b"--x\r\n", "more_body": True}, {"type": "http.disconnect"}])
    sent: list[Any] = []

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "server": ("test", 80),
        "client": ("test", 1), "headers": [(b"content-type", kind)],
    }  # fmt: skip
    anyio.run(app, scope, receive, send)
    assert [(line["event"], line["status"]) for line in logged] == [("request_served", 499)]
