"""复查: begun, judged and decided; what must be another's, and what changes nothing."""

from datetime import date

import pytest
from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain import events
from services.intake.domain.commands import BeginRecheck, CloseAfterRecheck, Keep, RemindReviewer, SignClosing, Signer
from services.intake.domain.duties import signer
from services.intake.domain.household import closing, recheck, reviewing
from tests.unit.intake.situations import (
    CONSENT,
    ITEMS,
    OPEN,
    RECHECK,
    REVIEWER,
    details,
    given,
    judgement,
    propose,
    proposed,
)

DUE = date(2027, 5, 10)
BEGUN = facts.RecheckBegun(round=2, reasons=("term",), items=ITEMS, consent=CONSENT, details=details())
JUDGED = replace(proposed(of_round=2), recheck=True)
NEXT = date(2027, 11, 10)


def keep(by: Signer = REVIEWER, category: str | None = None, reason: str = "") -> Keep:
    return Keep(
        by=by, judgement=judgement(), category=category, clause="三(一)", reason=reason, today=DUE, recheck_due_on=NEXT
    )


def test_at_its_term_everything_is_asked_again_once() -> None:
    due = BeginRecheck(due_on=RECHECK, today=DUE)
    assert recheck.begin(due, given(*OPEN)) == [BEGUN]
    assert recheck.begin(due, given(*OPEN, BEGUN)) == []
    assert recheck.begin(BeginRecheck(due_on=date(2027, 1, 1), today=DUE), given(*OPEN)) == []
    assert recheck.begin(due, given(*OPEN[:-1])) == []


def test_the_report_of_another_round_proposes_nothing() -> None:
    assert reviewing.propose(propose(of_round=1), given(*OPEN, BEGUN)) == []
    assert reviewing.propose(propose(of_round=2), given(*OPEN)) == []
    assert reviewing.propose(propose(of_round=2), given(*OPEN, BEGUN)) == [JUDGED]
    assert reviewing.propose(propose(of_round=2), given(*OPEN, BEGUN, JUDGED)) == []


def test_nobody_deciding_is_remembered_until_somebody_has() -> None:
    due = RemindReviewer(round=2, due_on=DUE)
    assert reviewing.remind(due, given(*OPEN, BEGUN, JUDGED)) == [events.ReviewOverdue(round=2, due_on=DUE)]
    (kept,) = recheck.keep(keep(), given(*OPEN, BEGUN, JUDGED))
    assert reviewing.remind(due, given(*OPEN, BEGUN, JUDGED, kept)) == []


def test_a_kept_file_has_its_next_term() -> None:
    (kept,) = recheck.keep(keep(), given(*OPEN, BEGUN, JUDGED))
    state = given(*OPEN, BEGUN, JUDGED, kept)
    assert (state.recheck, state.recheck_due_on, state.decided_on) == (None, NEXT, DUE)


@pytest.mark.parametrize(
    ("by", "code"),
    [(Signer("x", brought_in=True), "decided_by_who_applied"), (Signer("x", changed=True), "decided_by_who_changed")],
)
def test_who_applied_or_changed_the_file_does_not_decide(by: Signer, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        recheck.keep(keep(by), given(*OPEN, BEGUN, JUDGED))


def test_a_change_counts_until_the_next_decision_however_the_name_is_spelled() -> None:
    change = events.ChangeProposed(
        change="c", kind="phone", persons=(), on=DUE, by="li", before=events.Values(), after=events.Values(), reason="x"
    )
    (kept,) = recheck.keep(keep(), given(*OPEN, BEGUN, JUDGED))
    decided = events.ChangeDecided(change="c", decision="decline", reason="x")
    assert signer("Li", [("li", change), ("wang", decided)]).changed
    assert not signer("li", [("li", change), ("wang", decided), ("wang", kept)]).changed


def test_a_change_that_still_waited_when_the_file_was_kept_bars_from_the_recheck_that_it_leads_to() -> None:
    """Whoever proposed it early, had the file kept meanwhile and it approved afterwards decided on their own change."""
    own = events.ChangeProposed(
        change="c", kind="income", persons=("a",), on=DUE, by="li", before=events.Values(), after=events.Values(),
        reason="x",
    )  # fmt: skip
    (kept,) = recheck.keep(keep(), given(*OPEN, BEGUN, JUDGED))
    approved = events.ChangeDecided(change="c", decision="approve", reason="")
    before = [("li", own), ("wang", kept)]
    assert signer("Li", before).changed
    assert signer("li", [*before, ("wang", approved)]).changed
    assert not signer("li", [*before, ("wang", approved), ("wang", kept)]).changed
    declined = events.ChangeDecided(change="c", decision="decline", reason="x")
    assert not signer("li", [("li", own), ("wang", declined), ("wang", kept)]).changed


def test_a_move_that_still_waited_when_the_file_was_kept_bars_as_well() -> None:
    move = events.MoveProposed(move="m", to_org_path="44/4405/440511/x", reason="job", by="li", text="")
    (kept,) = recheck.keep(keep(), given(*OPEN, BEGUN, JUDGED))
    off = events.MoveDeclined(move="m", outcome="declined", reason="x")
    assert signer("li", [("li", move), ("wang", kept)]).changed
    assert not signer("li", [("li", move), ("wang", off), ("wang", kept)]).changed


CLOSE = CloseAfterRecheck(by=REVIEWER, clause="三(一)", reason="x")


@pytest.mark.parametrize(
    ("by", "code"),
    [(Signer("x", brought_in=True), "decided_by_who_applied"), (Signer("x", changed=True), "decided_by_who_changed")],
)
def test_who_applied_or_changed_the_file_does_not_sign_its_closing_either(by: Signer, code: str) -> None:
    (waiting,) = recheck.close(CLOSE, given(*OPEN, BEGUN, JUDGED))
    with pytest.raises(DomainError, match=code):
        closing.sign(SignClosing(by=by, today=DUE), given(*OPEN, BEGUN, JUDGED, waiting))


def test_a_closing_is_not_signed_when_what_it_rested_on_is_checked_again() -> None:
    """A change of the facts that led to it was approved while it waited, and it was signed all the same."""
    (waiting,) = recheck.close(CLOSE, given(*OPEN, BEGUN, JUDGED))
    again = given(*OPEN, BEGUN, JUDGED, waiting, replace(BEGUN, round=3, reasons=("income",)))
    with pytest.raises(DomainError, match="no_closing_waits"):
        closing.sign(SignClosing(by=Signer("y"), today=DUE), again)


def test_a_closing_that_rests_on_no_recheck_waits_on_through_one() -> None:
    own_word = events.ClosingProposed(closing="not_eligible", grounds=("own_word",), by="li", text="x")
    assert given(*OPEN, own_word, BEGUN).closing == own_word
