"""What turns out otherwise after it was answered: late, corrected, taken back, pushed. Each counts once."""

from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Any

import pytest

from contracts.verification import RECALLS, ReportCompleted
from services.verification.domain import events
from services.verification.domain.commands import Carry, EndConsent, EndInquiry, TakeAnswer, TakePush
from services.verification.domain.events import Earlier
from services.verification.domain.inquiry import evolve
from services.verification.domain.inquiry.callback import take_answer, take_answers
from services.verification.domain.inquiry.conclusion import end_consent, end_inquiry
from services.verification.domain.inquiry.recall import carry, push
from services.verification.domain.inquiry.states import State
from tests.unit.verification.households import TODAY, answer, opened, tax

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
LATER, LATEST = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
HELD = Earlier(item="tax", agency="tax", received_on=TODAY, records=(tax(), tax("b", "500.00")))


def said(standing: str, at: datetime = NOON, *records: dict[str, Any], **changes: Any) -> TakeAnswer:
    return answer("tax", *records, standing=standing, told_at=at, not_after=LATEST, **changes)


def after(state: State, *commands: TakeAnswer) -> State:
    for command in commands:
        state = reduce(evolve, take_answer(command, state), state)
    return state


@pytest.fixture
def partial() -> State:
    state = after(opened(), answer("dibao"), answer("medical"))
    return reduce(evolve, end_inquiry(EndInquiry(TODAY), state), state)


@pytest.fixture
def whole() -> State:
    return after(opened(), answer("tax", tax()), answer("dibao"), answer("medical"))


def revised(happened: list[object]) -> ReportCompleted:
    report = happened[-1]
    assert isinstance(report, ReportCompleted)
    assert report.because in RECALLS
    return report


def income(report: ReportCompleted) -> Any:
    return next(fact.value for fact in report.facts if fact.name == "household_income")


def outcome(report: ReportCompleted) -> str:
    return next(item.outcome for item in report.items if item.item == "tax")


def test_a_late_answer_completes_the_report_of_its_round(partial: State) -> None:
    happened = take_answer(answer("tax", tax(yuan="900.00")), partial)
    report = revised(happened)
    assert [type(one).__name__ for one in happened] == ["AnswerCameLate", "ReportCompleted"]
    assert (report.revision, report.because, report.revised, report.complete) == (1, "late_answer", ("tax",), True)
    assert income(report) == 140_000


def test_who_declined_may_answer_late(partial: State) -> None:
    declining = after(opened(), answer("tax", declined="rjct"), answer("dibao"), answer("medical"))
    assert revised(take_answer(answer("tax", tax()), declining)).because == "late_answer"


def test_several_late_answers_of_one_callback_are_one_report() -> None:
    begun = after(opened(), answer("medical"))
    reported = reduce(evolve, end_inquiry(EndInquiry(TODAY), begun), begun)
    happened = take_answers([answer("tax", tax()), answer("dibao")], reported)
    assert [type(one).__name__ for one in happened] == ["AnswerCameLate", "AnswerCameLate", "ReportCompleted"]
    assert revised(happened).revised == ("dibao", "tax")


def test_another_answer_after_a_late_one_is_kept_beside_it(partial: State) -> None:
    state = after(partial, answer("tax", tax()))
    (kept,) = take_answer(answer("tax", tax(yuan="7.00")), state)
    assert isinstance(kept, events.AnswerCameLate)


def test_a_correction_stands_and_its_repeat_changes_nothing(whole: State) -> None:
    happened = take_answer(said("corrected", NOON, tax(yuan="4000.00")), whole)
    report = revised(happened)
    assert (report.revision, report.because, income(report), outcome(report)) == (
        1,
        "corrected",
        450_000,
        "mismatched",
    )
    state = reduce(evolve, happened, whole)
    assert take_answer(said("corrected", NOON, tax(yuan="4000.00")), state) == []
    assert take_answer(answer("tax", tax(), told_at=NOON), state) == [], "what it corrected, once more"


def test_a_correction_before_the_report_counts_in_it() -> None:
    state = after(opened(), answer("tax", tax()), said("corrected", NOON, tax(yuan="4000.00")), answer("dibao"))
    _, report = take_answer(answer("medical"), state)
    assert isinstance(report, ReportCompleted)
    assert (report.revision, income(report)) == (0, 450_000)


def test_of_two_corrections_the_younger_stands_whichever_comes_first(whole: State) -> None:
    younger = said("corrected", LATER, tax(yuan="4000.00"))
    older = said("corrected", NOON, tax(yuan="3000.00"))
    state = after(whole, younger)
    assert take_answer(older, state) == [events.AnswerRefused(sender="tax", reason="answer_superseded")]
    assert revised(take_answer(younger, after(whole, older))).revision == 2


