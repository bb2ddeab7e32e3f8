"""Unknown facts that kaifeng-2019 alone asks for: never a refusal, an exclusion or a pass."""

import pytest

from policies.judging import engine
from tests.unit.policies.households import KAIFENG, LINE, in_kaifeng
from tests.unit.policies.marginal_line_by_hand import SET


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"migrant_worker": None}, ("migrant_worker",)),
        ({"restructuring_affected": None, "household_income": 3 * LINE}, ("restructuring_affected",)),
        ({"contract_months": None}, ()),
    ],
)
def test_missing_names_what_could_still_change_the_proposal(
    changes: dict[str, object], missing: tuple[str, ...]
) -> None:
    ill = {"household_income": 3 * LINE + 1, "causes": ["illness"], "hardship_expenditure_total": LINE}
    evaluation = engine.evaluate(KAIFENG, in_kaifeng(**(ill | changes)), SET)
    assert (evaluation.missing, evaluation.proposal) == (missing, "undetermined" if missing else "2")
