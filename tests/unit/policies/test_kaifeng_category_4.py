"""符合以上（一）至（三）项情况之一: category 4 over a grid of households at every limit, the limit set and unset."""

from itertools import product

import polars as pl

from kernel.causes import Cause
from policies.documents import profile
from policies.judgement import engine

KAIFENG = profile.load("kaifeng-2019")
LINE, LIMIT = 95_000, 356_250
"""Three heads at 1.25 times the line."""
SET = {"dibao_line": LINE, "dibao_marginal_ratio": 12_500}


def test_it_is_for_a_migrant_what_1_to_3_are_for_others() -> None:
    others, migrants = (answered(SET, migrant_worker=migrant) for migrant in (False, True))
    one_to_three = others["category 1"] | others["category 2"] | others["category 3"]
    assert set(one_to_three) == {True, False, None}
    assert migrants["category 4"].to_list() == one_to_three.to_list()


def test_a_limit_left_unset_leaves_open_only_what_some_limit_would_change() -> None:
    for migrant in (False, True):
        unset = answered({"dibao_line": LINE}, migrant_worker=migrant)
        lowest, highest = (
            answered({"dibao_line": LINE, "dibao_marginal_amount": amount}, migrant_worker=migrant)
            for amount in (LINE, 10**9)
        )
        for category in (f"category {ordinal}" for ordinal in KAIFENG.categories):
            either_way = zip(lowest[category], highest[category], strict=True)
            agreed = [one if one is other else None for one, other in either_way]
            assert unset[category].to_list() == agreed, category


def answered(parameters: dict[str, int], *, migrant_worker: bool) -> pl.DataFrame:
    """Every combination of causes, incomes at the limits, living standards at the line, and findings."""
    causes = [{cause} for cause in Cause]
    causes += [
        {Cause.CHILD_SCHOOLING, struck} for struck in (Cause.SUDDEN_EVENT, Cause.ACCIDENT, Cause.NATURAL_DISASTER)
    ]
    incomes = (0, 3 * LINE - 1, 3 * LINE, 3 * LINE + 1, LIMIT, LIMIT + 1)
    over = LIMIT - 3 * LINE
    standards: list[tuple[int | None, int | None, int | None]] = [
        *((spent, relief, None) for spent in (0, 1, 2, over, over + 1, over + 2) for relief in (0, 1)),
        *((spent, None, per_head) for spent in (None, 0, 1) for per_head in (LINE - 1, LINE)),
    ]
    """What was spent, what relief came in, and the living standard where it is known by itself."""
    rows = [
        {
            "members": 3,
            "household_income": income,
            "hardship_expenditure_total": spent,
            "relief_total": relief,
            "living_standard_per_capita": per_head,
            "difficulty_found": found,
            "migrant_worker": migrant_worker,
            "employment": "employed",
            "union_member": True,
            "contract_months": 12,
            "rural_poverty_register": False,
            "restructuring_affected": False,
            **{f"cause_{cause}": cause in given for cause in Cause},
            **parameters,
        }
        for given, income, (spent, relief, per_head), found in product(causes, incomes, standards, (True, False))
    ]
    return engine.evaluate_frame(KAIFENG, pl.DataFrame(rows, infer_schema_length=None))
