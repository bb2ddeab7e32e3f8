"""走访: two people go and both sign; what they saw stands beside what is declared, and counts when both have."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import duties, events
from services.intake.domain.commands import (
    Approve,
    ConfirmVisit,
    DeclineVisit,
    Keep,
    RecordVisit,
    Signer,
)
from services.intake.domain.household import recheck, reviewing, visit
from services.intake.domain.household.states import NotApplied, State
from tests.unit.intake.situations import (
    APPLICANT,
    NOTICE,
    ON_NOTICE,
    OPEN,
    RECHECK,
    REVIEWER,
    SUBMITTED,
    TODAY,
    details,
    given,
    judgement,
    member,
    proposed,
)

GOES, ALONG = Signer("goes"), Signer("along")
SEEN = events.Seen("people_living_there", 2, 2)
RECORDED = events.VisitRecorded(
    visit="v1", method="home_visit", on=TODAY, by="goes", companion="along", found=(SEEN,), words="两人在家"
)
CONFIRMED, DECLINED = events.VisitConfirmed(visit="v1"), events.VisitDeclined(visit="v1", reason="没有去")
OTHERWISE = replace(RECORDED, found=(events.Seen("people_living_there", 4, 2),))
UNDER_REVIEW = (SUBMITTED, proposed())


def recording(**changes: Any) -> RecordVisit:
    return RecordVisit(
        **{
            "by": GOES,
            "companion": ALONG,
            "visit": "v1",
            "method": "home_visit",
            "on": TODAY,
            "found": {"people_living_there": 2},
            "papers": (),
            "words": "两人在家",
            "today": TODAY,
            **changes,
        }
    )


def approving(**changes: Any) -> Approve:
    return Approve(by=REVIEWER, judgement=judgement(), category=None, reason="", notice=NOTICE, **changes)


def test_what_was_seen_is_recorded_beside_what_was_declared() -> None:
    assert visit.record(recording(), given(*UNDER_REVIEW)) == [RECORDED]
    (more,) = visit.record(recording(found={"vehicles": 1, "conditions_fit": False}), given(SUBMITTED))
    assert isinstance(more, events.VisitRecorded)
    assert more.found == (events.Seen("vehicles", 1, None), events.Seen("conditions_fit", False, True))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"companion": Signer("GOES")}, "visited_by_one_person"),
        ({"by": APPLICANT}, "visited_by_who_applied"),
        ({"companion": APPLICANT}, "visited_by_who_applied"),
        ({"found": {}}, "visit_found_nothing"),
        ({"on": date(2026, 11, 1)}, "visit_day"),
        ({"on": date(2026, 11, 3)}, "visit_day"),
    ],
)
def test_a_visit_is_of_two_others_on_a_day_since_the_application(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        visit.record(recording(**changes), given(*UNDER_REVIEW))


@pytest.mark.parametrize("happened", [(SUBMITTED,), UNDER_REVIEW, ON_NOTICE, OPEN])
def test_it_is_recorded_wherever_the_household_is_on_its_way(happened: tuple[object, ...]) -> None:
    assert visit.record(recording(), given(*happened)) == [RECORDED]


def test_who_went_along_confirms_it_once() -> None:
    waiting = given(*UNDER_REVIEW, RECORDED)
    assert visit.confirm(ConfirmVisit(by=ALONG, visit="v1"), waiting) == [CONFIRMED]
    for other in (GOES, REVIEWER):
        with pytest.raises(DomainError, match="visit_confirmed_by_who_went_along"):
            visit.confirm(ConfirmVisit(by=other, visit="v1"), waiting)
    with pytest.raises(DomainError, match="visited_by_who_applied"):  # sent the papers meanwhile
        visit.confirm(ConfirmVisit(by=Signer("along", brought_in=True), visit="v1"), waiting)
    for settled in (CONFIRMED, DECLINED):
        with pytest.raises(DomainError, match="no_visit_waits"):
            visit.confirm(ConfirmVisit(by=ALONG, visit="v1"), given(*UNDER_REVIEW, RECORDED, settled))


def test_either_of_the_two_declines_it_with_a_reason() -> None:
    waiting = given(*UNDER_REVIEW, RECORDED)
    for one in (GOES, ALONG):
        assert visit.decline(DeclineVisit(by=one, visit="v1", reason="没有去"), waiting) == [DECLINED]
    with pytest.raises(DomainError, match="visit_confirmed_by_who_went_along"):
        visit.decline(DeclineVisit(by=REVIEWER, visit="v1", reason="没有去"), waiting)
    with pytest.raises(DomainError, match="declining_reason_required"):
        visit.decline(DeclineVisit(by=ALONG, visit="v1", reason=""), waiting)


@pytest.mark.parametrize("state", [NotApplied(), given(*UNDER_REVIEW, events.VisitDeclined(visit="v0", reason=""))])
def test_of_no_household_and_no_visit_nothing_is_confirmed(state: State) -> None:
    with pytest.raises(DomainError, match=r"nothing_to_visit_for|no_visit_waits"):
        visit.confirm(ConfirmVisit(by=ALONG, visit="v1"), state)


def test_it_counts_when_both_have_signed() -> None:
    """What speaks against the declaration takes two to approve; unconfirmed or declined it is as if nobody had gone."""
    for not_counting in ((OTHERWISE,), (OTHERWISE, DECLINED), (RECORDED, CONFIRMED)):
        approved, *_ = reviewing.approve(approving(), given(*UNDER_REVIEW, *not_counting))
        assert type(approved).__name__ == "ApplicationApproved"
    (waits,) = reviewing.approve(approving(), given(*UNDER_REVIEW, OTHERWISE, CONFIRMED))
    assert isinstance(waits, events.DecisionProposed)
    assert waits.grounds == ("visit_contradicts",)


def test_no_fact_of_the_proposal_is_overwritten_or_filled_in() -> None:
    before, after = given(*UNDER_REVIEW), given(*UNDER_REVIEW, OTHERWISE, CONFIRMED)
    assert getattr(after, "proposed") == getattr(before, "proposed")  # noqa: B009


def test_a_later_visit_and_a_corrected_declaration_settle_what_was_contradicted() -> None:
    later = (replace(RECORDED, visit="v2"), replace(CONFIRMED, visit="v2"))
    state = given(*UNDER_REVIEW, OTHERWISE, CONFIRMED, *later)
    assert not isinstance(state, NotApplied)
    assert visit.contradicted(state.case) == ()
    four = replace(state.case, details=details(*(member(token) for token in "abcd")))
    assert visit.contradicted(replace(four, visits=four.visits[:1])) == ()
    assert visit.contradicted(four) == ("people_living_there",)


def test_a_place_may_ask_for_a_visit_before_it_approves() -> None:
    for happened in (UNDER_REVIEW, (*UNDER_REVIEW, RECORDED), (*UNDER_REVIEW, RECORDED, DECLINED)):
        with pytest.raises(DomainError, match="visit_required"):
            reviewing.approve(approving(visit_required=True), given(*happened))
    approved, *_ = reviewing.approve(approving(visit_required=True), given(*UNDER_REVIEW, RECORDED, CONFIRMED))
    assert type(approved).__name__ == "ApplicationApproved"


def test_who_went_does_not_decide_alone() -> None:
    for actor, went in (("goes", RECORDED), ("along", CONFIRMED)):
        assert duties.signer(actor, [(actor, went)]).finding


def test_a_decision_uses_up_what_it_rested_on() -> None:
    """A re-check years later rests on visits of its own; what waits for its second person waits on."""
    opened = OPEN[-1]
    file = given(*ON_NOTICE, OTHERWISE, CONFIRMED, replace(RECORDED, visit="v2"), opened)
    assert not isinstance(file, NotApplied)
    assert [one.visit for one in file.case.visits] == ["v2"]


def test_a_visit_in_a_recheck_takes_two_to_keep_the_file() -> None:
    begun = recheck.begun_for(given(*OPEN), ("term",), TODAY)  # type: ignore[arg-type]
    again = replace(proposed(of_round=2), recheck=True)
    file = given(*OPEN, begun, again, OTHERWISE, CONFIRMED)
    kept = recheck.keep(
        Keep(
            by=REVIEWER, judgement=judgement(), category=None, clause="三(一)", reason="", today=TODAY,
            recheck_due_on=RECHECK,
        ),
        file,
    )  # fmt: skip
    assert [getattr(one, "grounds", None) for one in kept] == [("visit_contradicts",)]


def test_of_an_erased_household_nothing_is_left_to_contradict() -> None:
    erased = replace(OTHERWISE, found=Withheld.ERASED, words=Withheld.ERASED)
    state = given(replace(SUBMITTED, details=Withheld.ERASED), proposed(), erased, CONFIRMED)
    assert not isinstance(state, NotApplied)
    assert (visit.contradicted(state.case), visit.visited(state.case)) == ((), True)
    with pytest.raises(DomainError, match="household_erased"):
        visit.record(recording(), state)


def test_visits_are_bounded() -> None:
    many = (replace(RECORDED, visit=f"v{number}") for number in range(visit.VISITS_MAX))
    with pytest.raises(DomainError, match="too_many_visits"):
        visit.record(recording(), given(*UNDER_REVIEW, *many))
