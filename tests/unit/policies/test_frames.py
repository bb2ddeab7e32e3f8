"""Codes of a frame may be texts, categories or an Enum: the answer is the same, and a strange code is refused."""

import polars as pl
import pytest

from policies.errors import FactError
from policies.judging import engine
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
