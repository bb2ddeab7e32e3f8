"""Many households as one frame: every kind of code is answered alike, and what is no fact is refused."""

import polars as pl
import pytest

from policies.errors import FactError
from policies.judgement import engine
from tests.unit.policies.households import SHANTOU, household

EMPLOYMENTS = ["laid_off", "retired_other", None, "laid_off"]
KINDS = [pl.String(), pl.Categorical(), pl.Enum(["retired_other", "laid_off"])]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_codes_of_every_kind_are_answered_alike(kind: pl.DataType) -> None:
    facts = household(household_income=0, dibao_line=95_000)
    del facts["causes"]
    frame = pl.DataFrame([facts] * len(EMPLOYMENTS)).with_columns(pl.Series("employment", EMPLOYMENTS, kind))
    proposals = engine.evaluate_frame(SHANTOU, frame)["proposal"].to_list()
    assert proposals == ["1", "none", "undetermined", "1"]


@pytest.mark.parametrize("kind", [pl.String(), pl.Categorical(), pl.Enum(["laid_off", "layed_off"])], ids=str)
def test_a_strange_code_is_refused_in_every_kind(kind: pl.DataType) -> None:
    with pytest.raises(FactError) as refused:
        engine.evaluate_frame(SHANTOU, pl.Series("employment", ["laid_off", "layed_off"], kind).to_frame())
    assert (refused.value.name, refused.value.code) == ("employment", "fact.code")


def test_a_truth_value_is_no_code() -> None:
    with pytest.raises(FactError) as refused:
        engine.evaluate_frame(SHANTOU, pl.Series("employment", [True]).to_frame())
    assert (refused.value.name, refused.value.code) == ("employment", "fact.type")


def test_a_truth_value_is_no_number() -> None:
    with pytest.raises(FactError) as refused:
        engine.evaluate_frame(SHANTOU, pl.Series("members", [True, None]).to_frame())
    assert (refused.value.name, refused.value.code) == ("members", "fact.type")


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
