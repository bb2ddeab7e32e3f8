"""Folding: nothing is hidden, and the read model says the same as the state."""

import pytest

from contracts import intake as facts
from kernel.errors import UnknownEvent
from services.intake.domain import events
from services.intake.domain.household import evolve, initial
from services.intake.domain.household.states import status_of
from services.intake.projections.writes import _STATUS
from tests.unit.intake.situations import BLOCKED, CONSENT, ITEMS, ON_NOTICE, OPEN, SUBMITTED, details, given, proposed

DECIDED = events.DecisionProposed(decision="approve", category="1", grounds=("own_finding",), by="r", reason="")
CLOSING = events.ClosingProposed(closing="not_eligible", grounds=("own_word",), by="r", text="x")
DECLINED = events.SignatureDeclined(reason="x")

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
    (*OPEN, facts.FileClosed(org_path="44", reason="exit", closed_on=SUBMITTED.submitted_on, members=("a", "b"))),
)


@pytest.mark.parametrize("happened", ENDS)
def test_the_work_list_shows_the_status_that_the_events_fold_to(happened: tuple[object, ...]) -> None:
    for length in range(2, len(happened) + 1):
        assert _STATUS.get(type(happened[length - 1])) in (None, status_of(given(*happened[:length])))


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
