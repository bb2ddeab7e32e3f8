"""What a person of the demo makes of a re-check whose report leaves admission to a person."""

from typing import Any

import pytest

from lab.demo.people.file_keepers import of_recheck

LINE, HEADS = "760.00", 3
WELL_BEYOND = "90000.00"


def shown(income: str | None, complete: bool = True, missing: tuple[str, ...] = ()) -> dict[str, Any]:
    """A file of Qinhuangdao in category 2; its household meets no group, as far as is known."""
    facts = {"household_income": income, "members": HEADS if income else None, "dibao_line": LINE}
    group = {"outcome": "not_met" if income else "undetermined", "conditions": [{"facts": facts}]}
    trace = {"excluded": False, "categories": {"2": group}}
    proposal = {"category": "undetermined", "complete": complete, "missing": ["admission_rule"], "trace": trace}
    return {"region": "130302", "category": "2", "proposal": proposal, "consent": {"missing": list(missing)}}


def test_a_household_that_is_well_beyond_the_line_leaves() -> None:
    assert of_recheck(shown(WELL_BEYOND))["decision"] == "close"


@pytest.mark.parametrize(
    "waiting",
    [shown(WELL_BEYOND, complete=False), shown(None, missing=("person:child",))],
    ids=["an agency was silent", "a child came of age and has not signed"],
)
def test_nobody_loses_a_file_for_what_is_still_to_be_answered(waiting: dict[str, Any]) -> None:
    told = of_recheck(waiting)
    assert (told["decision"], told["category"]) == ("keep", "2")
