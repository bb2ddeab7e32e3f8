"""When relief is reached and exit proposed: months judged by the profile, and a person's finding."""

from datetime import date
from typing import Literal

import pytest
from msgspec import structs

from contracts.assistance import ExitProposed, ExitWithdrawn, MonthProof, ReliefReached
from kernel.errors import DomainError
from services.assistance.domain.commands import Figures, Leaving, MonthJudged, RecordMonth
from services.assistance.domain.events import DifficultyJudged, DifficultyLapsed, PlanClosed
from services.assistance.domain.plan import PLAN, relief_and_exit
from tests.unit.assistance.given import DRAFTED, after
from tests.unit.assistance.given import FILE as NEW_FILE

FILE = structs.replace(NEW_FILE, opened_on=date(2026, 7, 20))
OPENED = [FILE, DRAFTED]
ENDED = DifficultyJudged(finding="ended", reason="已就业")
EASED = DifficultyJudged(finding="eased", reason="有补助")
FIGURES = Figures(income=1, relief=2, hardship=0, union_aid=0)


def judged(month: str, counts: bool | None = True, relief: bool | None = True) -> MonthJudged:
    proof = MonthProof(
        month=month,
        members=2,
        living_standard_total=0,
        living_standard_with_aid_total=0,
        line=100_000,
        provenance="visited",
    )
    return MonthJudged(proof=proof, counts_for_exit=counts, reaches_relief=relief)


def of(*months: MonthJudged, needed: int | None = 3) -> Leaving:
    return Leaving(profile="shantou-2016", profile_version="v1", months=months, months_needed=needed)


THREE = (judged("2026-08"), judged("2026-09"), judged("2026-10"))
EXIT = ExitProposed(
    rule="shantou-2016/exit",
    profile_version="v1",
    months=("2026-08", "2026-09", "2026-10"),
    proof=tuple(month.proof for month in THREE),
)


def test_exit_needs_the_months_and_the_finding_and_is_proposed_once() -> None:
    assert relief_and_exit.draw_conclusions(of(*THREE), after(PLAN, OPENED)) == []
    assert relief_and_exit.draw_conclusions(of(*THREE), after(PLAN, [*OPENED, ENDED])) == [EXIT]
    assert relief_and_exit.draw_conclusions(of(*THREE), after(PLAN, [*OPENED, ENDED, EXIT])) == []


@pytest.mark.parametrize(
    ("told", "against"),
    [
        (of(THREE[0], judged("2026-09", False), THREE[2]), "2026-09"),
        (of(THREE[0], THREE[1], judged("2026-10", None)), "2026-10"),
        (of(*THREE, judged("2026-11", False)), "2026-11"),
        (of(*THREE, judged("2026-12", False)), "2026-12"),
        (of(*THREE, judged("2026-11", None)), None),
        (of(judged("2026-06", False), *THREE, judged("2026-11")), None),
    ],
)
def test_an_exit_is_proposed_no_more_when_a_month_speaks_against_it(told: Leaving, against: str | None) -> None:
    """A figure was corrected after the household had been found to have left, nothing was judged again, and its file
    closed on what was known to be wrong."""
    proposed = [*OPENED, ENDED, EXIT]
    withdrawn = [ExitWithdrawn(rule="shantou-2016/exit", month=against)] if against else []
    assert relief_and_exit.draw_conclusions(told, after(PLAN, proposed)) == withdrawn
    if against:
        assert relief_and_exit.draw_conclusions(of(*THREE), after(PLAN, [*proposed, *withdrawn])) == [EXIT]


@pytest.mark.parametrize("because", ["kept", "moved"])
def test_a_finding_that_a_later_decision_speaks_against_holds_no_more_nor_does_its_exit(
    because: Literal["kept", "moved"],
) -> None:
    """家庭致困因素消除 (kaifeng §三) was found once and for all: a file that was kept for a new illness left by it."""
    proposed = after(PLAN, [*OPENED, ENDED, EASED, EXIT])
    happened = relief_and_exit.lapse({"ended"}, because, proposed)
    assert happened == [
        DifficultyLapsed(finding="ended", because=because),
        ExitWithdrawn(rule="shantou-2016/exit", month="2026-10", because=because),
    ]
    state = after(PLAN, [*OPENED, ENDED, EASED, EXIT, *happened])
    assert list(state.follow_up.findings) == ["eased"]
    assert not any(isinstance(one, ExitProposed) for one in relief_and_exit.draw_conclusions(of(*THREE), state))
    again = relief_and_exit.judge_difficulty("ended", "病已治愈，另有工作", state)
    anew = after(PLAN, [*OPENED, ENDED, EXIT, *happened, *again])
    assert relief_and_exit.draw_conclusions(of(*THREE), anew) == [EXIT]


