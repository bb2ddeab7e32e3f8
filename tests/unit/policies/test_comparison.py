"""The same households under two laws: what changes for whom, and which condition of which clause does it."""

from random import Random
from traceback import format_exception

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.causes import Cause as HardshipCause
from policies.documents import profile
from policies.documents.profile import Profile
from policies.errors import FactError
from policies.judgement import engine
from policies.judgement.comparison import Cause, Values, answers, causes, said_in, turn
from policies.parameters.typed import typed
from tests.architecture.tree import ROOT
from tests.unit.policies.households import BAISHA, LINE, OF_BAISHA, PARAMETERS, SHANTOU, household, in_baisha
from tests.unit.policies.random_households import of_every_profile, random_household, told

AMENDED = profile.load("shantou-2016", [ROOT / "samples" / "policies" / "shantou-200-percent.toml"])
KAIFENG = profile.load("kaifeng-2019")
NO_CAUSE = {f"cause_{cause}": False for cause in HardshipCause}
WELL_KNOWN = {name: value for name, value in household().items() if name != "causes"} | NO_CAUSE
AT_160_PERCENT = WELL_KNOWN | {
    "household_income": 3 * LINE * 8 // 5,
    "hardship_expenditure_total": 3 * LINE,
    "cause_child_schooling": True,
}


@given(seed=st.integers(0, 2**64))
@settings(max_examples=50)
def test_many_at_once_are_answered_as_each_alone_with_every_condition(seed: int) -> None:
    random = Random(seed)
    households = [told(SHANTOU, random_household(SHANTOU, random)) for _ in range(random.randint(1, 20))]
    found = answers(SHANTOU, [(_without_list(facts), parameters) for facts, parameters in households])
    alone = [engine.evaluate(SHANTOU, *one) for one in households]
    assert found.proposals == [one.proposal for one in alone]
    assert [found.values(place) for place in range(len(households))] == [said_in(one.to_dict()) for one in alone]


def test_no_household_is_no_answer() -> None:
    assert answers(SHANTOU, []).proposals == []


def test_a_parameter_goes_before_a_fact_of_its_name_and_an_unset_one_does_not() -> None:
    told = {**WELL_KNOWN, "dibao_line": 1}
    assert answers(SHANTOU, [(told, PARAMETERS), (told, {})]).proposals == [
        engine.evaluate(SHANTOU, told, PARAMETERS).proposal,
        engine.evaluate(SHANTOU, told, {}).proposal,
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"members": "3"}, {"members": 2.5}, {"members": True}, {"employment": "retiree"}, {"members": 0}],
)
def test_a_value_of_another_kind_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(FactError):
        answers(SHANTOU, [(WELL_KNOWN, PARAMETERS), (WELL_KNOWN | wrong, PARAMETERS)])


def test_a_truth_value_is_no_number_as_for_one_household() -> None:
    wrong = WELL_KNOWN | {"members": True}
    with pytest.raises(FactError) as one:
        engine.evaluate(SHANTOU, wrong, PARAMETERS)
    with pytest.raises(FactError) as many:
        answers(SHANTOU, [(WELL_KNOWN, PARAMETERS), (wrong, PARAMETERS)])
    assert [(each.value.name, each.value.code) for each in (one, many)] == [("members", "fact.type")] * 2


def test_an_error_does_not_carry_the_value_that_was_refused() -> None:
    phone = f"138{0:08}"
    with pytest.raises(FactError) as refused:
        answers(SHANTOU, [(WELL_KNOWN | {"household_income": phone}, PARAMETERS)])
    assert phone not in "".join(format_exception(refused.value))


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("1", "1", "same"),
        ("none", "2", "gains"),
        ("excluded", "2", "gains"),
        ("undetermined", "2", "gains"),
        ("2", "none", "loses"),
        ("2", "excluded", "loses"),
        ("undetermined", "none", "loses"),
        ("1", "2", "moves"),
        ("none", "excluded", "moves"),
        ("2", "undetermined", "unsettled"),
        ("none", "undetermined", "unsettled"),
    ],
)
def test_what_a_change_is_to_the_household(was: str, now: str, expected: str) -> None:
    assert turn(was, now) == expected


def test_who_is_let_in_learns_which_condition_did_it() -> None:
    assert because(SHANTOU, AMENDED, AT_160_PERCENT) == [
        Cause(
            rule="2",
            clause="虚构〔2026〕1号 一",
            condition="income_within_150_percent",
            text="当地最低生活保障线200%以内（含）",
            was="not_met",
            now="met",
        )
    ]


def test_who_is_refused_learns_which_condition_does_not_hold_any_more() -> None:
    (cause,) = because(AMENDED, SHANTOU, AT_160_PERCENT)
    assert (cause.rule, cause.condition, cause.was, cause.now) == ("2", "income_within_150_percent", "met", "not_met")


