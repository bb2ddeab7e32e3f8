"""A report comes out again: what rested on the fact is opened once more, once, and nothing that did not."""

from typing import Any

import pytest
from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain import events
from services.intake.domain.commands import LookAgain, Revise
from services.intake.domain.household import revision
from services.intake.domain.household.states import OnNotice, Open, UnderReview
from services.intake.handlers.timers import timers_for
from tests.unit.intake.situations import (
    APPLICANT,
    APPROVED,
    BLOCKED,
    NOTICE,
    ON_NOTICE,
    OPEN,
    POSTED,
    REVIEWER,
    SUBMITTED,
    TODAY,
    given,
    propose,
    proposed,
)

TRACE: dict[str, Any] = {
    "exclusions": {},
    "categories": {"1": {"conditions": [{"id": "below", "facts": {"household_income": "1200.00"}}]}},
}
NAMED = proposed(trace=TRACE)
REJECTED = facts.ApplicationRejected(clause="三(一)1", against_proposal=True, reason="收入超过标准")
OVERDUE = facts.ApplicationWithdrawn(reason="")
RICH = {"household_income": 700_000}


def revise(proposal: str = "none", known: dict[str, Any] | None = None, before: Any = NAMED, **changes: Any) -> Revise:
    command = Revise(
        propose=replace(propose(proposal), facts=RICH if known is None else known),
        revision=1,
        because="corrected",
        items=("tax",),
        before=before,
        today=TODAY,
    )
    return replace(command, **changes)


def revised(outcome: str, *named: str, changed: tuple[str, ...] = ("household_income",), **more: Any) -> Any:
    return events.ReportRevised(
        round=1,
        revision=1,
        because=more.get("because", "corrected"),
        items=("tax",),
        changed=changed,
        named=named,
        outcome=outcome,  # type: ignore[arg-type]
    )


def anew(proposal: str, **changes: Any) -> Any:
    return replace(proposed(proposal), facts=RICH, **changes)


def test_before_a_decision_the_household_is_proposed_anew_and_the_reviewers_days_run_on() -> None:
    before = given(SUBMITTED, NAMED)
    happened = revision.revise(revise(), before)
    assert happened == [revised("proposed_anew", "household_income"), anew("none")]
    after = given(SUBMITTED, NAMED, *happened)
    assert isinstance(after, UnderReview)
    assert timers_for("h", after, happened) == []


def test_a_decision_that_waits_for_its_second_signature_is_reviewed_anew() -> None:
    waiting = events.DecisionProposed(
        decision="approve", category="1", grounds=("own_finding",), by="reviewer", reason=""
    )
    state = given(SUBMITTED, NAMED, waiting)
    assert isinstance(given(SUBMITTED, NAMED, waiting, *revision.revise(revise(), state)), UnderReview)


@pytest.mark.parametrize("blocked", [(), (BLOCKED,)])
def test_on_notice_another_category_goes_back_to_review_and_its_sheets_are_of_no_notice(blocked: Any) -> None:
    shown = events.NoticeShown(sheet=1, round=1, shown_on=NOTICE.first_day, place="公告栏")
    story = (SUBMITTED, NAMED, APPROVED, POSTED, shown, *blocked)
    happened = revision.revise(revise(), given(*story))
    assert happened == [revised("reopened", "household_income"), anew("none")]
    after = given(*story, *happened)
    assert isinstance(after, UnderReview)
    assert (len(after.case.sheets), after.case.hung) == (1, ())
    (timer,) = timers_for("h", after, happened)
    assert timer.kind == "review_overdue"


def test_on_notice_the_same_category_stays() -> None:
    story = (SUBMITTED, NAMED, APPROVED, POSTED)
    happened = revision.revise(revise("1"), given(*story))
    assert happened == [revised("noted", "household_income")]
    assert isinstance(given(*story, *happened), OnNotice)


def test_an_open_file_is_checked_again_with_the_reason_once() -> None:
    story = (*ON_NOTICE[:1], NAMED, *OPEN[2:])
    state = given(*story)
    assert isinstance(state, Open)
    told, begun = revision.revise(revise(), state)
    assert told == revised("recheck", "household_income")
    assert isinstance(begun, facts.RecheckBegun)
    assert (begun.round, begun.reasons, begun.items, begun.since) == (2, ("corrected",), (), state.opened_on)
    assert revision.revise(revise(), given(*story, told, begun)) == [], "it is under way for it"


def test_what_was_taken_back_is_asked_for_again() -> None:
    taken_back = replace(propose("undetermined", unanswered=("dibao", "tax")), facts={"household_income": None})
    command = revise(because="withdrawn", propose=taken_back)
    _, begun = revision.revise(command, given(*ON_NOTICE[:1], NAMED, *OPEN[2:]))
    assert isinstance(begun, facts.RecheckBegun)
    assert begun.items == ("tax",)


def test_a_decision_whose_trace_does_not_name_the_fact_is_not_reopened() -> None:
    known = {"household_income": 120_000, "vehicles": 2}
    for story in (
        (SUBMITTED, NAMED, APPROVED, POSTED),
        (*ON_NOTICE[:1], NAMED, *OPEN[2:]),
        (SUBMITTED, NAMED, REJECTED),
    ):
        assert revision.revise(revise(known=known), given(*story)) == [revised("noted", changed=("vehicles",))]


def test_a_recheck_whose_own_report_is_revised_is_proposed_anew_and_what_waits_for_a_signature_is_off() -> None:
    begun = facts.RecheckBegun(
        round=2, reasons=("term",), items=(), consent=SUBMITTED.consent, details=SUBMITTED.details
    )
    first = replace(NAMED, round=2, recheck=True)
    closing = events.ClosingProposed(
        closing="not_eligible", grounds=("recheck",), by="reviewer", clause="三(一)1", text="不符合"
    )
    story = (*OPEN, begun, first, closing)
    command = revise(propose=replace(propose(of_round=2), facts=RICH))
    told, off, again = revision.revise(command, given(*story))
    assert isinstance(told, events.ReportRevised)
    assert isinstance(off, events.SignatureDeclined)
    assert isinstance(again, events.CategoryProposed)
    after = given(*story, told, off, again)
    assert isinstance(after, Open)
    assert after.closing is None


def test_a_refusal_that_rested_on_it_is_for_a_person_to_look_at_again_once() -> None:
    told = revision.revise(revise(), given(SUBMITTED, NAMED, REJECTED))
    assert told == [revised("look_again", "household_income")]
    look = LookAgain(by=REVIEWER, outcome="apply_anew", reason="收入已更正")
    (looked,) = revision.look(look, given(SUBMITTED, NAMED, REJECTED, *told))
    assert looked == events.LookedAgain(outcome="apply_anew", reason="收入已更正")
    for story in ((SUBMITTED, NAMED, REJECTED), (SUBMITTED, NAMED, REJECTED, *told, looked)):
        with pytest.raises(DomainError, match="no_second_look_waits"):
            revision.look(look, given(*story))
    with pytest.raises(DomainError, match="decided_by_who_applied"):
        revision.look(replace(look, by=APPLICANT), given(SUBMITTED, NAMED, REJECTED, *told))


@pytest.mark.parametrize("story", [(SUBMITTED,), (SUBMITTED, NAMED, OVERDUE)])
def test_nothing_follows_where_nobody_decides(story: tuple[object, ...]) -> None:
    assert revision.revise(revise(), given(*story)) == []


def test_the_report_of_an_earlier_round_moves_nothing() -> None:
    command = revise(propose=replace(propose(of_round=2), facts=RICH))
    assert revision.revise(command, given(SUBMITTED, NAMED)) == []
