"""Households for the tests of baisha-2020."""

from policies.documents import profile
from policies.judging import engine
from policies.judging.evaluation import Evaluation

BAISHA = profile.load("baisha-2020")
HERE, ELSEWHERE = "469025", "460100"
LINE, LOW_INCOME, EXPENDITURE_POVERTY = 55_000, 82_500, 60_000
PARAMETERS: dict[str, object] = {
    "dibao_line": LINE,
    "low_income_standard": LOW_INCOME,
    "expenditure_poverty_standard": EXPENDITURE_POVERTY,
}


def household(**changes: object) -> dict[str, object]:
    """Three members of the county at the low-income standard; `None` makes a fact unknown."""
    known: dict[str, object] = {
        "members": 3,
        "household_income": 3 * LOW_INCOME,
        "relief_total": 0,
        "hardship_expenditure_total": 0,
        "causes": [],
        "employment": "employed",
        "employer_kind": "enterprise",
        "employer_region": HERE,
        "union_region": HERE,
        "hukou_region": HERE,
        "wage_is_main_income": True,
        "migrant_worker": False,
        "union_member": True,
        "rural_poverty_register": False,
    }
    return known | changes


def struck(**changes: object) -> dict[str, object]:
    """Above both standards, with a serious illness that brings it to the expenditure-poverty standard."""
    income = 3 * LOW_INCOME + 1
    expenditure = income - 3 * EXPENDITURE_POVERTY
    facts = {"household_income": income, "causes": ["serious_illness"], "hardship_expenditure_total": expenditure}
    return household(**(facts | changes))


def decided(facts: dict[str, object], **parameters: object) -> Evaluation:
    return engine.evaluate(BAISHA, facts, PARAMETERS | parameters)


def outcomes(facts: dict[str, object], **parameters: object) -> tuple[str, str]:
    """Of categories 1 and 2."""
    categories = decided(facts, **parameters).categories
    return categories["1"].outcome, categories["2"].outcome
