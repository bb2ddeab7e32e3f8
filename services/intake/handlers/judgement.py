"""Where the law as data meets the household: what its profile says of the facts today."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from kernel import calendar
from kernel.errors import DomainError
from kernel.personal import Withheld
from policies.documents.profile import Profile
from policies.errors import FactError
from policies.judgement import engine
from policies.parameters import book as parameters
from policies.parameters.book import Book
from policies.traceability.clauses import NO_CLAUSES, clauses, folded
from services.intake.domain.commands import Judgement, Notice
from services.intake.domain.events import FactValue
from services.intake.domain.household.states import Applied
from services.intake.resources import Resources


def judge(law: Profile, region: str, facts: Mapping[str, FactValue] | Withheld, day: date, book: Book) -> Judgement:
    """The proposal under the law as it holds there and what `book` says is in force on `day`."""
    if isinstance(facts, Withheld):
        raise DomainError("household_erased")
    in_force = book.in_force(region, day)
    try:
        evaluation = engine.evaluate(law, {**facts, "region": region}, in_force)
    except FactError as bad:
        raise DomainError("facts_unusable", fact=bad.name) from bad
    return Judgement(
        profile=evaluation.profile,
        profile_version=evaluation.version,
        parameters_version=str(in_force.pop(parameters.VERSION)),
        parameters=cast(dict[str, FactValue], in_force),
        judged_on=day,
        proposal=evaluation.proposal,
        missing=evaluation.missing,
        undecided=evaluation.undecided,
        categories=tuple(law.categories),
        trace=evaluation.to_dict(),
    )


def notice_of(region: str, day: date, book: Book) -> Notice:
    """The notice on a decision of `day`: it hangs from the next working day on."""
    last_day = calendar.add_working_days(day, _notice_working_days(region, day, book))
    return Notice(calendar.add_working_days(day, 1), last_day, calendar.is_provisional(last_day))


def _notice_working_days(region: str, day: date, book: Book) -> int:
    """How long a notice lasts there; unset is a refusal, never a default."""
    days = book.in_force(region, day).get("notice_working_days")
    if not isinstance(days, int):
        raise DomainError("parameter_unset", name="notice_working_days")
    return days


def law_of(resources: Resources, state: Applied) -> Profile:
    """The document under which the household applied, with what a lower level laid over it since."""
    return resources.laws.law(state.case.profile, state.case.region)


def known_clause(law: Profile, clause: str) -> str:
    """The clause as the document or an overlay counts it; empty stays empty, the decision asks for one."""
    document = law.document
    cited = [
        *(rule.clause for rule in (*document.scope, *document.admission)),
        *(rule.clause for rule in (*document.exclusions, *document.categories)),
    ]
    of_the_text = [clause for clause in clauses(law.id) if clause not in NO_CLAUSES]
    citable = {folded(known): known for known in (*of_the_text, *cited) if known}
    if not clause.strip():
        return ""
    if (known := citable.get(folded(clause))) is None:
        raise DomainError("unknown_clause", clause=clause, known="、".join(citable.values()))
    return known
