"""Shantou's 三(一) for one household in whole fen and three-valued logic, from the text and not from the profile.

It is what the row `policy-right` holds both sides against, so it shares nothing with the engine.
"""

from typing import Final, NamedTuple

IN_SERVICE: Final = {"employed", "laid_off", "unemployed", "flexible"}

Truth = bool | None
"""None: cannot be told from what is known."""


class Household(NamedTuple):
    """Fen a month for the whole household; None is unknown. `line`: per head, always known."""

    line: int
    members: int | None
    household_income: int | None
    relief_total: int | None
    hardship_expenditure_total: int | None
    difficulty_found: bool
    employment: str | None
    migrant_worker: Truth
    union_member: Truth
    cause_illness: Truth
    cause_serious_illness: Truth
    cause_child_schooling: Truth
    cause_disability: Truth
    cause_single_parent: Truth
    cause_sudden_event: Truth
    cause_accident: Truth
    cause_natural_disaster: Truth


def proposal(one: Household) -> str:
    """A category's ordinal, `none` or `undetermined`."""
    scope, difficulty = _in_scope(one), _in_difficulty(one)
    own = {"1": _below(one), "2": _near(one), "3": _struck(one)}
    met = {ordinal: _and(scope, difficulty, answer) for ordinal, answer in own.items()}
    open_or_none = "undetermined" if None in met.values() else "none"
    return next((ordinal for ordinal, answer in met.items() if answer), open_or_none)


def _in_scope(one: Household) -> Truth:
    """在职人员，以及加入工会组织的农民工: nobody has retired yet, and whoever is a migrant is in the union."""
    in_service = None if one.employment is None else one.employment in IN_SERVICE
    no_migrant = None if one.migrant_worker is None else not one.migrant_worker
    return _and(in_service, _or(no_migrant, one.union_member))


def _below(one: Household) -> Truth:
    """人均收入低于低保线."""
    if one.household_income is None or one.members is None:
        return None
    return one.household_income < _line(one, 100)


def _near(one: Household) -> Truth:
    """人均收入高于低保线150%以内（含）, through illness and the like."""
    within = None
    if one.household_income is not None and one.members is not None:
        within = _line(one, 100) < one.household_income <= _line(one, 150)
    causes = (one.cause_illness, one.cause_serious_illness, one.cause_child_schooling, one.cause_disability)
    return _and(within, _or(*causes, one.cause_single_parent))


def _struck(one: Household) -> Truth:
    """突发事件、意外伤害、重大疾病, and 人均收入3倍以内（含）."""
    within = None
    if one.household_income is not None and one.members is not None:
        within = one.household_income <= _line(one, 300)
    causes = (one.cause_sudden_event, one.cause_accident, one.cause_serious_illness, one.cause_natural_disaster)
    return _and(within, _or(*causes))


def _in_difficulty(one: Household) -> Truth:
    """生活困难: income and relief less what hardship costs is below the line, or a reviewer found it so."""
    income, relief, spent = one.household_income, one.relief_total, one.hardship_expenditure_total
    if one.difficulty_found:
        return True
    if income is None or relief is None or spent is None or one.members is None:
        return None
    return income + relief - spent < _line(one, 100)


def _line(one: Household, percent: int) -> int:
    """So much of the line for all members; the lines are whole yuan, so nothing is lost."""
    assert one.members is not None
    assert one.line % 100 == 0
    return one.line // 100 * percent * one.members


def _and(*parts: Truth) -> Truth:
    return False if False in parts else None if None in parts else True


def _or(*parts: Truth) -> Truth:
    return True if True in parts else None if None in parts else False
