"""Duties apart: no sequence of steps lets one person bring money out alone."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import DomainError
from services.assistance.domain.duties import APART, Step, require_another, require_apart

WAY = tuple(Step)
PEOPLE = st.sampled_from("abcdef")


def walked(people: dict[Step, str]) -> bool:
    """Whether these people may take all steps, each hearing of those taken before."""
    taken: dict[Step, frozenset[str]] = {}
    for step in WAY:
        if step not in people:
            continue
        try:
            require_apart(step, people[step], taken)
        except DomainError:
            return False
        taken[step] = frozenset({people[step]})
    return True


@given(st.fixed_dictionaries({step: PEOPLE for step in WAY if step is not Step.CONSENT}))
def test_money_that_is_out_went_through_at_least_three_peoples_hands(people: dict[Step, str]) -> None:
    """FAULTS A2."""
    if walked(people):
        assert len(set(people.values())) >= 3
        assert all(people[one] != people[next_] for one, next_ in pairwise(WAY[3:]))


def test_nobody_takes_two_neighbouring_steps() -> None:
    """FAULTS A2."""
    assert [(one, two) for one, two in pairwise(WAY) if two not in APART[one]] == []
    assert Step.CLOSE in APART[Step.PROPOSE], "where nobody has to agree, closing follows proposing"


def test_who_established_a_fund_takes_no_other_step_and_who_closed_a_batch_no_later_one() -> None:
    """FAULTS A2."""
    assert APART[Step.ESTABLISH] == frozenset(WAY) - {Step.ESTABLISH}
    assert {Step.RELEASE, Step.BOOK} <= APART[Step.CLOSE]


def test_a_name_in_other_letters_case_is_the_same_person() -> None:
    """FAULTS A2."""
    with pytest.raises(DomainError, match="duties_apart"):
        require_apart(Step.CLOSE, "Clerk-1", {Step.ESTABLISH: frozenset({"clerk-1"})})
    with pytest.raises(DomainError, match="confirmed_by_another"):
        require_another("Clerk-1", frozenset({"clerk-1"}))


@pytest.mark.parametrize(("one", "two"), list(combinations(WAY, 2)))
def test_what_is_apart_is_apart_in_either_order(one: Step, two: Step) -> None:
    """FAULTS A2."""
    assert (two in APART[one]) == (one in APART[two])


def test_it_can_be_walked_by_people_who_keep_to_their_steps() -> None:
    own = dict(zip(WAY, "abcdef", strict=True))
    few = {Step.ESTABLISH: "a", Step.PROPOSE: "b", Step.CLOSE: "c", Step.RELEASE: "b", Step.BOOK: "d"}
    assert [walked(own), walked(few)] == [True, True]
