"""More hardship never costs a household its category: less income, a further difficulty, a further cause.

Asked condition by condition, under every profile: what was met stays met, but for the conditions named here, each with
the clause that wants it so.
"""

from collections.abc import Mapping
from random import Random
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.causes import Cause
from policies.documents.profile import Profile
from policies.traceability.clauses import clauses, stands_in
from tests.unit.policies.random_households import of_every_profile, told, whole_household

LOWER_BOUNDS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("kaifeng-2019", "income_above_the_line"): ("四(二)", "略高于当地低保标准"),
    ("kaifeng-2019", "income_well_above_the_line"): ("四(三)", "超过当地最低生活保障标准较多"),
    ("kaifeng-2019", "what_one_to_three_say"): ("四(四)", "符合以上（一）至（三）项情况之一"),
    ("yunnan-2017", "income_above_the_line"): ("三", "略高于当地最低生活保障标准"),
    ("shantou-2016", "income_above_the_line"): ("三(一)", "高于当地最低生活保障线"),
    ("baisha-2020", "income_above_both_standards"): ("三", "超过当地城镇低保认定标准和低收入家庭标准"),
}
"""By document and condition: the clause that asks for an income above something, and its words."""

seeds = given(seed=st.integers(0, 2**64))
Household = dict[str, Any]


def test_each_exception_stands_in_its_clause() -> None:
    for (document, _), (clause, words) in LOWER_BOUNDS.items():
        assert stands_in(words, clauses(document)[clause]), (document, clause)


@of_every_profile
@settings(max_examples=20)
@seeds
def test_less_income_meets_what_more_did_but_for_lower_bounds_that_a_text_sets(law: Profile, seed: int) -> None:
    random = Random(seed)
    for household in _households(law, random):
        poorer = household | {"household_income": random.choice([0, random.randint(0, household["household_income"])])}
        lost = _lost(law, household, poorer)
        assert {one for one in lost if (law.id, one) not in LOWER_BOUNDS} == set()


@of_every_profile
@settings(max_examples=20)
@seeds
def test_a_further_difficulty_or_cause_costs_nothing(law: Profile, seed: int) -> None:
    random = Random(seed)
    for household in _households(law, random):
        for harder in _harder(household, random):
            assert _lost(law, household, harder) == set(), harder


def _households(law: Profile, random: Random) -> list[Household]:
    return [dict(whole_household(law, random)) for _ in range(25)]


def _harder(household: Household, random: Random) -> list[Household]:
    """The household with one hardship more: a finding, a greater expense, less relief, a cause (found alike or not)."""
    cause = random.choice(list(Cause))
    found = random.choice([{}, {f"of_the_kind_{cause}": True}, {f"of_the_kind_{cause}": False}])
    spent, relief = "hardship_expenditure_per_capita", "relief_per_capita"
    kept = {name: value for name, value in household.items() if name != f"of_the_kind_{cause}"}
    changes: list[Household] = [household | {"difficulty_found": True}, household | {"event_major": True}]
    changes += [household | {spent: household[spent] + random.choice([1, 100_000])}]
    changes += [household | {relief: random.randint(0, household[relief])}]
    changes += [household if household.get(f"cause_{cause}") else kept | found | {f"cause_{cause}": True}]
    return [{name: value for name, value in one.items() if name in household or name in found} for one in changes]


def _lost(law: Profile, before: Household, after: Household) -> set[str]:
    """The conditions of categories that were met and are no longer."""
    rows = [_row(law, before), _row(law, after)]
    conditions = [condition for rule in law.categories.values() for condition in rule.conditions]
    return {one.id for one in conditions if rows[0][one.column] is True and rows[1][one.column] is not True}


def _row(law: Profile, household: Household) -> Mapping[str, object]:
    facts, parameters = told(law, household)
    return law.admission.one({**facts, **parameters, **law.numbers})
