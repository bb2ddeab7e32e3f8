"""One household and a frame of them get the same answers, and both those of exact arithmetic in plain Python."""

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.errors import FactError
from policies.judging import engine
from policies.judging.evaluation import OUTCOMES
from tests.unit.policies.households import LINE, PARAMETERS, SHANTOU, alternatives, complete, with_holes


@settings(max_examples=300, deadline=None)
@given(st.lists(st.builds(lambda a, b: a | b, with_holes, alternatives), min_size=1, max_size=2))
def test_a_frame_and_single_households_get_the_same_answers(households: list[dict[str, object]]) -> None:
    frame = pl.DataFrame(households, schema=SHANTOU_SCHEMA).with_row_index("household")
    many = engine.evaluate_frame(SHANTOU, frame, keep=["household"])
    assert many["household"].to_list() == list(range(len(households)))
    for facts, row in zip(households, many.iter_rows(named=True), strict=True):
        one = engine.evaluate(SHANTOU, facts, {})
        assert row["excluded"] == one.excluded
        assert row["proposal"] == one.proposal
        assert {o: OUTCOMES[row[f"category {o}"]] for o in one.categories} == {
            ordinal: category.outcome for ordinal, category in one.categories.items()
        }


@settings(max_examples=300, deadline=None)
@given(complete)
def test_a_household_fully_known_gets_what_exact_arithmetic_says(facts: dict[str, object]) -> None:
    found = {o: c.outcome for o, c in engine.evaluate(SHANTOU, facts, PARAMETERS).categories.items()}
    assert found == {ordinal: OUTCOMES[met] for ordinal, met in _by_hand(facts).items()}


def test_columns_that_are_not_there_are_unknown_for_all_and_rows_are_kept() -> None:
    answered = engine.evaluate_frame(SHANTOU, pl.DataFrame({"household": ["a", "b"]}), keep=["household"])
    assert answered["proposal"].to_list() == ["undetermined", "undetermined"]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (pl.Series("incom", [1]), "fact.unknown_name"),
        (pl.Series("household_income", [1.0]), "fact.type"),
        (pl.Series("household_income", [5, -1]), "fact.range"),
        (pl.Series("members", [0]), "fact.range"),
        (pl.Series("employment", ["none", "layed_off"]), "fact.code"),
        (pl.Series("near_line_ratio", [20_000]), "fact.unknown_name"),
    ],
)
def test_a_column_that_is_no_fact_is_refused(column: pl.Series, code: str) -> None:
    with pytest.raises(FactError) as refused:
        engine.evaluate_frame(SHANTOU, column.to_frame())
    assert refused.value.code == code


_types = {"money": pl.Int64, "count": pl.Int64, "ratio": pl.Int64, "bool": pl.Boolean}
SHANTOU_SCHEMA = {
    name: _types.get(fact.kind, pl.String) for name, fact in SHANTOU.kinds.items() if name not in SHANTOU.numbers
}


def _by_hand(facts: dict[str, object]) -> dict[str, bool | None]:
    def number(name: str) -> int:
        value = facts[name]
        assert isinstance(value, int)
        return value

    def caused_by(*names: str) -> bool | None:
        return any(facts[f"cause_{name}"] for name in names) or (None if facts["cause_other"] else False)

    income = Fraction(number("household_income"), number("members"))
    living = income + number("relief_per_capita") - number("hardship_expenditure_per_capita")
    difficulty = living < LINE or bool(facts["difficulty_found"])
    in_service = facts["employment"] in ("employed", "laid_off", "unemployed", "flexible")
    covered = bool(facts["union_member"]) if facts["migrant_worker"] else in_service
    special = caused_by("illness", "serious_illness", "child_schooling", "disability", "single_parent")
    struck = caused_by("sudden_event", "accident", "serious_illness", "natural_disaster")
    return {
        "1": covered and difficulty and income < LINE,
        "2": covered and difficulty and LINE < income <= Fraction(3, 2) * LINE and special,
        "3": covered and difficulty and income <= 3 * LINE and struck,
    }
