"""Folding: nothing is hidden, and the read model says the same as the state."""

import pytest
from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import UnknownEvent
from services.intake.domain import events
from services.intake.domain.household import evolve, initial
from services.intake.domain.household.states import status_of
from services.intake.projections.writes import _STATUS, status_after
from tests.unit.intake.situations import (
    BLOCKED,
    CONSENT,
    ITEMS,
    ON_NOTICE,
    OPEN,
    RECHECK,
    SUBMITTED,
    details,
    given,
    proposed,
)

DECIDED = events.DecisionProposed(decision="approve", category="1", grounds=("own_finding",), by="r", reason="")
CLOSING = events.ClosingProposed(closing="not_eligible", grounds=("own_word",), by="r", text="x")
DECLINED = events.SignatureDeclined(reason="x")
RECHECK_BEGUN = facts.RecheckBegun(round=2, reasons=("term",), items=ITEMS, consent=CONSENT, details=details())
RECHECKED = replace(proposed(of_round=2), recheck=True)
KEEPING = events.KeepingProposed(round=2, category="1", clause="三(一)", grounds=("own_finding",), by="r", reason="")
KEPT = facts.FileKept(
    org_path="44",
    round=2,
    category="1",
    clause="三(一)",
    kept_on=RECHECK,
    recheck_due_on=RECHECK,
    against_proposal=False,
)

ENDS = (
    (SUBMITTED, facts.ApplicationWithdrawn(reason="")),
    (SUBMITTED, proposed(), facts.ApplicationRejected(clause="三(一)", against_proposal=False, reason="")),
    (
        SUBMITTED,
        proposed(),
        facts.ApplicationReturned(papers=("x",)),
        facts.ApplicationResubmitted(
            round=2, members=("a", "b"), account="account:1", consent=CONSENT, items=(), details=details()
        ),
    ),
    (*ON_NOTICE, facts.ObjectionRaised(round=2, items=ITEMS, consent=CONSENT, objection="", details=details())),
    (*ON_NOTICE, BLOCKED),
    (SUBMITTED, proposed(), DECIDED, *ON_NOTICE[2:]),
    (*OPEN, CLOSING, DECLINED),
    (*OPEN, RECHECK_BEGUN, RECHECKED, KEEPING, DECLINED, KEEPING, KEPT),
    (*OPEN, facts.FileClosed(org_path="44", reason="exit", closed_on=SUBMITTED.submitted_on, members=("a", "b"))),
)


@pytest.mark.parametrize("happened", ENDS)
def test_the_work_list_shows_the_status_that_the_events_fold_to(happened: tuple[object, ...]) -> None:
    for length in range(2, len(happened) + 1):
        assert status_after(happened[length - 1]) in (None, status_of(given(*happened[:length])))


def test_a_declined_decision_is_under_review_again_as_it_was() -> None:
    assert status_of(given(SUBMITTED, proposed(), DECIDED)) == "under_second_review"
    assert given(SUBMITTED, proposed(), DECIDED, DECLINED) == given(SUBMITTED, proposed())
    assert given(*OPEN, CLOSING, DECLINED) == given(*OPEN)


def test_every_status_of_the_work_list_is_walked_by_this_test() -> None:
    walked = {type(event) for happened in ENDS for event in happened}
    assert set(_STATUS) <= walked


def test_an_event_that_is_not_a_households_own_is_never_hidden() -> None:
    with pytest.raises(UnknownEvent):
        evolve(initial(), proposed())
    with pytest.raises(UnknownEvent):
        evolve(given(SUBMITTED), events.RosterImported(org_path="44", rows=0, taken=0, unchanged=0, refused=0))
