"""Months and findings: when relief 解困 is reached and exit 脱困 is proposed, each once.

See docs/domain.md#leaving.
"""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from contracts.assistance import ExitProposed, ExitWithdrawn, ReliefReached
from kernel.errors import DomainError
from kernel.period import Month, month_beginning, month_of, next_month
from services.assistance.domain.commands import Leaving, MonthJudged, RecordMonth
from services.assistance.domain.events import DifficultyJudged, DifficultyLapsed, MonthRecorded
from services.assistance.domain.plan.decisions import of_an_open_file
from services.assistance.domain.plan.states import Approved, Drafted, State

ENDED, EASED = "ended", "eased"


def record_month(command: RecordMonth, state: State) -> list[object]:
    """A calendar month that is over is recorded, and none of long before the file; the same again changes nothing."""
    live = of_an_open_file(state)
    if command.month >= command.this_month:
        raise DomainError("month_not_over", month=command.month)
    if live.follow_up.months.get(command.month) == command.figures:
        return []
    earliest = _a_year_before(live.file.opened_on)
    if command.month < earliest:
        raise DomainError("month_long_before", month=command.month, earliest=earliest)
    figures = command.figures
    return [
        MonthRecorded(
            month=command.month,
            income=figures.income,
            relief=figures.relief,
            hardship=figures.hardship,
            union_aid=figures.union_aid,
            needs=figures.needs,
        )
    ]


def _a_year_before(opened_on: date) -> Month:
    """Twelve months before the file opened (ours): enough to show where the household came from."""
    return month_of(opened_on.replace(year=opened_on.year - 1, day=1))


def judge_difficulty(finding: str, reason: str, state: State) -> list[object]:
    """Once while it holds: the same again changes nothing, and another reason is refused, for the first one stands."""
    findings = of_an_open_file(state).follow_up.findings
    if finding in findings:
        if findings[finding] != reason:
            raise DomainError("finding_stands", finding=finding)
        return []
    return [DifficultyJudged(finding=finding, reason=reason)]


def lapse(findings: Collection[str], because: Literal["kept", "moved"], state: State) -> list[object]:
    """What decided otherwise came later than these findings: a file that was kept is in hardship still, and another
    document asks anew. An exit that rests on one is proposed no more; whatever lapsed can be found again."""
    if not isinstance(state, Drafted | Approved):
        return []
    follow_up = state.follow_up
    lapsed = [one for one in (ENDED, EASED) if one in findings and one in follow_up.findings]
    off = ENDED in lapsed and follow_up.exit_proposed
    rule, last = f"{state.file.profile}/exit", max(follow_up.exit_months, default="")
    return [
        *(DifficultyLapsed(finding=one, because=because) for one in lapsed),
        *([ExitWithdrawn(rule=rule, month=last, because=because)] if off else []),
    ]


def draw_conclusions(leaving: Leaving, state: State) -> list[object]:
    """What the months and findings now on record come to. Exit goes before relief, and is taken back when a month,
    recorded anew or later, speaks against it: a file must not close by what was corrected since."""
    live = of_an_open_file(state)
    follow_up, months = live.follow_up, months_under_help(leaving.months, live.file.opened_on)
    if follow_up.exit_proposed:
        against = month_against_exit(leaving.months, follow_up.exit_months)
        return [ExitWithdrawn(rule=f"{leaving.profile}/exit", month=against)] if against else []
    if ENDED in follow_up.findings:
        counted = months_that_prove_exit(months, leaving.months_needed)
        if counted:
            proof = tuple(month.proof for month in counted)
            rule, version = f"{leaving.profile}/exit", leaving.profile_version
            proven = tuple(one.month for one in proof)
            return [ExitProposed(rule=rule, profile_version=version, months=proven, proof=proof)]
    if EASED in follow_up.findings and not follow_up.relief_reached and months and months[-1].reaches_relief:
        rule, version = f"{leaving.profile}/relief", leaving.profile_version
        return [ReliefReached(rule=rule, profile_version=version, proof=(months[-1].proof,))]
    return []


def month_against_exit(months: Sequence[MonthJudged], proven_by: Sequence[Month]) -> Month | None:
    """The first that bears a proposed exit out no more: one of its own months that does not count now, or a later one
    that breaks the rule. A later one without facts breaks none."""
    for one in months:
        own = one.proof.month in proven_by
        later = one.proof.month > max(proven_by, default="")
        if (own and not one.counts_for_exit) or (later and one.counts_for_exit is False):
            return one.proof.month
    return None


def months_under_help(months: Sequence[MonthJudged], opened_on: date) -> Sequence[MonthJudged]:
    """Those that lie wholly behind the opening of the file: the texts say after help (经过精准帮扶后), and a month from
    before shows where the household came from."""
    return [one for one in months if is_under_help(one.proof.month, opened_on)]


def is_under_help(month: Month, opened_on: date) -> bool:
    return month_beginning(month) >= opened_on


def months_that_prove_exit(months: Sequence[MonthJudged], needed: int | None) -> Sequence[MonthJudged]:
    """The last so many months, consecutive and each above its own line; () when they prove nothing yet.

    A month without facts breaks no rule, it only leaves exit unproven until the run is long enough behind it.
    """
    if not needed or len(months) < needed:
        return ()
    last = months[-needed:]
    follow_on = all(next_month(a.proof.month) == b.proof.month for a, b in pairwise(last))
    return last if follow_on and all(month.counts_for_exit for month in last) else ()