def test_who_becomes_undetermined_learns_what_is_unknown() -> None:
    found = causes_of(SHANTOU, AT_160_PERCENT, PARAMETERS, SHANTOU, AT_160_PERCENT, {})
    assert {(one.rule, one.was, one.now) for one in found if one.condition == "income_above_the_line"} == {
        ("2", "met", "undetermined")
    }
    assert all(one.now == "undetermined" for one in found)


def test_an_exclusion_names_itself() -> None:
    migrant = WELL_KNOWN | {
        "household_income": 0,
        "migrant_worker": True,
        "contract_months": 12,
        "cause_illness": True,
        "rural_poverty_register": False,
        "restructuring_affected": False,
        "difficulty_found": True,
    }
    on_the_register = migrant | {"rural_poverty_register": True}
    found = causes_of(KAIFENG, migrant, PARAMETERS, KAIFENG, on_the_register, PARAMETERS)
    (exclusion,) = KAIFENG.exclusions
    assert {(one.rule, one.clause) for one in found} == {(exclusion.id, exclusion.clause)}
    assert {one.now for one in found} == {"met"}


def test_under_another_document_all_that_decides_is_named() -> None:
    now = answers(KAIFENG, [(AT_160_PERCENT | {"restructuring_affected": False}, PARAMETERS)])
    found = causes(KAIFENG, "1", {}, now.proposals[0], now.values(0))
    assert found
    assert {one.was for one in found} == {None}


def test_an_exclusion_that_ended_is_named_from_the_stored_decision() -> None:
    excluded = in_baisha(rural_poverty_register=True)
    stored = engine.evaluate(BAISHA, _without_list(excluded), OF_BAISHA)
    now = answers(BAISHA, [(_without_list(excluded | {"rural_poverty_register": False}), OF_BAISHA)])
    (found,) = causes(BAISHA, stored.proposal, said_in(stored.to_dict()), now.proposals[0], now.values(0))
    assert (stored.proposal, now.proposals) == ("excluded", ["1"])
    assert (found.rule, found.clause, found.was, found.now) == ("on_the_rural_register", "三1", "met", "not_met")


def test_an_old_trace_of_categories_alone_names_the_rule_that_holds_now() -> None:
    trace = engine.evaluate(SHANTOU, WELL_KNOWN | {"household_income": 0}, PARAMETERS).to_dict()
    before = said_in({"categories": trace["categories"]})
    now = answers(SHANTOU, [(WELL_KNOWN | {"household_income": 0}, PARAMETERS)])
    found = causes(SHANTOU, "excluded", before, "1", now.values(0))
    assert {(one.rule, one.was, one.now) for one in found} == {("1", "met", "met")}


@of_every_profile
def test_a_stored_trace_says_of_every_condition_what_many_at_once_are_answered(law: Profile) -> None:
    random = Random(11)
    for _ in range(20):
        facts, parameters = told(law, random_household(law, random))
        now = answers(law, [(_without_list(facts), parameters)])
        assert said_in(engine.evaluate(law, facts, parameters).to_dict()) == now.values(0)


@pytest.mark.parametrize(("text", "value"), [("1100.00", 110_000), ("1100", 110_000), ("", None)])
def test_a_typed_amount_is_yuan_and_nothing_typed_unsets(text: str, value: object) -> None:
    assert typed(SHANTOU, {"dibao_line": text, "of_another_document": "1"}) == {"dibao_line": value}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("exit_months", "6", 6), ("relief_ratio", "1.2", 12_000), ("exit_measure", "income", "income")],
)
def test_each_kind_is_typed_as_it_is_written_in_a_file(name: str, text: str, value: object) -> None:
    assert typed(SHANTOU, {name: text}) == {name: value}


@pytest.mark.parametrize(("name", "text"), [("dibao_line", "x"), ("exit_months", "6.0"), ("exit_measure", "luck")])
def test_a_typed_value_of_another_kind_is_refused(name: str, text: str) -> None:
    with pytest.raises(FactError):
        typed(SHANTOU, {name: text})


def _without_list(facts: dict[str, object]) -> dict[str, object]:
    """As facts are stored: `causes` one by one."""
    causes = facts.get("causes")
    listed = {f"cause_{one}": one in causes for one in HardshipCause} if isinstance(causes, list) else {}
    return {name: value for name, value in facts.items() if name != "causes"} | listed


def because(before: Profile, after: Profile, facts: dict[str, object]) -> list[Cause]:
    return causes_of(before, facts, PARAMETERS, after, facts, PARAMETERS)


def causes_of(
    law: Profile,
    facts: dict[str, object],
    parameters: dict[str, object],
    other: Profile,
    other_facts: dict[str, object],
    other_parameters: dict[str, object],
) -> list[Cause]:
    was, now = answers(law, [(facts, parameters)]), answers(other, [(other_facts, other_parameters)])
    before: Values = was.values(0)
    assert was.proposals != now.proposals
    return causes(other, was.proposals[0], before, now.proposals[0], now.values(0))
