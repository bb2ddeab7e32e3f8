"""Households for the tests of qinhuangdao-2017, and the document with an admission rule that lets in everybody."""

from policies.documents import profile
from policies.documents.profile import FOLDER, read
from policies.judging import engine

QINHUANGDAO = profile.load("qinhuangdao-2017")
LINE = 60_100
PARAMETERS: dict[str, object] = {"dibao_line": LINE}

_CONTENT = (FOLDER / "qinhuangdao-2017.toml").read_text()


def household(**changes: object) -> dict[str, object]:
    """Three members of whom one has work, at the line, of no group; `None` makes a fact unknown."""
    known: dict[str, object] = {
        "members": 3,
        "can_work": 1,
        "employed_members": 1,
        "household_income": 3 * LINE,
        "relief_total": 0,
        "hardship_expenditure_total": 0,
        "causes": [],
        "on_dibao": False,
        "restructuring_affected": False,
        "migrant_worker": False,
        "rural_poverty_register": False,
    }
    return known | changes


def migrant(**changes: object) -> dict[str, object]:
    """A migrant worker who lives in the city for good, on wages, and is found to be in difficulty."""
    known = household(migrant_worker=True, lives_long_term_in_city=True, wage_is_main_income=True)
    return known | {"difficulty_found": True} | changes


def groups(facts: dict[str, object], **parameters: object) -> dict[str, str]:
    evaluation = engine.evaluate(QINHUANGDAO, facts, PARAMETERS | parameters)
    return {ordinal: category.outcome for ordinal, category in evaluation.categories.items()}


def with_admission(condition: str) -> profile.Profile:
    """The document with one condition of a fictive admission rule, as an overlay would bring it."""
    rule = f'[[admission]]\nid = "fictive"\nclause = "虚构"\ntext = "虚构"\ncondition = "{condition}"\n'
    return read("qinhuangdao-with-admission.toml", f"{_CONTENT}\n{rule}".encode())
