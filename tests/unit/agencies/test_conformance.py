"""The conformance kit over real sockets: green against our own agencies, red against each fault, by the check that
should find it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock, Thread

import pytest
import uvicorn

from agencies.app import create_app
from agencies.behaviour import Behaviour, Manner, Outage
from agencies.conformance.checks import CHECKS
from agencies.conformance.conversation import Conversation, Registry
from agencies.conformance.listener import listening
from agencies.conformance.run import Report, run
from agencies.faults import Fault
from agencies.ill_keys import known_ill_keys
from agencies.journal import Journal
from agencies.partners import Partners
from chassis.client import HttpClient
from dci.keys import KeyHistory, SigningKey
from tests.support.until import wait_until
from tests.unit.agencies.office import LONG_AGO, POPULATION, PUBLIC_KEYS, SUNDAY, load_keys_from_memory

CHECKER = SigningKey.generate("checker", "1")
KEYS = load_keys_from_memory()
ON_FILE = tuple(number for number, items in POPULATION.on_file.items() if "tax" in items)[:2]
GREEN = 30.0
IN_VAIN = 0.3
"""Of patience, where no answer will come."""


class RunawayClock:
    """Half a day goes by whenever somebody looks."""

    def __init__(self) -> None:
        self._lock, self._now = Lock(), SUNDAY

    def now(self) -> datetime:
        with self._lock:
            self._now += timedelta(hours=12)
            return self._now


class StandingClock:
    def now(self) -> datetime:
        return SUNDAY


def checked(
    manner: Manner, patience_s: float, clock: RunawayClock | StandingClock | None = None, persons: int = 2
) -> Report:
    behaviour = Behaviour(agencies={"tax": manner})
    ill = known_ill_keys(KEYS["tax"], behaviour)
    with listening("127.0.0.1", 0) as (listener, port), HttpClient() as client:
        callback = f"http://127.0.0.1:{port}/registry/on-search"
        with served(behaviour, callback, clock or StandingClock(), client) as url:
            registry = Registry(f"{url}/tax", "tax", "tax", "tax", KeyHistory([*PUBLIC_KEYS, *ill]), ON_FILE[:persons])
            return run(Conversation(registry, CHECKER, callback, listener, client.post, patience_s))


@contextmanager
def served(
    behaviour: Behaviour, callback: str, clock: RunawayClock | StandingClock, client: HttpClient
) -> Iterator[str]:
    partners = Partners(keys=[CHECKER.known(LONG_AGO)], callbacks={"checker": [callback]})
    app = create_app(POPULATION, KEYS, partners, behaviour, Journal(None), clock, client.post)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    running = Thread(target=server.run)
    running.start()
    wait_until(lambda: server.started, "the agencies")
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    running.join(timeout=30)


def failed(report: Report) -> dict[str, str]:
    return {line.check: line.why for line in report.lines if line.verdict == "failed"}


@pytest.mark.parametrize("manner", [Manner(), Manner(faults={Fault.REORDERED: 1.0})])
def test_our_own_agencies_conform(manner: Manner) -> None:
    report = checked(manner, GREEN)

    assert failed(report) == {}
    assert report.conforms
    assert [line.check for line in report.lines] == [check.name for check in CHECKS]
    assert {line.verdict for line in report.lines} == {"passed"}


def test_without_test_persons_some_checks_are_not_tried_and_say_so() -> None:
    report = checked(Manner(), GREEN, persons=0)

    assert report.conforms
    assert {line.check for line in report.lines if line.verdict == "not_tried"} == {"known_person", "two_pages"}


UNBELIEVED = {"every_answer_is_believed"}
FOUND_BY = {
    Fault.SILENT: {"answer_comes", "unknown_person"},
    Fault.LATE: {"answer_comes", "unknown_person"},
    Fault.TWICE: {"each_question_has_one_answer"},
    Fault.CONTRADICTORY: {"each_question_has_one_answer"},
    Fault.CORRECTED: {"each_question_has_one_answer"},
    Fault.WRONG_SIGNATURE: UNBELIEVED,
    Fault.REVOKED_KEY: UNBELIEVED,
    Fault.FUTURE_KEY: UNBELIEVED,
    Fault.EXPIRED_SIGNATURE: UNBELIEVED,
    Fault.FUTURE_SIGNATURE: UNBELIEVED,
    Fault.MALFORMED: UNBELIEVED,
    Fault.HALF_ANSWER: UNBELIEVED,
    Fault.ANOTHER_HOUSEHOLD: {"unknown_person", "known_person"},
    Fault.ERROR_IN_200: {"search_is_acknowledged"},
}
IN_TIME = (Fault.CONTRADICTORY, Fault.CORRECTED)
UNANSWERED = (Fault.SILENT, Fault.LATE, Fault.ERROR_IN_200)


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.REORDERED])
def test_a_fault_is_found_by_its_check(fault: Fault) -> None:
    patience_s = IN_VAIN if fault in UNANSWERED else GREEN
    manner = Manner(faults={fault: 1.0}, bad_only=fault is Fault.ANOTHER_HOUSEHOLD)
    report = checked(manner, patience_s, RunawayClock() if fault in IN_TIME else None)

    assert not report.conforms
    assert FOUND_BY[fault] <= failed(report).keys()


def test_a_registry_that_is_down_or_nowhere_fails_at_the_first_check() -> None:
    report = checked(Manner(outages=[Outage()]), IN_VAIN)
    assert "HTTP 503" in failed(report)["search_is_acknowledged"]

    with listening("127.0.0.1", 0) as (listener, _), HttpClient() as client:
        nowhere = Registry("http://127.0.0.1:1/tax", "tax", "tax", "tax", KeyHistory(PUBLIC_KEYS))
        talk = Conversation(nowhere, CHECKER, "http://127.0.0.1:1/", listener, client.post, IN_VAIN)
        assert failed(run(talk))["search_is_acknowledged"] == "no answer: connect"


def test_what_each_check_asks_is_said_in_both_languages() -> None:
    assert all(" · " in check.what for check in CHECKS)
    assert len({check.name for check in CHECKS}) == len(CHECKS)
