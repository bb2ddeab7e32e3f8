"""Every planted bug is caught, so that what the un-mutated chassis passes means something."""

import pytest

from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.play import failure
from tests.simulation.tape import shortened, tape_of

CAUGHT_WITHIN = 2_000


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_planted_bug_is_caught(mutant: Mutant) -> None:
    with mutant.planted():
        caught = next((seed for seed in range(CAUGHT_WITHIN) if failure(tape_of(seed)) is not None), None)
    assert caught is not None, f"{CAUGHT_WITHIN} schedules did not find it"


def test_a_schedule_that_fails_is_told_in_its_simplest_form() -> None:
    (mutant,) = [one for one in MUTANTS if one.name == "the mark moves after the effect"]
    with mutant.planted():
        whole = next(tape for tape in map(tape_of, range(CAUGHT_WITHIN)) if failure(tape))
        simple = shortened(whole, lambda one: failure(one) is not None)
        told = failure(simple)
    assert len(simple) < len(whole) // 4
    assert told is not None
    assert len(told.splitlines()) < 20
    assert failure(simple) is None
