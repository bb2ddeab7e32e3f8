"""公示 as acts: sheets hung and taken down; an objection is answered by somebody else, before a fresh notice."""

from datetime import date

import pytest
from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain import duties, events
from services.intake.domain.commands import AnswerObjection, Approve, HangSheet, RemindAnswerer, Signer, TakeSheetDown
from services.intake.domain.household import notice, reviewing
from services.intake.domain.household.states import State, status_of
from services.intake.handlers.timers import timers_for
from tests.unit.intake.situations import (
    APPLICANT,
    CONSENT,
    ITEMS,
    NOTICE,
    ON_NOTICE,
    OPEN,
    REVIEWER,
    SUBMITTED,
    TODAY,
    details,
    given,
    judgement,
    proposed,
)

DAY, LATER, DUE = date(2026, 11, 4), date(2026, 11, 10), date(2026, 11, 9)
SHOWN = events.NoticeShown(sheet=1, round=1, shown_on=DAY, place="厂区公告栏")
DOWN = events.NoticeTakenDown(sheet=1, taken_down_on=LATER)
OBJECTED = facts.ObjectionRaised(
    round=2, items=ITEMS, consent=CONSENT, due_on=DUE, objection="收入不实", details=details()
)
ANSWERED = events.ObjectionAnswered(round=2, outcome="dismissed", text="经核实属实")
REPORTED_AGAIN = replace(proposed(), round=2)
UNDER_REVIEW_AGAIN = (*ON_NOTICE, OBJECTED, REPORTED_AGAIN)


def answering(by: Signer = REVIEWER) -> AnswerObjection:
    return AnswerObjection(by=by, outcome="dismissed", text="经核实属实")


def hanging(on: date = DAY) -> HangSheet:
    return HangSheet(place="厂区公告栏", shown_on=on, photo=None, today=LATER)


def taking_down(sheet: int = 1, on: date = LATER) -> TakeSheetDown:
    return TakeSheetDown(sheet=sheet, taken_down_on=on, photo=None, today=LATER)


def test_a_sheet_is_hung_while_the_household_is_on_notice() -> None:
    assert notice.hang(hanging(), given(*ON_NOTICE)) == [SHOWN]
    (second,) = notice.hang(hanging(), given(*ON_NOTICE, SHOWN))
    assert second == replace(SHOWN, sheet=2)
    for happened in ((SUBMITTED,), OPEN, (*ON_NOTICE, OBJECTED)):
        with pytest.raises(DomainError, match="not_on_notice"):
            notice.hang(hanging(), given(*happened))


@pytest.mark.parametrize("day", [date(2026, 11, 11), date(2026, 11, 1)])
def test_no_sheet_hangs_before_the_application_or_in_the_future(day: date) -> None:
    with pytest.raises(DomainError, match="sheet_day_impossible"):
        notice.hang(hanging(day), given(*ON_NOTICE))


def test_sheets_are_bounded() -> None:
    many = (events.NoticeShown(sheet=n + 1, round=1, shown_on=DAY, place="x") for n in range(notice.SHEETS_MAX))
    with pytest.raises(DomainError, match="too_many_sheets"):
        notice.hang(hanging(), given(*ON_NOTICE, *many))


@pytest.mark.parametrize("after", [(), (OBJECTED,), OPEN[len(ON_NOTICE) :]])
def test_a_sheet_is_taken_down_once_whatever_became_of_the_notice(after: tuple[object, ...]) -> None:
    state = given(*ON_NOTICE, SHOWN, *after)
    assert notice.take_down(taking_down(), state) == [DOWN]
    down = given(*ON_NOTICE, SHOWN, *after, DOWN)
    assert status_of(down) == status_of(state)
    assert notice.take_down(taking_down(), down) == []
    with pytest.raises(DomainError, match="sheet_taken_down_already"):
        notice.take_down(taking_down(on=DAY), down)


def test_a_sheet_that_never_hung_is_not_taken_down_nor_one_before_it_hung() -> None:
    for state in (given(), given(*ON_NOTICE), given(*ON_NOTICE, SHOWN)):
        with pytest.raises(DomainError, match="unknown_sheet"):
            notice.take_down(taking_down(sheet=2), state)
    with pytest.raises(DomainError, match="sheet_day_impossible"):
        notice.take_down(taking_down(on=date(2026, 11, 3)), given(*ON_NOTICE, SHOWN))


def approval() -> Approve:
    return Approve(by=REVIEWER, judgement=judgement(), category=None, reason="", notice=NOTICE)


def test_no_fresh_notice_while_an_objection_waits_for_its_answer() -> None:
    with pytest.raises(DomainError, match="objection_unanswered"):
        reviewing.approve(approval(), given(*UNDER_REVIEW_AGAIN))
    happened = reviewing.approve(approval(), given(*UNDER_REVIEW_AGAIN, ANSWERED))
    assert any(isinstance(event, facts.NoticePosted) for event in happened)


@pytest.mark.parametrize(
    "after",
    [(), (REPORTED_AGAIN,), (facts.ApplicationWithdrawn(reason="x"),)],
    ids=["verified", "reviewed", "ended"],
)
def test_an_objection_is_answered_once_whatever_became_of_the_household(after: tuple[object, ...]) -> None:
    happened = (*ON_NOTICE, OBJECTED, *after)
    assert notice.answer(answering(), given(*happened)) == [ANSWERED]
    answered = given(*happened, ANSWERED)
    assert status_of(answered) == status_of(given(*happened))
    for state in (answered, given(), given(*ON_NOTICE)):
        with pytest.raises(DomainError, match="no_objection_waits"):
            notice.answer(answering(), state)


def test_neither_who_objected_nor_who_decided_answers() -> None:
    state = given(*UNDER_REVIEW_AGAIN)
    with pytest.raises(DomainError, match="decided_by_who_applied"):
        notice.answer(answering(APPLICANT), state)
    with pytest.raises(DomainError, match="answered_by_who_decided"):
        notice.answer(answering(Signer("r", approved=True)), state)


def test_who_signed_an_approval_first_or_second_has_decided() -> None:
    first = events.DecisionProposed(decision="approve", category="2", grounds=(), by="first", reason="")
    refusal = events.DecisionProposed(decision="reject", clause="三(一)", grounds=(), by="other", reason="")
    acts = (("first", first), ("second", ON_NOTICE[2]), ("other", refusal))
    decided = {name: duties.signer(name, acts).approved for name in ("first", "SECOND", "other", "nobody")}
    assert decided == {"first": True, "SECOND": True, "other": False, "nobody": False}


def test_an_objection_that_nobody_answers_is_overdue_once_its_day_is_over() -> None:
    state: State = given(*ON_NOTICE, OBJECTED)
    assert [timer.kind for timer in timers_for("h", state, [OBJECTED])] == ["objection_overdue"]
    due = RemindAnswerer(round=2, due_on=DUE)
    assert notice.remind(due, state) == [events.ObjectionOverdue(round=2, due_on=DUE)]
    assert notice.remind(due, given(*ON_NOTICE, OBJECTED, ANSWERED)) == []
    assert notice.remind(due, given()) == []
    assert TODAY < DUE
