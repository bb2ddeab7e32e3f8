"""What a callback counts for: each way an answer can come has its own outcome, and none is lost or doubled."""

from datetime import date
from functools import reduce
from typing import Any

import pytest
from msgspec.structs import replace

from contracts.verification import AgencySilent, ReportCompleted
from kernel.errors import UnknownEvent
from kernel.personal import Withheld
from services.verification.domain import events
from services.verification.domain.commands import EndInquiry, Stop, TakeAnswer
from services.verification.domain.inquiry import evolve, initial
from services.verification.domain.inquiry.callback import take_answer
from services.verification.domain.inquiry.conclusion import end_inquiry, stop
from services.verification.domain.inquiry.start import open_inquiry
from services.verification.domain.inquiry.states import State
from tests.unit.verification.households import TODAY, answer, opened, opening, tax

RECORD = {"person": "a", "monthly_income": "1000.00"}


def after(state: State, *commands: TakeAnswer) -> State:
    for command in commands:
        state = reduce(evolve, take_answer(command, state), state)
    return state


def refused(reason: str, sender: str = "tax") -> list[object]:
    return [events.AnswerRefused(sender=sender, reason=reason)]


def test_the_first_answer_is_recorded() -> None:
    assert take_answer(answer("tax", tax()), opened()) == [
        events.AnswerRecorded(item="tax", agency="tax", received_on=TODAY, records=(RECORD,), raw=b"raw")
    ]


def test_the_last_answer_brings_the_report_in_the_same_unit() -> None:
    state = after(opened(), answer("tax", tax()), answer("dibao"))
    recorded, report = take_answer(answer("medical"), state)
    assert isinstance(recorded, events.AnswerRecorded)
    assert isinstance(report, ReportCompleted)
    assert report.complete
    assert {item.item: item.outcome for item in report.items} == {
        "tax": "matched",
        "dibao": "not_found",
        "medical": "not_found",
    }


def test_the_same_answer_again_changes_nothing_before_or_after_the_report() -> None:
    first = answer("tax", tax("a"), tax("b"))
    again = answer("tax", tax("b"), tax("a"), raw=b"another order")
    state = after(opened(), first)
    assert take_answer(again, state) == []
    assert take_answer(again, after(state, answer("dibao"), answer("medical"))) == []


def test_a_contradictory_answer_is_kept_and_the_first_one_stands() -> None:
    state = after(opened(), answer("tax", tax()))
    contradicting = answer("tax", tax(yuan="9999.00"))
    (event,) = take_answer(contradicting, state)
    assert isinstance(event, events.AnswerContradicted)
    assert take_answer(contradicting, after(state, contradicting)) == []
    *_, report = take_answer(answer("medical"), after(state, contradicting, answer("dibao")))
    assert isinstance(report, ReportCompleted)
    (income,) = (fact.value for fact in report.facts if fact.name == "household_income")
    assert income == 150_000


def test_an_answer_after_the_report_is_late_and_late_once() -> None:
    begun = opened()
    reported = reduce(evolve, end_inquiry(EndInquiry(TODAY), begun), begun)
    late, anew = take_answer(answer("tax", tax()), reported)
    assert isinstance(late, events.AnswerCameLate)
    assert isinstance(anew, ReportCompleted)
    assert take_answer(answer("tax", tax()), reduce(evolve, [late, anew], reported)) == []


def test_at_the_deadline_who_is_silent_is_named_and_the_report_is_partial() -> None:
    state = after(opened(), answer("tax", tax()))
    *silent, report = end_inquiry(EndInquiry(date(2026, 11, 17)), state)
    assert silent == [
        AgencySilent(round=1, item="dibao", agency="civil_affairs"),
        AgencySilent(round=1, item="medical", agency="medical_insurance"),
    ]
    assert isinstance(report, ReportCompleted)
    assert not report.complete
    assert {item.item: item.outcome for item in report.items}["dibao"] == "no_answer"


def test_a_deadline_after_the_report_does_nothing() -> None:
    state = after(opened(), answer("tax"), answer("dibao"), answer("medical"))
    assert end_inquiry(EndInquiry(TODAY), state) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reference": "inquiry-h-1-finance"}, "no_such_question"),
        ({"agency": "bank"}, "no_such_question"),
        ({"question_hash": "hash of dibao"}, "answers_another_question"),
        ({"question_hash": None}, "answers_another_question"),
        ({"records": ({"person": "z", "monthly_income": "1.00"},)}, "about_a_person_not_asked"),
        ({"records": ({"monthly_income": "1.00"},)}, "about_a_person_not_asked"),
        ({"records": ({"person": ["a"], "monthly_income": "1.00"},)}, "about_a_person_not_asked"),
        ({"records": (RECORD, RECORD)}, "one_person_twice"),
        ({"records": ({"person": "a"},)}, "records_malformed"),
        ({"records": ({"person": "a", "monthly_income": "-5.00"},)}, "records_malformed"),
        ({"records": ({"person": "a", "monthly_income": 5},)}, "records_malformed"),
    ],
)
def test_an_answer_to_no_question_of_ours_is_refused(changes: dict[str, Any], reason: str) -> None:
    sender = changes.get("agency", "tax")
    assert take_answer(answer("tax", **changes), opened()) == refused(reason, sender)


def test_nothing_that_was_sent_along_is_kept() -> None:
    chatty = RECORD | {"name": "somebody", "more": {"deep": [1]}}
    (recorded,) = take_answer(answer("tax", chatty), opened())
    assert isinstance(recorded, events.AnswerRecorded)
    assert recorded.records == (RECORD,)


def test_an_answer_to_an_inquiry_that_never_was_or_was_stopped_is_refused_alike() -> None:
    stopped = reduce(evolve, stop(Stop("withdrawn"), opened()), opened())
    assert take_answer(answer("tax"), initial()) == refused("no_such_question")
    assert take_answer(answer("tax"), stopped) == refused("no_such_question")


def test_an_agency_that_declines_is_no_answer_but_may_think_better_of_it() -> None:
    declining = answer("tax", declined="rjct.search_criteria.invalid")
    state = after(opened(), declining)
    assert take_answer(declining, state) == []
    (recorded,) = take_answer(answer("tax", tax()), state)
    assert isinstance(recorded, events.AnswerRecorded)


def test_a_declined_item_counts_as_refused_and_the_report_is_not_complete() -> None:
    state = after(opened(), answer("tax", tax()), answer("dibao"))
    _, report = take_answer(answer("medical", declined="rjct.search_criteria.invalid"), state)
    assert isinstance(report, ReportCompleted)
    assert not report.complete
    assert {item.item: item.outcome for item in report.items}["medical"] == "refused"


def test_an_erased_household_gets_no_report() -> None:
    (whole,) = open_inquiry(opening(), initial())
    erased = replace(whole, declared=Withheld.ERASED, hashes=Withheld.ERASED, earlier=Withheld.ERASED)
    state = evolve(initial(), erased)
    assert end_inquiry(EndInquiry(TODAY), state) == [events.InquiryStopped(reason="erased")]
    assert take_answer(answer("tax"), state) == refused("no_such_question")


def test_evolve_hides_no_event_that_it_does_not_know() -> None:
    with pytest.raises(UnknownEvent):
        evolve(opened(), object())
    with pytest.raises(UnknownEvent):
        evolve(initial(), events.InquiryStopped(reason="withdrawn"))