def test_a_correction_that_overtakes_its_answer_stands() -> None:
    state = after(opened(), said("corrected", LATER, tax(yuan="4000.00")))
    assert take_answer(answer("tax", tax(), told_at=NOON), state) == [
        events.AnswerRefused(sender="tax", reason="answer_superseded")
    ]


def test_an_answer_taken_back_is_unanswered_and_never_nothing_found(whole: State) -> None:
    happened = take_answer(said("withdrawn"), whole)
    report = revised(happened)
    assert (report.because, outcome(report), income(report), report.complete) == (
        "withdrawn",
        "no_answer",
        None,
        False,
    )
    state = reduce(evolve, happened, whole)
    assert take_answer(said("withdrawn"), state) == []
    assert take_answer(answer("tax", tax(), told_at=NOON - timedelta(days=1)), state) == [], "the answer once more"
    again = revised(take_answer(said("corrected", LATER, tax()), state))
    assert (again.revision, again.complete, income(again)) == (2, True, 150_000)


def test_an_answer_taken_back_before_it_came_does_not_count() -> None:
    state = after(opened(), said("withdrawn", LATER))
    assert take_answer(said("withdrawn", LATEST), state) == []
    assert take_answer(answer("tax", tax(), told_at=NOON), state) == [
        events.AnswerRefused(sender="tax", reason="answer_superseded")
    ]


def test_a_correction_of_tomorrow_would_bar_what_is_said_until_then(whole: State) -> None:
    of_tomorrow = said("corrected", LATEST + timedelta(seconds=1), tax(yuan="4000.00"))
    assert take_answer(of_tomorrow, whole) == [events.AnswerRefused(sender="tax", reason="answer_time_invalid")]


def test_a_word_of_ours_that_nobody_knows_is_refused(whole: State) -> None:
    assert take_answer(said("perhaps", NOON, tax()), whole) == [
        events.AnswerRefused(sender="tax", reason="standing_unknown")
    ]


def test_after_the_consent_ended_nothing_counts(whole: State) -> None:
    state = reduce(evolve, end_consent(EndConsent(("a",), TODAY), whole), whole)
    (kept,) = take_answer(said("corrected", NOON, tax(yuan="4000.00")), state)
    assert isinstance(kept, events.AnswerQuarantined)
    assert push(pushed(), state) == []


def pushed(at: datetime = NOON, person: str = "a", yuan: str | None = "5200.00") -> TakePush:
    records = () if yuan is None else (tax(person, yuan),)
    return TakePush(item="tax", person=person, records=records, evidence="push-1", told_at=at, today=TODAY)


def test_a_push_changes_what_the_report_holds_of_the_person_alone(whole: State) -> None:
    state = after(opened(), answer("tax", tax(), tax("b", "500.00")), answer("dibao"), answer("medical"))
    happened = push(pushed(), state)
    report = revised(happened)
    assert (report.because, report.revised, income(report)) == ("pushed", ("tax",), 570_000)
    state = reduce(evolve, happened, state)
    assert push(pushed(LATER), state) == [], "the same once more"
    assert push(pushed(NOON, yuan="1.00"), state) == [], "older than what stands"
    assert revised(push(pushed(NOON, "b", "1.00"), state)).revision == 2
    assert income(revised(push(pushed(LATER, yuan=None), state))) is not None


def test_a_push_of_before_the_answer_is_in_it_and_one_to_no_answer_is_none(whole: State, partial: State) -> None:
    assert push(pushed(datetime(2026, 11, 1, 4, tzinfo=UTC)), whole) == []
    assert push(pushed(), partial) == []
    assert push(pushed(person="z"), whole) == []


def carried(records: tuple[events.Record, ...] | None, because: str, at: datetime = NOON) -> Carry:
    return Carry(
        item="tax", records=records, because=because, evidence="inquiry-h-0", told_at=at, today=date(2026, 11, 20)
    )


def test_what_an_earlier_round_answered_is_otherwise_in_the_round_that_rests_on_it() -> None:
    state = after(opened(items=("dibao",), earlier=(HELD,)), answer("dibao"))
    report = revised(carry(carried((tax(yuan="4000.00"),), "corrected"), state))
    assert (report.because, income(report)) == ("corrected", 450_000)
    assert outcome(revised(carry(carried(None, "withdrawn"), state))) == "no_answer"
    assert carry(carried(HELD.records, "corrected"), state) == []


def test_a_round_that_asked_for_itself_has_heard_for_itself(whole: State) -> None:
    assert carry(carried((tax(yuan="4000.00"),), "corrected"), whole) == []
