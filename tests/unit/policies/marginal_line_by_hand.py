"""kaifeng-2019 and yunnan-2017 are built alike, upon the line and a limit above it: both in exact arithmetic."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import strategies as st

from kernel.causes import Cause
from policies.documents.profile import Profile
from tests.unit.policies.households import KAIFENG, LINE, YUNNAN, complete, in_kaifeng, in_yunnan

Facts = dict[str, object]
SET: Facts = {"dibao_line": LINE, "dibao_marginal_ratio": 12_500}
LIMIT = 356_250
"""Three heads at 1.25 times the line."""


@dataclass(frozen=True)
class Place:
    """`asked`: what its document asks beside, and of which values. `by_hand`: excluded, and each category."""

    law: Profile
    household: Callable[..., Facts]
    asked: dict[str, st.SearchStrategy[object]]
    also_unknown: tuple[str, ...]
    by_hand: Callable[[Facts], tuple[bool, dict[str, bool | None]]]

    def complete(self) -> st.SearchStrategy[Facts]:
        return st.builds(lambda facts, more: facts | more, complete, st.fixed_dictionaries(self.asked))

    def unknown(self) -> st.SearchStrategy[set[str]]:
        common = ("members", "household_income", "migrant_worker")
        return st.sets(st.sampled_from([*common, *self.also_unknown, *self.asked]))


def _in_kaifeng(facts: Facts) -> tuple[bool, dict[str, bool | None]]:
    """By the words of 四."""
    income, living = _income(facts), _living(facts)
    difficulty = living < LINE or bool(facts["difficulty_found"])
    limit = Fraction(5, 4) * LINE
    needs = _caused_by(facts, "illness", "serious_illness", "child_schooling")
    struck = _caused_by(facts, "illness", "serious_illness", "sudden_event", "accident", "natural_disaster")
    one = _all_of(income < LINE, needs, difficulty)
    two = _all_of(LINE < income <= limit, needs, living < LINE)
    three = _all_of(income > limit, struck, _number(facts, "hardship_expenditure_per_capita") > 0, difficulty)
    migrant = bool(facts["migrant_worker"])
    bound = bool(facts["union_member"]) and _number(facts, "contract_months") >= 12
    one_to_three = next(found for found in (True, None, False) if found in (one, two, three))
    return migrant and bool(facts["rural_poverty_register"]), {
        "1": _all_of(not migrant, one),
        "2": _all_of(not migrant, two),
        "3": _all_of(not migrant, three),
        "4": _all_of(migrant, bound, one_to_three),
        "5": _all_of(bool(facts["restructuring_affected"]), difficulty, not migrant or bound),
    }


def _in_yunnan(facts: Facts) -> tuple[bool, dict[str, bool | None]]:
    """By the words of 三."""
    income = _income(facts)
    difficulty = _living(facts) < LINE or bool(facts["difficulty_found"])
    migrant = bool(facts["migrant_worker"])
    covered = not migrant or bool(facts["lives_long_term_in_city"] and facts["wage_is_main_income"])
    special = _caused_by(facts, "illness", "serious_illness", "child_schooling", "disability", "single_parent")
    struck = _caused_by(facts, "sudden_event", "accident", "serious_illness", "natural_disaster")
    return migrant and bool(facts["rural_poverty_register"]), {
        "1": _all_of(covered, income < LINE, difficulty),
        "2": _all_of(covered, LINE < income <= Fraction(5, 4) * LINE, special, difficulty),
        "3": _all_of(covered, income <= 3 * LINE, struck, difficulty),
    }


def _income(facts: Facts) -> Fraction:
    return Fraction(_number(facts, "household_income"), _number(facts, "members"))


def _living(facts: Facts) -> Fraction:
    received, spent = (_number(facts, f"{name}_per_capita") for name in ("relief", "hardship_expenditure"))
    return _income(facts) + received - spent


def _number(facts: Facts, name: str) -> int:
    value = facts[name]
    assert isinstance(value, int)
    return value


def _caused_by(facts: Facts, *names: str) -> bool | None:
    assert set(names) <= set(Cause)
    return any(facts[f"cause_{name}"] for name in names) or (None if facts["cause_other"] else False)


def _all_of(*parts: bool | None) -> bool | None:
    return False if False in parts else None if None in parts else True


PLACES = [
    Place(
        KAIFENG,
        in_kaifeng,
        {
            "rural_poverty_register": st.booleans(),
            "restructuring_affected": st.booleans(),
            "contract_months": st.sampled_from([0, 11, 12, 36]),
        },
        ("union_member", "cause_illness"),
        _in_kaifeng,
    ),
    Place(
        YUNNAN,
        in_yunnan,
        dict.fromkeys(("rural_poverty_register", "lives_long_term_in_city", "wage_is_main_income"), st.booleans()),
        ("cause_accident",),
        _in_yunnan,
    ),
]
in_both = pytest.mark.parametrize("place", PLACES, ids=[place.law.id for place in PLACES])
