"""复查: begun, judged and decided; what must be another's, and what changes nothing."""

from datetime import date

import pytest
from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain import events
from services.intake.domain.commands import BeginRecheck, Keep, RemindReviewer, Signer
from services.intake.domain.duties import signer
from services.intake.domain.household import recheck, reviewing
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
    assert signer("Li", [("li", change)]).changed
    assert not signer("li", [("li", change), ("wang", kept)]).changed
