"""One envelope is one household and one agency, with all its items; what was on its way before keeps its form."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.store import NewDelivery
from dci.answers import Answer, response
from dci.codes import Action, Status
from dci.envelope import callback
from dci.messages import OnSearch
from tests.integration.verification.applications import items, submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import Asked, declined, read, read_all, written

BODY = POPULATION.households[0].body


@pytest.fixture
def town(make_town) -> Town:
    made = make_town(agencies=False)
    made.household = made.apply(submitted(made.service.vault, BODY))
    return made


def civil_affairs(town: Town) -> list[Asked]:
    (letter,) = (one for one in town.asked if one[0] == "civil_affairs")
    return read(*letter)


def test_an_agency_gets_one_envelope_about_a_household_with_all_its_items(town: Town) -> None:
    town.deliver()
    assert set(Counter(agency for agency, _ in town.asked).values()) == {1}
    assert sorted(one.item for one in read_all(town.asked)) == sorted(items())
    assert sorted(one.item for one in civil_affairs(town)) == ["dibao", "marriage"]
    assert len({one.hash for one in civil_affairs(town)}) == 1


def in_one(town: Town, questions: list[Asked]) -> bytes:
    """All answered, in their order, and nothing on file."""
    now, first = datetime.now(UTC), questions[0]
    answers = [
        response(Answer(one.transaction_id, one.reference_id, "c-1", Status.SUCCEEDED, [], now, one.hash))
        for one in questions
    ]
    return callback(
        Action.ON_SEARCH,
        OnSearch(transaction_id=first.transaction_id, correlation_id="c-1", search_response=answers),
        town.agency_keys[first.agency],
        message_id="m-1",
        receiver_id="verification",
        now=now,
        total_count=len(answers),
        question_hash=first.hash,
    )


def test_it_may_answer_them_in_one_envelope(town: Town) -> None:
    town.deliver()
    assert town.callback(in_one(town, civil_affairs(town))).status_code == 200
    told = [event.item for event in town.events(town.household) if type(event).__name__ == "AnswerRecorded"]
    assert sorted(told) == ["dibao", "marriage"]


def test_it_may_answer_them_one_by_one_and_what_is_answered_is_asked_again_with_the_rest_until_it_is_taken(
    town: Town,
) -> None:
    town.down.add("civil_affairs")
    town.deliver()
    first, second = civil_affairs(town)
    assert town.callback(written(first, town.agency_keys["civil_affairs"])).status_code == 200
    town.down.clear()
    town.asked.clear()
    town.due_again()
    town.deliver()
    assert {one.hash for one in civil_affairs(town)} == {first.hash}
    assert town.callback(written(second, town.agency_keys["civil_affairs"])).status_code == 200
    assert town.story(town.household).count("AnswerRecorded") == 2


def test_nobody_is_asked_again_when_all_of_an_envelope_is_answered(town: Town) -> None:
    town.down.add("civil_affairs")
    town.deliver()
    for one in civil_affairs(town):
        town.callback(written(one, town.agency_keys["civil_affairs"]))
    town.asked.clear()
    town.due_again()
    town.deliver()
    assert [agency for agency, _ in town.asked if agency == "civil_affairs"] == []


def test_a_question_that_was_on_its_way_before_is_asked_and_answered_as_it_was_recorded(
    town: Town, monkeypatch: Any
) -> None:
    """An inquiry of before has one hash and one delivery an item: as its rows and events stand, so they go on."""
    from services.verification.handlers import inquiries, rounds

    def one_by_one(questions: Any) -> list[Any]:
        return [(question,) for question in questions]

    with monkeypatch.context() as before:
        before.setattr(rounds, "by_agency", one_by_one)
        before.setattr(inquiries, "_questions", _deliveries_of_before)
        household = town.apply(submitted(town.service.vault, POPULATION.households[1].body))
    town.deliver()
    old = [one for one in read_all(town.asked) if household in one.transaction_id]
    assert len(old) == len({one.hash for one in old}) == len(items())
    for one in old:
        assert town.callback(written(one, town.agency_keys[one.agency])).status_code == 200
    assert town.story(household).count("AnswerRecorded") == len(items())
    assert town.story(household)[-1] == "ReportCompleted"


def _deliveries_of_before(opened: Any, household: str, stream: str) -> list[NewDelivery]:
    return [
        NewDelivery("question", question.agency, household, 0, {"stream": stream, "item": question.item})
        for question in (opened.questions if opened else ())
    ]


def test_the_report_has_all_that_one_envelope_answers_in_whichever_order(town: Town) -> None:
    """What was declined first and is answered beside the last open item is not late."""
    town.deliver()
    key, (declined_first, last) = town.agency_keys["civil_affairs"], civil_affairs(town)
    for one in read_all(town.asked):
        if one.agency != "civil_affairs":
            town.callback(written(one, town.agency_keys[one.agency]))
    town.callback(declined(declined_first, key))
    assert town.callback(in_one(town, [last, declined_first])).status_code == 200
    assert town.story(town.household)[-3:] == ["AnswerRecorded", "AnswerRecorded", "ReportCompleted"]
