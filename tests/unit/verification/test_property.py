"""What a household owns: declared against what registers have on file, summed over its people, and the two grades."""

from typing import Any

import pytest
from msgspec.structs import replace

from contracts.verification import Comparison, Fact, ItemOutcome
from services.verification.domain.events import AnswerRecorded, AnswerRefused, Owned
from services.verification.domain.inquiry.callback import take_answer
from services.verification.domain.records import KEPT_ONE_BY_ONE_MAX
from tests.unit.verification.households import DECLARED, TODAY, answer, opened
from tests.unit.verification.test_facts import CONSENTS_TO_ALL, fact, report

NOTHING = Owned(houses=0, house_area_m2=0, vehicles=0, firms=0, deposits_band="none", housing_fund_base=0)
OWNS_NOTHING = replace(DECLARED, owned=NOTHING)
ONE_CAR = {"person": "a", "vehicles": 1, "each": [{"kind": "car", "value_band": "over_150k"}]}


def house(kind: str = "commercial", area_m2: int = 90, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "area_m2": area_m2, **more}


def houses(person: str, *each: dict[str, Any]) -> dict[str, Any]:
    return {"person": person, "houses": len(each), "area_m2": sum(one["area_m2"] for one in each), "each": list(each)}


def test_three_houses_that_nobody_declared_are_a_mismatch_and_a_fact_with_its_formula() -> None:
    told = report(
        {"real_estate": [houses("a", house(), house("shop", 30, encumbrance="mortgaged")), houses("b", house())]},
        declared=OWNS_NOTHING,
    )
    assert told.items == (
        ItemOutcome(item="real_estate", agency="real_estate", outcome="mismatched", answered_at=TODAY),
    )
    assert fact(told, "houses") == Fact(
        name="houses", value=3, provenance="verified:real_estate", as_of=TODAY, formula="sum(houses)",
        inputs={"a": 2, "b": 1},
    )  # fmt: skip
    assert fact(told, "house_area_m2").value == 210
    assert told.comparisons == (
        Comparison(item="real_estate", agency="real_estate", fact="houses", person="", declared=0, answered=3,
                   agrees=False),
        Comparison(item="real_estate", agency="real_estate", fact="house_area_m2", person="", declared=0, answered=210,
                   agrees=False),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("owned", "answered", "outcome"),
    [
        (None, [houses("a", house())], "mismatched"),
        (replace(NOTHING, houses=1, house_area_m2=90), [houses("a", house())], "matched"),
        (replace(NOTHING, houses=2, house_area_m2=180), [houses("a", house())], "mismatched"),
        (None, [houses("a")], "matched"),
        (NOTHING, [], "not_found"),
    ],
)
def test_what_was_not_said_and_is_on_file_is_a_mismatch(
    owned: Owned | None, answered: list[dict[str, Any]], outcome: str
) -> None:
    told = report({"real_estate": answered}, declared=replace(DECLARED, owned=owned))
    assert [one.outcome for one in told.items] == [outcome]


def test_a_register_that_has_nobody_on_file_says_that_nobody_owns_anything() -> None:
    told = report({"vehicle": [], "finance": []})
    assert {name: fact(told, name).value for name in ("vehicles", "cars", "deposits_at_least", "deposits_at_most")} == {
        "vehicles": 0, "cars": 0, "deposits_at_least": 0, "deposits_at_most": 0,
    }  # fmt: skip


def test_a_register_that_is_silent_leaves_what_is_owned_unknown() -> None:
    told = report({}, ("real_estate", "finance"), declared=OWNS_NOTHING)
    assert [fact(told, name).value for name in ("houses", "deposits_at_most")] == [None, None]
    assert fact(told, "houses").provenance == "unanswered:real_estate"


def test_a_register_that_was_not_asked_about_all_of_them_leaves_it_unknown() -> None:
    told = report({"real_estate": []}, consent=replace(CONSENTS_TO_ALL, persons=("a", "c")))
    assert fact(told, "houses").value is None


def test_an_answer_that_only_counts_leaves_the_kinds_unknown() -> None:
    """So did every answer before kinds were told; they are read for ever."""
    told = report({"vehicle": [{"person": "a", "vehicles": 2}], "business_registration": [{"person": "a", "firms": 1}]})
    values = {name: fact(told, name).value for name in ("vehicles", "cars", "firms", "firms_led", "firm_capital")}
    assert values == {"vehicles": 2, "cars": None, "firms": 1, "firms_led": None, "firm_capital": None}


def test_roles_and_capital_in_firms_are_told_one_by_one() -> None:
    firms = [{"role": "legal_representative", "capital": "500000.00"}, {"role": "shareholder", "capital": "0.50"}]
    told = report({"business_registration": [{"person": "b", "firms": 2, "each": firms}]}, declared=OWNS_NOTHING)
    values = {name: fact(told, name).value for name in ("firms", "firms_led", "firm_capital")}
    assert values == {"firms": 2, "firms_led": 1, "firm_capital": 50_000_050}
    assert [one.outcome for one in told.items] == ["mismatched"]


