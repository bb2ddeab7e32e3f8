"""The portal that people and commands call through: patient, and never doing a thing twice."""

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from chassis.client import Reply, Unreachable
from machine.issuer import new_key
from portal.callers import Tokens, person
from portal.client import Acknowledged, Away, Portal, Refused

WORKER = person("case_worker", "44/4405")


class Line:
    """Answers in turn; remembers what was asked."""

    def __init__(self, *answers: Reply | Unreachable) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self.post(url, b"", headers)

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        self.asked.append((url, headers or {}))
        answer = self._answers.pop(0)
        if isinstance(answer, Unreachable):
            raise answer
        return answer


def ok(value: Any) -> Reply:
    return Reply(200, json.dumps(value).encode())


def problem(status: int, code: str) -> Reply:
    return Reply(status, json.dumps({"code": code, "detail": "不行"}).encode())


@pytest.fixture
def portal_on() -> Callable[..., Portal]:
    key = new_key()

    def made(line: Line, patience_s: float = 60.0) -> Portal:
        return Portal({"intake": "http://intake"}, Tokens(key), line, patience_s)

    return made


def test_a_command_is_repeated_under_the_same_key_until_it_is_answered(portal_on: Callable[..., Portal]) -> None:
    line = Line(Unreachable("connect"), problem(503, "unavailable"), problem(503, "overloaded"), ok({"a": 1}))
    assert portal_on(line).post("intake", "/v1/applications", WORKER, {}, seen=3) == {"a": 1}
    keys = {headers["Idempotency-Key"] for _, headers in line.asked}
    assert (len(line.asked), len(keys)) == (4, 1)
    assert {headers["If-Match"] for _, headers in line.asked} == {'"3"'}


def test_a_refusal_is_final_and_names_its_code(portal_on: Callable[..., Portal]) -> None:
    line = Line(problem(412, "stale_version"))
    with pytest.raises(Refused) as refused:
        portal_on(line).post("intake", "/v1/x", WORKER, {})
    assert (refused.value.status, refused.value.code, len(line.asked)) == (412, "stale_version", 1)


def test_a_portal_gives_up_on_a_service_when_its_patience_ends(portal_on: Callable[..., Portal]) -> None:
    with pytest.raises(Away, match="intake is away: connect"):
        portal_on(Line(Unreachable("connect")), patience_s=-1.0).get("intake", "/v1/x", WORKER)


def test_a_portal_that_is_told_to_end_waits_no_longer(portal_on: Callable[..., Portal]) -> None:
    portal = portal_on(Line(Unreachable("connect")))
    threading.Timer(0.0, portal.over.set).start()
    with pytest.raises(Away):
        portal.get("intake", "/v1/x", WORKER)


def test_a_list_is_read_page_after_page(portal_on: Callable[..., Portal]) -> None:
    line = Line(ok({"items": [1, 2], "next": "c1"}), ok({"items": [3], "next": None}))
    assert portal_on(line).items("intake", "/v1/households", WORKER, status="open") == [1, 2, 3]
    assert [url for url, _ in line.asked] == [
        "http://intake/v1/households?status=open&limit=200",
        "http://intake/v1/households?status=open&cursor=c1&limit=200",
    ]


def test_what_was_answered_2xx_is_remembered_by_the_one_trace_it_was_sent_under(
    portal_on: Callable[..., Portal],
) -> None:
    line = Line(problem(503, "overloaded"), ok({"a": 1}), problem(409, "no"))
    portal = portal_on(line)
    portal.post("intake", "/v1/applications", WORKER, {})
    with pytest.raises(Refused):
        portal.post("intake", "/v1/applications", WORKER, {})
    traces = [headers["traceparent"].split("-")[1] for _, headers in line.asked]
    assert traces[0] == traces[1] != traces[2]
    assert portal.acknowledged == [Acknowledged("intake", traces[0])]


def test_a_refusal_says_in_both_languages_what_is_wrong_where_and_what_to_do_next() -> None:
    problem = {
        "code": "invalid_body",
        "detail": "有误。",
        "texts": {"zh": "有误。", "en": "Not right."},
        "next": {"zh": "请更正。", "en": "Correct it."},
        "errors": [{"pointer": "#/value", "code": "x", "texts": {"zh": "应如 1.00。", "en": "Write 1.00."}}],
    }
    assert str(Refused(422, problem)) == (
        "422 invalid_body 有误。 请更正。 · Not right. Correct it.\n  #/value: 应如 1.00。 · Write 1.00."
    )
    assert str(Refused(500, {"detail": "<html>"})) == "500  <html>"
