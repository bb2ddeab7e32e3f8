"""Each fault that an agency can have (`agencies/faults.py`), and what verification records and reports of it.

The tax bureau has the fault; all others answer rightly, a day later. No outcome is "nothing found".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
import uvicorn

from agencies.behaviour import Behaviour, Manner, Outage
from agencies.delay import Fixed
from agencies.faults import BAD_COPIES, Fault
from agencies.half_sent import send_half
from contracts.verification import ReportCompleted
from kernel.items import AGENCY, Agency, Item
from services.verification.domain.events import AnswerRefused
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import read_all, written
from tests.support.service import app_of
from tests.support.until import wait_until

BODY = POPULATION.households[0].body
NONE_CAME = ("AgencySilent",)
CAME = ("AnswerRecorded",)
UNTIL = ({"hours": 2}, {"days": 1}, {"days": 15}, {"days": 60})
"""Business time goes in these steps: past a contradiction, the others' answers, the term, and all that is late."""


@dataclass(frozen=True)
class Outcome:
    """What is recorded about the item, and how it ends in the report."""

    recorded: tuple[str, ...]
    outcomes: tuple[str, ...]


ANSWERED, NO_ANSWER = ("matched", "mismatched"), ("no_answer",)
OUTCOMES = {
    Fault.SILENT: Outcome(NONE_CAME, NO_ANSWER),
    Fault.LATE: Outcome((*NONE_CAME, "AnswerCameLate"), ANSWERED),
    Fault.TWICE: Outcome(CAME, ANSWERED),
    Fault.REORDERED: Outcome(CAME, ANSWERED),
    Fault.CONTRADICTORY: Outcome((*CAME, "AnswerContradicted"), ANSWERED),
    Fault.CORRECTED: Outcome((*CAME, "AnswerCorrected"), ANSWERED),
    **dict.fromkeys(BAD_COPIES, Outcome(NONE_CAME, NO_ANSWER)),
    Fault.ERROR_IN_200: Outcome(NONE_CAME, NO_ANSWER),
}
ACKNOWLEDGED_WITH = {
    Fault.WRONG_SIGNATURE: (401, "signature_does_not_match"),
    Fault.REVOKED_KEY: (401, "key_unknown_or_not_in_force"),
    Fault.FUTURE_KEY: (401, "key_unknown_or_not_in_force"),
    Fault.EXPIRED_SIGNATURE: (401, "signature_expired"),
    Fault.FUTURE_SIGNATURE: (401, "signature_from_the_future"),
    Fault.MALFORMED: (400, "wrong or missing at `$.search_response`"),
    Fault.ANOTHER_HOUSEHOLD: (200, "about_a_person_not_asked"),
}


def walked(make_town: Any, manner: Manner) -> tuple[Town, list[Any]]:
    """The town when all is over, and the events about its one household."""
    town: Town = make_town(Behaviour(default=Manner(delay=Fixed(value=1)), agencies={"tax": manner}))
    household = town.apply(submitted(town.service.vault, BODY))
    town.deliver()
    for step in UNTIL:
        town.move(**step)
        town.due_again()
        town.deliver()
        wait_until(lambda: is_quiet(town), "the agencies' letters")
    assert town.open_deliveries() == 0
    return town, town.events(household)


def is_quiet(town: Town) -> bool:
    assert town.agencies is not None
    return bool(town.agencies.get("/pending").json()["quiet"])


def about_tax(events: list[Any]) -> tuple[str, ...]:
    return tuple(type(event).__name__ for event in events if getattr(event, "item", None) == "tax")


def report(events: list[Any]) -> ReportCompleted:
    """The latest: a late answer and a correction bring it out again."""
    *_, found = (event for event in events if isinstance(event, ReportCompleted))
    return found


def refusals(town: Town) -> list[AnswerRefused]:
    with town.service.store.reading() as connection:
        rows = connection.execute("SELECT body FROM events WHERE stream LIKE 'refused-%%'").fetchall()
    return [town.service.store.codec.decode(body).event for (body,) in rows]


@pytest.mark.parametrize("fault", Fault)
def test_what_a_fault_comes_to(make_town, fault: Fault) -> None:
    town, events = walked(make_town, Manner(faults={fault: 1.0}, bad_only=True))
    expected, told = OUTCOMES[fault], report(events)
    (item,) = (one for one in told.items if one.item == "tax")

    assert about_tax(events) == expected.recorded
    assert item.outcome in expected.outcomes
    assert told.complete == (expected.outcomes == ANSWERED)
    (income,) = (fact for fact in told.facts if fact.name == "household_income")
    known = (income.value is not None, income.provenance)
    assert known == ((True, "verified:tax") if told.complete else (False, "unanswered:tax"))
    refused_with = [ACKNOWLEDGED_WITH[fault]] if fault in ACKNOWLEDGED_WITH else []
    assert [ack for ack in town.acks if ack[1]] == refused_with
    kept = [AnswerRefused(sender="tax", reason="about_a_person_not_asked")] * (fault is Fault.ANOTHER_HOUSEHOLD)
    assert refusals(town) == kept


@pytest.mark.parametrize("fault", BAD_COPIES)
def test_a_right_answer_after_a_bad_one_counts(make_town, fault: Fault) -> None:
    _, events = walked(make_town, Manner(faults={fault: 1.0}))

    assert about_tax(events) == CAME
    assert report(events).complete


def test_an_outage_that_ends_costs_time_and_one_that_does_not_an_answer(make_town) -> None:
    _, events = walked(make_town, Manner(outages=[Outage(ends=1)]))
    assert about_tax(events) == CAME
    assert report(events).complete
    _, events = walked(make_town, Manner(outages=[Outage()]))
    assert about_tax(events) == NONE_CAME
    assert not report(events).complete


def test_a_connection_that_closes_midway_leaves_nothing_and_hurts_nobody(make_town) -> None:
    town: Town = make_town(agencies=False)
    household = town.apply(submitted(town.service.vault, BODY))
    town.deliver()
    (tax,) = (one for one in read_all(town.asked) if one.item == "tax")
    letter = written(tax, town.agency_keys["tax"])
    before = town.one("SELECT position FROM counter")
    with served(town) as url:
        for _ in range(20):
            send_half(url, letter)
    assert town.one("SELECT position FROM counter") == before  # whatever was under way there is over
    assert town.callback(letter).status_code == 200
    assert about_tax(town.events(household)) == CAME


@contextmanager
def served(town: Town) -> Iterator[str]:
    """Verification behind a real socket; at the end every request has ended."""
    config = uvicorn.Config(app_of(town.service), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    running = Thread(target=server.run)
    running.start()
    wait_until(lambda: server.started, "the server")
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/registry/on-search"
    server.should_exit = True
    running.join(timeout=30)
    assert not running.is_alive()


@pytest.mark.parametrize("agency", [agency.value for agency in Agency])
def test_what_any_agency_says_otherwise_can_be_read(make_town, agency: str) -> None:
    """A record that nobody could read would be refused for its shape, and the lie never met."""
    lies = Manner(faults={Fault.CONTRADICTORY: 1.0})
    town: Town = make_town(Behaviour(default=Manner(delay=Fixed(value=1)), agencies={agency: lies}))
    everything = tuple(item.value for item in Item)
    household = town.apply(submitted(town.service.vault, BODY, items=everything))
    town.deliver()
    town.move(hours=2)
    wait_until(lambda: is_quiet(town), "the agencies' letters")

    lied = [item for item in Item if AGENCY[item] == agency]
    assert town.story(household).count("AnswerContradicted") == len(lied) > 0
    assert refusals(town) == []
