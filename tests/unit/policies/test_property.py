"""What a household may own: seen beside the conditions, undetermined while a limit is unset, and ruled by a place."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from policies.documents import profile
from policies.documents.profile import Profile
from policies.judgement.engine import evaluate, evaluate_frame
from policies.language.derived import PROPERTY_LIMITS
from policies.language.program import program

SAMPLES = Path(__file__).parents[3] / "samples" / "policies"
KAIFENG = profile.load("kaifeng-2019")
RULED = profile.load("kaifeng-2019", [SAMPLES / "kaifeng-property.toml"])
POOR: dict[str, object] = {
    "members": 3, "household_income": 60_000, "relief_total": 0, "hardship_expenditure_total": 50_000,
    "causes": ["illness"], "employment": "unemployed", "migrant_worker": False, "rural_poverty_register": False,
    "restructuring_affected": False,
}  # fmt: skip
OWNS_NOTHING: dict[str, object] = dict.fromkeys(
    ("houses", "house_area_m2", "vehicles", "cars", "firms", "firms_led", "firm_capital", "deposits_at_least",
     "deposits_at_most"), 0,
)  # fmt: skip
THREE_HOUSES = OWNS_NOTHING | {"houses": 3, "house_area_m2": 270, "vehicles": 2, "cars": 2}
LIMITS: dict[str, object] = {
    "dibao_line": 64_000, "dibao_marginal_ratio": 15_000, "houses_max": 2, "house_area_per_head_max": 120,
    "vehicles_max": 1, "cars_max": 1, "firms_led_max": 0, "firm_capital_max": 1_000_000,
    "deposits_per_head_max": 5_000_000,
}  # fmt: skip


def seen(law: Profile, owned: dict[str, object], limits: dict[str, object] = LIMITS) -> dict[str, bool | None]:
    return {one.id: one.value for one in evaluate(law, POOR | owned, limits).evidence}


def test_three_houses_and_two_cars_are_seen_and_decide_nothing_where_the_text_sets_no_limit() -> None:
    judged = evaluate(KAIFENG, POOR | THREE_HOUSES, LIMITS)
    assert judged.proposal == "1"
    assert seen(KAIFENG, THREE_HOUSES) == dict.fromkeys(PROPERTY_LIMITS, True) | {
        "houses_within_limit": False, "vehicles_within_limit": False, "cars_within_limit": False,
        "property_within_limit": False,
    }  # fmt: skip


def test_what_is_seen_tells_its_formula_its_inputs_and_its_limits() -> None:
    shown = {one["id"]: one for one in evaluate(KAIFENG, POOR | THREE_HOUSES, LIMITS).to_dict()["evidence"]}
    assert shown["houses_within_limit"] == {
        "id": "houses_within_limit", "clause": "五(一)", "text": KAIFENG.document.evidence[0].text,
        "condition": "houses_within_limit", "value": False, "facts": {"houses": 3, "houses_max": 2},
    }  # fmt: skip
    assert shown["deposits_within_limit"]["facts"] == {
        "deposits_at_least": "0.00", "deposits_at_most": "0.00", "deposits_per_head_max": "50000.00", "members": 3,
    }  # fmt: skip
    assert len(shown["property_within_limit"]["facts"]) == 17


def test_a_limit_that_is_not_set_leaves_it_undetermined_and_is_named() -> None:
    unset = {name: value for name, value in LIMITS.items() if name != "houses_max"}
    assert seen(KAIFENG, OWNS_NOTHING, unset)["property_within_limit"] is None
    shown = evaluate(KAIFENG, POOR | OWNS_NOTHING, unset).to_dict()["evidence"][0]
    assert shown["facts"] == {"houses": 0, "houses_max": None}
    ruled = evaluate(RULED, POOR | OWNS_NOTHING, unset)
    assert (ruled.proposal, ruled.missing) == ("undetermined", ("houses_max",))


def test_a_place_whose_rule_excludes_puts_the_household_out_and_no_other() -> None:
    assert evaluate(RULED, POOR | THREE_HOUSES, LIMITS).proposal == "excluded"
    assert evaluate(RULED, POOR | OWNS_NOTHING, LIMITS).proposal == "1"
    silent = evaluate(RULED, POOR | OWNS_NOTHING | {"vehicles": None, "cars": None}, LIMITS)
    assert (silent.proposal, silent.missing) == ("undetermined", ("cars", "vehicles"))


def test_a_limit_within_the_band_asks_for_a_narrower_one_and_for_nothing_that_is_within_its_limit() -> None:
    band = {"deposits_at_least": 14_000_000, "deposits_at_most": 16_000_000, "cars": None}
    ruled = evaluate(RULED, POOR | OWNS_NOTHING | band, LIMITS)
    assert (ruled.proposal, ruled.missing) == ("undetermined", ("deposits_at_least", "deposits_at_most"))
    half = evaluate(RULED, POOR | OWNS_NOTHING | band | {"deposits_at_most": None}, LIMITS)
    assert (half.proposal, half.missing) == ("undetermined", ("deposits_at_most",))


@pytest.mark.parametrize(
    ("owned", "of", "value"),
    [
        ({"houses": 2}, "houses_within_limit", True),
        ({"house_area_m2": 360}, "house_area_within_limit", True),
        ({"house_area_m2": 361}, "house_area_within_limit", False),
        ({"house_area_m2": 361, "members": None}, "house_area_within_limit", None),
        ({"vehicles": 1, "cars": None}, "cars_within_limit", True),
        ({"vehicles": 2, "cars": None}, "cars_within_limit", None),
        ({"firms": 1, "firms_led": None}, "firms_led_within_limit", None),
        ({"firm_capital": 1_000_001}, "firm_capital_within_limit", False),
        ({"deposits_at_least": 0, "deposits_at_most": 15_000_000}, "deposits_within_limit", True),
        ({"deposits_at_least": 15_000_000, "deposits_at_most": 15_000_001}, "deposits_within_limit", None),
        ({"deposits_at_least": 5_000_000, "deposits_at_most": None}, "deposits_within_limit", None),
        ({"deposits_at_least": 15_000_001, "deposits_at_most": None}, "deposits_within_limit", False),
    ],
)
def test_a_limit_is_kept_passed_or_left_open(owned: dict[str, object], of: str, value: bool | None) -> None:
    assert seen(KAIFENG, OWNS_NOTHING | owned)[of] is value
    assert among_many(KAIFENG, POOR | OWNS_NOTHING | owned)[of] is value


def among_many(law: Profile, facts: dict[str, object]) -> dict[str, Any]:
    """The same conditions as SQL over a frame."""
    ready = program(law.evidence, law.kinds)
    row = {name: [(facts | LIMITS).get(name)] for name in ready.given}
    frame = pl.DataFrame({name: pl.Series(values, dtype=ready.given[name]) for name, values in row.items()})
    answered = ready.many(frame).row(0, named=True)
    return {condition.id: answered[condition.column] for condition in law.evidence}


def test_a_frame_is_put_out_by_a_rule_of_the_place_as_one_household_is() -> None:
    rows = [POOR | owned | LIMITS for owned in (THREE_HOUSES, OWNS_NOTHING)]
    causes = {f"cause_{name}": [name == "illness"] * 2 for name in ("illness", "serious_illness")}
    columns = {name: [row[name] for row in rows] for name in rows[0] if name in RULED.admission.given} | causes
    assert evaluate_frame(RULED, pl.DataFrame(columns))["proposal"].to_list() == ["excluded", "1"]


def test_a_document_that_looks_at_no_property_tells_as_before() -> None:
    told = evaluate(profile.load("shantou-2016"), POOR | THREE_HOUSES, LIMITS).to_dict()
    assert "evidence" not in told
    assert "houses" not in json.dumps(told)
