"""The population that both sides judge: always the same, with the holes and the limits that are promised."""

import polars as pl
import pytest

from lab.bench import exact, population, rightness
from lab.bench.peers.openfisca_shantou.columns import CAUSES, MONEY
from policies.documents import profile
from policies.judgement import engine

COUNT = 20_000
SHANTOU = profile.load("shantou-2016")


@pytest.fixture(scope="module")
def whole() -> pl.DataFrame:
    return population.known(COUNT)


def test_the_population_is_the_same_each_time_and_begins_every_larger_one(whole: pl.DataFrame) -> None:
    assert population.known(COUNT).equals(whole)
    assert population.known(COUNT + 1).head(COUNT).equals(whole)


def test_4_percent_are_at_a_limit(whole: pl.DataFrame) -> None:
    line = population.lines().gather(whole["region"].to_physical()) * whole["members"]
    income = whole["household_income"]
    standard = income + whole["relief_total"] - whole["hardship_expenditure_total"]
    at_a_limit = (standard - line).abs() <= 1
    for percent in population.LIMITS_PERCENT:
        at_a_limit |= (income - line * percent // 100).abs() <= 1
    assert at_a_limit.sum() / COUNT == pytest.approx(0.04, abs=0.008)


def test_each_fact_is_unknown_in_5_percent_and_the_known_ones_are_as_they_were(whole: pl.DataFrame) -> None:
    holed = population.with_unknowns(whole)
    shares = {name: holed[name].null_count() / COUNT for name in (*MONEY, "members", "employment", "migrant_worker")}
    assert shares == pytest.approx(dict.fromkeys(shares, 0.05), abs=0.01)
    assert (holed["cause_illness"].is_null() == holed["cause_accident"].is_null()).all()
    assert all((holed[name] == whole[name]).all() for name in holed.columns)


def test_the_engine_and_exact_arithmetic_agree_on_every_household(whole: pl.DataFrame) -> None:
    holed = population.with_unknowns(whole)
    lines = population.lines().gather(holed["region"].to_physical())
    answered = engine.evaluate_frame(SHANTOU, holed.with_columns(lines), keep=["household"])["proposal"].to_list()
    exactly, truth = rightness.proposals(holed), rightness.proposals(whole)
    assert answered == exactly
    assert rightness.tally(answered, exactly, truth) == rightness.Tally(COUNT, 0, 0, 0)
    assert set(answered) == {"1", "2", "3", "none", "undetermined"}


def test_a_wrong_answer_is_counted_as_what_it_is() -> None:
    exactly = ["undetermined", "undetermined", "1", "none", "2"]
    truth = ["1", "none", "1", "none", "2"]
    answers = ["1", "1", "1", "3", "undetermined"]
    assert rightness.tally(answers, exactly, truth) == rightness.Tally(
        right=1, wrong=2, undecidable_answered=2, decidable_wrong=2
    )


@pytest.mark.parametrize(
    ("percent", "offset", "cause", "found"),
    [
        (100, -1, "cause_illness", "1"),
        (100, 0, "cause_illness", "none"),
        (100, 1, "cause_illness", "2"),
        (150, 0, "cause_illness", "2"),
        (150, 1, "cause_illness", "none"),
        (300, 0, "cause_accident", "3"),
        (300, 1, "cause_accident", "none"),
    ],
)
def test_exact_arithmetic_is_right_at_the_fen(percent: int, offset: int, cause: str, found: str) -> None:
    line, members = 101_300, 3
    one = exact.Household(
        line, members, line * members * percent // 100 + offset, 0, 0, True, "employed", False, False,
        **{name: name == cause for name in CAUSES if name in exact.Household._fields},
    )  # fmt: skip
    assert exact.proposal(one) == found
