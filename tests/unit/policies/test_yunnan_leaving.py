"""Yunnan's 两有五保障: seven needs, each of them secured, a state and no run of months."""

import pytest

from policies.judging import leaving
from policies.language.facts import NEEDS
from tests.unit.policies.households import YUNNAN

ALL_SECURED = {f"has_{need}": True for need in NEEDS}


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("value", [True, False, None])
def test_exit_and_relief_ask_for_each_of_the_seven_needs(need: str, value: bool | None) -> None:
    month = ALL_SECURED | {f"has_{need}": value}
    assert leaving.exit_month(YUNNAN, month, {}).value is value
    assert leaving.relief(YUNNAN, month, {}).value is value


def test_a_need_that_is_not_met_decides_while_the_others_are_unknown() -> None:
    assert leaving.exit_month(YUNNAN, {"has_work": False}, {}).value is False


def test_exit_is_a_state_and_no_run_of_months() -> None:
    assert leaving.exit_months_needed(YUNNAN, {}) == 1
