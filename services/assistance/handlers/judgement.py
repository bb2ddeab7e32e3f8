"""Where the law as data meets the months on record: each month against its own line.

See docs/domain.md#leaving.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import cast

from contracts.assistance import MonthProof
from kernel.period import Month, month_beginning
from policies.documents.profile import Profile
from policies.judgement import exit_and_relief
from policies.parameters.book import Book
from services.assistance.domain.commands import Figures, Leaving, MonthJudged
from services.assistance.domain.events import FileRecorded
from services.assistance.domain.plan import past_month
from services.assistance.domain.plan.decisions import of_an_open_file
from services.assistance.domain.plan.states import Live, State
from services.assistance.resources import Resources

PROVENANCE = "visited"


def law_of(resources: Resources, file: FileRecorded) -> Profile:
    """The document that keeps the file, with what a lower level laid over it."""
    return resources.laws.law(file.profile, file.region)


def judged(law: Profile, state: State, day: date, book_of: Callable[[str], Book]) -> Leaving:
    """All months, oldest first, each with the members and the line of where it was then. How many are needed is what
    the region sets today; unset leaves exit undetermined."""
    live, book_of = of_an_open_file(state), cache(book_of)
    set_today = book_of(live.file.region).in_force(live.file.region, day)
    months = sorted(live.follow_up.months.items())
    return Leaving(
        profile=law.id,
        profile_version=law.version,
        months=tuple(_judged(law, live, month, figures, book_of) for month, figures in months),
        months_needed=exit_and_relief.exit_months_needed(law, set_today),
    )


def _judged(law: Profile, live: Live, month: Month, figures: Figures, book_of: Callable[[str], Book]) -> MonthJudged:
    """A month without a line of its own proves what the document asks for without one; the rest stays unproven."""
    region, members = past_month.region(live, month), past_month.heads(live, month)
    in_force = book_of(region).in_force(region, month_beginning(month))
    line = in_force.get("dibao_line")
    known = {
        "members": members,
        "household_income": figures.income,
        "relief_total": figures.relief,
        "hardship_expenditure_total": figures.hardship,
        "union_aid_total": figures.union_aid,
        **{f"has_{need}": secured for need, secured in figures.needs.items()},
    }
    standard = figures.income + figures.relief - figures.hardship
    exits, relieved = exit_and_relief.exit_month(law, known, in_force), exit_and_relief.relief(law, known, in_force)
    return MonthJudged(
        proof=MonthProof(
            month=month,
            members=members,
            living_standard_total=standard,
            living_standard_with_aid_total=standard + figures.union_aid,
            line=line if isinstance(line, int) else None,
            provenance=PROVENANCE,
            secured=tuple(need for need, secured in figures.needs.items() if secured),
            parameters=cast(dict[str, str | int], in_force),
            trace={"exit": exits.to_dict(), "relief": relieved.to_dict()},
        ),
        counts_for_exit=exits.value,
        reaches_relief=relieved.value,
    )
