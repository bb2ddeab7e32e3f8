"""Two that may be one: proposed, answered, proposed again only for something new."""

from functools import reduce

import pytest

from kernel.errors import DomainError, UnknownEvent
from services.intake.domain.commands import Signer
from services.intake.domain.events import DuplicateDecided, DuplicateLapsed, DuplicateProposed, Signal
from services.intake.domain.identity.likeness import NOTHING, Likeness
from services.intake.domain.identity.pair import Pair, decide, evolve, find, initial
from tests.unit.intake.situations import APPLICANT, REVIEWER

BOTH = ("one", "two")
NUMBER, NAME, PHONE = Signal("number", ("a", "b")), Signal("name", ("a", "b")), Signal("phone")
FOUND = Likeness(65, (NUMBER, NAME))
MORE = Likeness(80, (NUMBER, NAME, PHONE))
PROPOSED = DuplicateProposed(households=BOTH, score=65, urgent=True, signals=(NUMBER, NAME))
DIFFERENT = DuplicateDecided(decision="different", reason="双胞胎")
SAME = DuplicateDecided(decision="same", reason="证号录错")


def given(*happened: object) -> Pair:
    return reduce(evolve, happened, initial())


def test_it_is_proposed_once_and_anew_with_another_reason() -> None:
    assert find(BOTH, FOUND, given()) == [PROPOSED]
    assert find(BOTH, FOUND, given(PROPOSED)) == []
    (again,) = find(BOTH, MORE, given(PROPOSED))
    assert again == DuplicateProposed(households=BOTH, score=80, urgent=True, signals=MORE.signals)


def test_what_is_corrected_lapses_and_may_come_again() -> None:
    assert find(BOTH, NOTHING, given()) == []
    assert find(BOTH, NOTHING, given(PROPOSED)) == [DuplicateLapsed()]
    assert find(BOTH, NOTHING, given(PROPOSED, DuplicateLapsed())) == []
    assert find(BOTH, FOUND, given(PROPOSED, DuplicateLapsed())) == [PROPOSED]


def test_who_are_different_stay_so_until_something_new_speaks_for_it() -> None:
    assert find(BOTH, FOUND, given(PROPOSED, DIFFERENT)) == []
    assert find(BOTH, NOTHING, given(PROPOSED, DIFFERENT)) == []
    assert len(find(BOTH, MORE, given(PROPOSED, DIFFERENT))) == 1
    asked_again = given(
        PROPOSED, DIFFERENT, DuplicateProposed(households=BOTH, score=80, urgent=True, signals=(PHONE,))
    )
    assert find(BOTH, NOTHING, asked_again) == [DuplicateLapsed()]
    assert find(BOTH, FOUND, evolve(asked_again, DuplicateLapsed())) == [], "what was known when it was said"


def test_who_are_the_same_are_not_asked_about_again() -> None:
    assert find(BOTH, MORE, given(PROPOSED, SAME)) == []


def test_a_person_says_so_with_a_reason_and_may_correct_it() -> None:
    assert decide(REVIEWER, "different", "双胞胎", given(PROPOSED)) == [DIFFERENT]
    assert decide(REVIEWER, "same", "证号录错", given(PROPOSED, DIFFERENT)) == [SAME]


@pytest.mark.parametrize(
    ("happened", "by", "reason", "code"),
    [
        ((), REVIEWER, "x", "duplicate_not_waiting"),
        ((PROPOSED, DuplicateLapsed()), REVIEWER, "x", "duplicate_not_waiting"),
        ((PROPOSED, DIFFERENT), REVIEWER, "x", "duplicate_not_waiting"),
        ((PROPOSED,), APPLICANT, "x", "decided_by_who_applied"),
        ((PROPOSED,), REVIEWER, "", "duplicate_reason_required"),
    ],
)
def test_nobody_else_says_it_and_not_without_reason(
    happened: tuple[object, ...], by: Signer, reason: str, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        decide(by, "different", reason, given(*happened))
    assert refused.value.code == code


def test_another_event_is_never_hidden() -> None:
    with pytest.raises(UnknownEvent):
        evolve(initial(), object())