def test_without_a_finding_or_without_an_exit_there_is_little_to_lapse() -> None:
    assert relief_and_exit.lapse({"ended"}, "kept", after(PLAN, OPENED)) == []
    assert relief_and_exit.lapse(set(), "kept", after(PLAN, [*OPENED, ENDED])) == []
    eased = DifficultyLapsed(finding="eased", because="moved")
    assert relief_and_exit.lapse({"ended", "eased"}, "moved", after(PLAN, [*OPENED, EASED])) == [eased]
    closed = after(PLAN, [*OPENED, ENDED, PlanClosed(reason="exit", closed_on=date(2026, 11, 2))])
    assert relief_and_exit.lapse({"ended"}, "moved", closed) == []


@pytest.mark.parametrize(
    "told",
    [
        of(*THREE[1:]),
        of(THREE[0], judged("2026-09", None), THREE[2]),
        of(THREE[0], judged("2026-09", False), THREE[2]),
        of(judged("2026-07"), THREE[1], THREE[2]),
        of(*THREE, judged("2026-11", False)),
        of(*THREE, needed=None),
    ],
    ids=["too few", "unproven", "not above", "a gap", "fell below since", "months not set"],
)
def test_exit_stays_open_while_the_last_months_prove_nothing(told: Leaving) -> None:
    assert relief_and_exit.draw_conclusions(told, after(PLAN, [*OPENED, ENDED])) == []


@pytest.mark.parametrize(
    ("opened_on", "proposed"),
    [(date(2026, 8, 1), [EXIT]), (date(2026, 8, 2), []), (date(2026, 11, 2), [])],
    ids=["whole months", "a month in which it opened", "months before"],
)
def test_only_full_months_after_the_opening_prove_exit(opened_on: date, proposed: list[object]) -> None:
    """LAW_FAULTS X1: the texts say after targeted help."""
    opened = [structs.replace(FILE, opened_on=opened_on), DRAFTED]
    assert relief_and_exit.draw_conclusions(of(*THREE), after(PLAN, [*opened, ENDED])) == proposed


def test_relief_is_not_reached_before_there_was_help() -> None:
    """LAW_FAULTS X1."""
    opened = [structs.replace(FILE, opened_on=date(2026, 11, 2)), DRAFTED]
    assert relief_and_exit.draw_conclusions(of(*THREE), after(PLAN, [*opened, EASED])) == []


def test_relief_is_reached_by_the_latest_month_once_and_not_after_exit() -> None:
    reached = ReliefReached(rule="shantou-2016/relief", profile_version="v1", proof=(THREE[2].proof,))
    eased = after(PLAN, [*OPENED, EASED])
    assert relief_and_exit.draw_conclusions(of(*THREE), eased) == [reached]
    assert relief_and_exit.draw_conclusions(of(*THREE, judged("2026-11", relief=False)), eased) == []
    for past in ([reached], [ENDED, EXIT]):
        assert relief_and_exit.draw_conclusions(of(*THREE), after(PLAN, [*OPENED, EASED, *past])) == []


def test_the_needs_that_a_visit_found_secured_are_kept_with_the_month() -> None:
    seen = Figures(income=1, relief=2, hardship=0, union_aid=0, needs={"food": True, "housing": False})
    command = RecordMonth(month="2026-10", this_month="2026-11", figures=seen)
    recorded = relief_and_exit.record_month(command, after(PLAN, OPENED))
    state = after(PLAN, [*OPENED, *recorded])
    assert state.follow_up.months == {"2026-10": seen}
    assert relief_and_exit.record_month(command, state) == []
    less = RecordMonth(month="2026-10", this_month="2026-11", figures=FIGURES)
    assert [type(event).__name__ for event in relief_and_exit.record_month(less, state)] == ["MonthRecorded"]


def test_a_month_of_more_than_a_year_before_the_file_is_refused() -> None:
    opened_on = after(PLAN, OPENED).file.opened_on
    year, month = opened_on.year - 1, opened_on.month
    first, before = f"{year}-{month:02}", f"{year}-{month - 1:02}"
    told = [RecordMonth(month=one, this_month="2026-11", figures=FIGURES) for one in (first, before, "2000-01")]
    assert len(relief_and_exit.record_month(told[0], after(PLAN, OPENED))) == 1
    for command in told[1:]:
        with pytest.raises(DomainError, match="month_long_before"):
            relief_and_exit.record_month(command, after(PLAN, OPENED))


def test_the_same_month_again_changes_nothing_and_a_month_that_runs_is_refused() -> None:
    command = RecordMonth(month="2026-10", this_month="2026-11", figures=FIGURES)
    recorded = relief_and_exit.record_month(command, after(PLAN, OPENED))
    assert [type(event).__name__ for event in recorded] == ["MonthRecorded"]
    assert relief_and_exit.record_month(command, after(PLAN, [*OPENED, *recorded])) == []
    running = RecordMonth(month="2026-11", this_month="2026-11", figures=FIGURES)
    with pytest.raises(DomainError, match="month_not_over"):
        relief_and_exit.record_month(running, after(PLAN, OPENED))