def test_bands_of_deposits_and_securities_have_two_ends() -> None:
    holdings = [{"kind": "deposits", "at_least": "20000", "at_most": "30000"},
                {"kind": "securities", "at_least": "100000"}]  # fmt: skip
    told = report(
        {"finance": [{"person": "a", "deposits_band": "10k_50k", "holdings": holdings},
                     {"person": "b", "deposits_band": "under_10k"}]}
    )  # fmt: skip
    assert (fact(told, "deposits_at_least").value, fact(told, "deposits_at_most").value) == (12_000_000, None)
    bands = next(one for one in told.comparisons if one.fact == "deposits_band")
    assert (bands.declared, bands.answered, bands.agrees) == (None, "over_50k", False)


def test_a_band_as_declared_is_no_mismatch_where_the_sum_may_lie_in_it() -> None:
    declared = replace(DECLARED, owned=replace(NOTHING, deposits_band="10k_50k"))
    told = report({"finance": [{"person": p, "deposits_band": "under_10k"} for p in "ab"]}, declared=declared)
    assert [one.outcome for one in told.items] == ["matched"]


def test_a_fund_base_above_the_wage_is_an_indication_and_no_mismatch() -> None:
    told = report({"housing_fund": [{"person": "a", "base": "6000.00"}, {"person": "b", "base": "500.00"}]})
    assert [one.outcome for one in told.items] == ["doubtful"]
    assert told.comparisons == (
        Comparison(item="housing_fund", agency="housing_fund", fact="housing_fund_beside_income", person="a",
                   declared=100_000, answered=600_000, agrees=False, grade="indirect"),
    )  # fmt: skip
    assert fact(told, "household_income").value == 150_000


def test_a_fund_base_other_than_declared_is_a_mismatch() -> None:
    declared = replace(DECLARED, owned=Owned(housing_fund_base=100_000))
    told = report({"housing_fund": [{"person": "a", "base": "1000.01"}]}, declared=declared)
    assert [one.outcome for one in told.items] == ["mismatched"]


def test_deposits_beyond_a_years_income_and_a_pension_beside_no_income_are_indications() -> None:
    idle = replace(DECLARED, members=tuple(replace(one, monthly_income=0) for one in DECLARED.members),
                   owned=replace(NOTHING, deposits_band="over_50k"))  # fmt: skip
    pension = {"person": "a", "employment": "employed", "pension": True, "contract_months": 12,
               "unemployment_benefit": "0.00"}  # fmt: skip
    told = report(
        {"finance": [{"person": "a", "deposits_band": "over_50k"}], "social_insurance": [pension]}, declared=idle
    )
    assert {one.item: one.outcome for one in told.items} == {"finance": "doubtful", "social_insurance": "doubtful"}
    against = [(one.fact, one.grade) for one in told.comparisons if not one.agrees]
    assert against == [("pension_beside_income", "indirect"), ("deposits_beside_income", "indirect")]


@pytest.mark.parametrize(
    ("item", "record"),
    [
        ("real_estate", houses("a", house()) | {"houses": 2}),
        ("real_estate", houses("a", house()) | {"area_m2": 91}),
        ("real_estate", houses("a", house(kind="castle"))),
        ("vehicle", ONE_CAR | {"vehicles": 2}),
        (
            "business_registration",
            {"person": "a", "firms": 1, "each": [{"role": "partner", "capital": 1}]},
        ),
        ("finance", {"person": "a", "deposits_band": "none", "holdings": [{"kind": "gold", "at_least": "1"}]}),
    ],
)
def test_what_is_told_one_by_one_must_be_readable_and_what_the_sums_say(item: str, record: dict[str, Any]) -> None:
    state = opened(items=(item,), consent=CONSENTS_TO_ALL)
    agency = {"business_registration": "market_regulation"}.get(item)
    told = take_answer(answer(item, record), state)
    assert told == [AnswerRefused(sender=agency or answer(item).agency, reason="records_malformed")]


def test_of_more_than_a_household_owns_the_sums_alone_are_kept() -> None:
    many = houses("a", *[house() for _ in range(KEPT_ONE_BY_ONE_MAX + 1)])
    recorded = take_answer(answer("real_estate", many), opened(items=("real_estate",), consent=CONSENTS_TO_ALL))[0]
    assert isinstance(recorded, AnswerRecorded)
    assert recorded.records == ({"person": "a", "houses": 25, "area_m2": 2250},)


def test_an_answer_that_only_counts_is_stored_as_it_was_before() -> None:
    """A repeat of one that was stored then is a repeat, and no contradiction."""
    counts = {"person": "a", "houses": 1, "area_m2": 60}
    recorded = take_answer(answer("real_estate", counts), opened(items=("real_estate",), consent=CONSENTS_TO_ALL))[0]
    assert isinstance(recorded, AnswerRecorded)
    assert recorded.records == (counts,)
