"""What may stand in for an answer that did not come, and what may not."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.verification.domain.answer_ages import has_no_answer, is_complete, with_stand_ins
from services.verification.domain.events import Earlier, InquiryOpened
from services.verification.domain.inquiry.start import open_inquiry
from services.verification.domain.inquiry.states import NotOpened
from services.verification.domain.item_states import Answered, Asked, Declined, NotAsked, Standing
from tests.unit.verification.households import TODAY, opening, tax

BEFORE = date(2026, 5, 1)
KNOWN = Answered(BEFORE, (tax(),), "last_known")
EARLIER = Earlier(item="tax", agency="tax", received_on=BEFORE, records=(tax(),), persons=("a", "b", "c"))


def opened(rule: str, earlier: Earlier = EARLIER) -> InquiryOpened:
    (event,) = open_inquiry(opening(earlier=(earlier,), stand_ins={"tax": rule}), NotOpened())
    assert isinstance(event, InquiryOpened)
    return event


@pytest.mark.parametrize(
    ("standing", "counts"),
    [
        (Asked(), KNOWN),
        (Declined(TODAY), KNOWN),
        (Asked(taken_back=True), Asked(taken_back=True)),
        (NotAsked(), NotAsked()),
        (Answered(TODAY, ()), Answered(TODAY, ())),
    ],
)
def test_the_last_known_answer_stands_in_for_a_missing_one_alone(standing: Standing, counts: Standing) -> None:
    """What an agency took back has nothing older in its place, nor has what the consent does not cover."""
    assert with_stand_ins(opened("last_known"), {"tax": standing}) == {"tax": counts}
    assert not is_complete(opened("last_known"), {"tax": standing}) or isinstance(standing, Answered)


@pytest.mark.parametrize("rule", ["must_be_asked", "may_be_missing", ""])
def test_no_other_rule_lets_an_earlier_answer_stand_in(rule: str) -> None:
    assert with_stand_ins(opened(rule), {"tax": Asked()}) == {"tax": Asked()}


def test_an_answer_that_was_not_about_all_of_them_never_stands_in() -> None:
    of_some = replace(EARLIER, persons=("a", "b"))
    assert with_stand_ins(opened("last_known", of_some), {"tax": Asked()}) == {"tax": Asked()}


def test_what_may_be_missing_keeps_no_report_from_being_complete() -> None:
    assert is_complete(opened("may_be_missing"), {"tax": Asked()})
    assert not is_complete(opened("may_be_missing"), {"tax": Asked(taken_back=True)})
    assert has_no_answer(Declined(TODAY))
