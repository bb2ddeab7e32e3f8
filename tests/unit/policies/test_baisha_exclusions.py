"""The five exclusions of baisha-2020 三: each on its own, each from a fact, none from a fact that is unknown."""

import pytest

from tests.unit.policies.households_of_baisha import BAISHA, ELSEWHERE, HERE, decided, household, outcomes, struck

GROUNDS: dict[str, dict[str, object]] = {
    "三1": {"rural_poverty_register": True},
    "三2": {"employment": "retired_on_public_pension"},
    "三3": {"hukou_region": ELSEWHERE},
    "三4": {"employer_kind": "state_run_enterprise"},
    "三5": {"household_income": 3 * 106_000},
}


def test_there_are_five_and_each_has_its_place_in_the_text() -> None:
    assert [rule.clause for rule in BAISHA.exclusions] == list(GROUNDS)


def test_without_any_of_them_the_household_is_taken() -> None:
    assert [(e.excluded, e.proposal) for e in map(decided, (household(), struck()))] == [(False, "1"), (False, "2")]


@pytest.mark.parametrize("ground", list(GROUNDS))
@pytest.mark.parametrize("taken", [household(), struck()])
def test_each_excludes_on_its_own_in_both_categories(ground: str, taken: dict[str, object]) -> None:
    evaluation = decided(taken | GROUNDS[ground])
    assert (evaluation.excluded, evaluation.proposal, evaluation.missing) == (True, "excluded", ())


@pytest.mark.parametrize("ground", ["三1", "三2", "三3", "三4"])
def test_an_exclusion_leaves_the_category_met_so_that_one_sees_what_stood_in_the_way(ground: str) -> None:
    assert outcomes(household() | GROUNDS[ground]) == ("met", "not_met")


@pytest.mark.parametrize("ground", list(GROUNDS))
def test_an_unknown_ground_leaves_everything_open(ground: str) -> None:
    unknown = dict.fromkeys(GROUNDS[ground])
    evaluation = decided(household() | unknown)
    assert (evaluation.excluded, evaluation.proposal, evaluation.missing) == (None, "undetermined", tuple(unknown))


@pytest.mark.parametrize(
    ("hukou", "union", "excluded"),
    [
        (HERE, HERE, False),
        (ELSEWHERE, HERE, True),
        (HERE, ELSEWHERE, True),
        (ELSEWHERE, None, True),
        (None, ELSEWHERE, True),
        (HERE, None, None),
        (None, HERE, None),
    ],
)
def test_hukou_or_union_elsewhere_is_enough(hukou: str | None, union: str | None, excluded: bool | None) -> None:
    assert decided(household(hukou_region=hukou, union_region=union)).excluded is excluded


@pytest.mark.parametrize("migrant", [True, False])
def test_the_rural_register_excludes_everyone(migrant: bool) -> None:
    assert decided(household(migrant_worker=migrant, rural_poverty_register=True)).proposal == "excluded"


@pytest.mark.parametrize("region", [HERE, ELSEWHERE])
def test_a_state_run_enterprise_excludes_wherever_it_is_registered(region: str) -> None:
    facts = household(employer_kind="state_run_enterprise", employer_region=region)
    assert decided(facts).proposal == "excluded"


@pytest.mark.parametrize("kind", ["enterprise", "public_institution", "state_organ", "social_organisation"])
def test_no_other_kind_of_unit_excludes(kind: str) -> None:
    assert decided(household(employer_kind=kind)).proposal == "1"


@pytest.mark.parametrize("employment", ["employed", "laid_off", "unemployed", "flexible", "retired_other"])
def test_no_other_state_of_employment_excludes_or_is_asked(employment: str) -> None:
    assert decided(household(employment=employment)).proposal == "1"
