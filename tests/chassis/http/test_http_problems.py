"""Every refusal has the same shape, whoever raised it, and says nothing of what was sent or of our insides."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from chassis.codec import EventTooLarge

MEMBER = {"name": "测试甲", "id_number": "11010519491231002X", "monthly_income": "1200.00"}
APPLICATION = {"region": "440507", "members": [MEMBER]}
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
KEY = {"Idempotency-Key": "k-1"}


def with_member(**changes: Any) -> dict[str, Any]:
    return {**APPLICATION, "members": [{**MEMBER, **changes}]}


def refusal(response: Any) -> tuple[int, str]:
    """Status and code, after the shape that all refusals share was checked."""
    document = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["traceparent"].startswith("00-")
    assert document.keys() - {"params", "errors"} == {
        "type", "title", "status", "detail", "instance", "code", "texts", "next"
    }  # fmt: skip
    assert document["type"] == f"urn:jiekun:problem:{document['code']}"
    assert document["status"] == response.status_code
    assert document["detail"] == document["texts"]["zh"]
    assert all(document[each][language] for each in ("texts", "next") for language in ("zh", "en"))
    return response.status_code, document["code"]


def test_a_domain_error_is_answered_with_its_text_and_the_trace_of_the_caller(door: TestClient) -> None:
    response = door.post("/v1/open", headers={"traceparent": TRACEPARENT})
    assert response.json() == {
        "type": "urn:jiekun:problem:notice_open",
        "title": "Notice open",
        "status": 409,
        "detail": "公示期至 2026-11-08，尚不能建档。",
        "instance": "urn:jiekun:trace:0af7651916cd43dd8448eb211c80319c",
        "code": "notice_open",
        "texts": {"zh": "公示期至 2026-11-08，尚不能建档。", "en": "The notice runs until 2026-11-08."},
        "next": {"zh": "请在公示期满后再操作。", "en": "Come back after that day."},
        "params": {"until": "2026-11-08"},
        "errors": [
            {
                "pointer": "#/notice",
                "code": "notice_open",
                "texts": {"zh": "公示期至 2026-11-08，尚不能建档。", "en": "The notice runs until 2026-11-08."},
            }
        ],
    }
    assert refusal(response) == (409, "notice_open")
    assert response.headers["traceparent"].split("-")[1] == TRACEPARENT.split("-")[1]


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/nowhere", (404, "not_found")),
        ("GET", "/v1/open/", (404, "not_found")),
        ("GET", "/v1/open", (405, "method_not_allowed")),
        ("GET", "/v1/list", (401, "unauthenticated")),
        ("GET", "/v1/list?limit=1&limit=2", (400, "duplicate_parameter")),
        ("GET", "/v1/list?limit=1&%6cimit=2", (400, "duplicate_parameter")),
        ("GET", "/v1/list?cursor=%00", (400, "malformed_address")),
        ("GET", "/v1/%00", (400, "malformed_address")),
        ("GET", "/v1/fail", (500, "internal")),
        ("POST", "/v1/unwritten", (500, "internal")),
    ],
)
def test_a_refused_address_is_a_problem_document(
    door: TestClient, method: str, path: str, expected: tuple[int, str]
) -> None:
    assert refusal(door.request(method, path)) == expected


def test_a_failure_of_ours_tells_nothing_of_our_insides(door: TestClient) -> None:
    response = door.get("/v1/fail")
    assert "Broken" not in response.text
    assert "440507199001011234" not in response.text


def test_405_names_the_methods_that_are_allowed(door: TestClient) -> None:
    assert door.get("/v1/open").headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("content", "content_type", "expected"),
    [
        (b"{", "application/json", (400, "malformed_json")),
        (b'{"region": "\xff"}', "application/json", (400, "malformed_json")),
        (b"[" * 200_000, "application/json", (400, "malformed_json")),
        (json.dumps(APPLICATION).encode(), "text/plain", (415, "unsupported_media_type")),
        (json.dumps(APPLICATION).encode(), None, (415, "unsupported_media_type")),
        (b"", "application/json", (422, "invalid_body")),
        (b"[]", "application/json", (422, "invalid_body")),
        (json.dumps({**APPLICATION, "extra": 1}).encode(), "application/json", (422, "unknown_field")),
        (json.dumps({"extra": 1}).encode(), "application/json", (422, "invalid_body")),
        (json.dumps(with_member(extra=1)).encode(), "application/json", (422, "unknown_field")),
        (json.dumps(with_member(monthly_income=float("nan"))).encode(), "application/json", (422, "invalid_body")),
        (json.dumps(with_member(name="a\0b")).encode(), "application/json", (422, "invalid_body")),
        (json.dumps(with_member(name="\ud800")).encode(), "application/json", (422, "invalid_body")),
    ],
)
def test_a_body_that_is_not_right_is_a_problem_document(
    door: TestClient, bearer: Any, content: bytes, content_type: str | None, expected: tuple[int, str]
) -> None:
    headers = {**bearer(), **KEY, **({"Content-Type": content_type} if content_type else {})}
    assert refusal(door.post("/v1/applications", content=content, headers=headers)) == expected


def test_each_field_at_fault_is_named_and_no_value_is_repeated(door: TestClient, bearer: Any) -> None:
    body = {"region": 5, "members": [{"id_number": "wrong", "monthly_income": "-77.555", "a/b~": "甲乙丙"}]}
    response = door.post("/v1/applications", json=body, headers=bearer() | KEY)
    assert refusal(response) == (422, "invalid_body")
    assert {(error["pointer"], error["code"]) for error in response.json()["errors"]} == {
        ("#/region", "string_type"),
        ("#/members/0/name", "missing"),
        ("#/members/0/id_number", "id_number.check_digit"),
        ("#/members/0/monthly_income", "decimal_max_places"),
        ("#/members/0/a~1b~0", "extra_forbidden"),
    }
    assert "身份证号码校验位错误。" in response.text
    assert "77.5" not in response.text
    assert "甲乙丙" not in response.text


def test_a_parameter_at_fault_is_named(door: TestClient, bearer: Any) -> None:
    response = door.get("/v1/list?limit=0", headers=bearer())
    assert refusal(response) == (422, "invalid_parameter")
    assert response.json()["errors"] == [
        {
            "pointer": "query:limit",
            "code": "greater_than_equal",
            "texts": {"zh": "不得小于 1。", "en": "Must be at least 1."},
        }
    ]


def test_a_million_faulty_fields_are_not_all_echoed(door: TestClient, bearer: Any) -> None:
    body = {"region": "440507", "members": [{}] * 1000}
    response = door.post("/v1/applications", json=body, headers=bearer() | KEY)
    assert len(response.json()["errors"]) == 50


def test_a_header_given_twice_is_refused(door: TestClient, bearer: Any) -> None:
    twice = [*bearer().items(), ("If-Match", '"7"'), ("If-Match", '"8"')]
    response = door.put("/v1/plan", headers=twice)
    assert refusal(response) == (400, "duplicate_parameter")
    assert response.json()["params"] == {"name": "if-match"}


def test_more_than_one_event_holds_is_too_large_and_no_failure_of_ours(make_app: Callable[..., FastAPI]) -> None:
    routes = APIRouter()

    @routes.get("/much")
    def much() -> None:
        raise EventTooLarge

    app = make_app()
    app.include_router(routes)
    assert refusal(TestClient(app).get("/much")) == (413, "body_too_large")


def test_a_database_that_is_away_is_a_503_that_says_when_to_come_back(make_app: Callable[..., FastAPI]) -> None:
    routes = APIRouter()

    @routes.get("/away")
    def away() -> None:
        raise psycopg.OperationalError("host and password")

    app = make_app()
    app.include_router(routes)
    response = TestClient(app).get("/away")
    assert refusal(response) == (503, "unavailable")
    assert response.headers["retry-after"] == "2"
    assert "password" not in response.text


def test_more_requests_than_may_be_in_flight_are_refused_but_the_process_still_lives(
    make_app: Callable[..., FastAPI],
) -> None:
    door = TestClient(make_app(in_flight_max=0))
    response = door.get("/v1/list")
    assert refusal(response) == (503, "overloaded")
    assert response.headers["retry-after"] == "1"
    assert door.get("/healthz").json() == {"service": "intake", "status": "ok"}


class TestBodySize:
    """10 MB where 1 MiB is allowed: the same document whether the length is announced or found out."""

    def test_an_announced_length_is_refused(self, door: TestClient) -> None:
        response = door.post("/v1/applications", content=b"x" * 10_000_000)
        assert refusal(response) == (413, "body_too_large")
        assert response.json()["params"] == {"limit_bytes": 1024 * 1024}

    def test_a_length_that_is_not_announced_is_refused(self, door: TestClient) -> None:
        def chunks() -> Iterator[bytes]:
            for _ in range(100):
                yield b"x" * 100_000

        response = door.post("/v1/applications", content=chunks(), headers={"Content-Type": "application/json"})
        assert refusal(response) == (413, "body_too_large")
        assert response.json()["params"] == {"limit_bytes": 1024 * 1024}

    def test_a_route_that_reads_no_body_refuses_it_too(self, door: TestClient) -> None:
        assert refusal(door.post("/v1/open", content=b"x" * 2_000_000)) == (413, "body_too_large")

    def test_a_roster_may_be_larger_than_other_bodies(self, door: TestClient) -> None:
        assert door.post("/v1/rosters", files={"sheet": b"x" * 7_000_000}).json() == {"bytes": 7_000_000}
        assert refusal(door.post("/v1/rosters", files={"sheet": b"x" * 9_000_000})) == (413, "body_too_large")

    def test_an_address_with_a_place_in_it_is_meant_whole(self, door: TestClient) -> None:
        body = b"x" * 2_000_000
        assert refusal(door.post("/v1/things/7/papers", content=body))[0] == 404
        assert refusal(door.post("/v1/things/7/papers", content=body * 2)) == (413, "body_too_large")
        for path in ("/v1/things/7/papers/1", "/v1/things/7/8/papers", "/v1/things//papers", "/v1/things/7/paperss"):
            assert refusal(door.post(path, content=body)) == (413, "body_too_large"), path

    @pytest.mark.parametrize(
        ("content", "content_type", "expected"),
        [
            (b"{}", "application/json", (415, "unsupported_media_type")),
            (b"rubbish", "multipart/form-data; boundary=x", (400, "malformed_form")),
            (b"rubbish", "multipart/form-data", (400, "malformed_form")),
            (b"--x--\r\n", "multipart/form-data; boundary=x", (422, "invalid_body")),
        ],
    )
    def test_an_upload_that_is_no_form_is_refused(
        self, door: TestClient, content: bytes, content_type: str, expected: tuple[int, str]
    ) -> None:
        headers = {"Content-Type": content_type}
        assert refusal(door.post("/v1/rosters", content=content, headers=headers)) == expected
