"""What a visit may be asked to look at is what the rules know."""

from policies.language.facts import NEEDS
from services.assistance.api.follow_up import NeedsForm


def test_the_form_asks_for_each_need_that_the_rules_know_and_for_no_other() -> None:
    assert tuple(NeedsForm.model_fields) == NEEDS


def test_a_need_that_nobody_looked_at_is_left_out() -> None:
    assert NeedsForm(food=True, housing=False).model_dump(exclude_none=True) == {"food": True, "housing": False}
