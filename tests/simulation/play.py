"""Playing schedules by their seeds; one that fails is told by its seed and by its simplest form."""

from collections.abc import Iterable

from tests.simulation.tape import shortened, tape_of
from tests.simulation.world import World, simulate


def play(seeds: Iterable[int]) -> Iterable[World]:
    """The house after each schedule. Raises AssertionError with the seed, a simpler tape and what happened in it."""
    for seed in seeds:
        try:
            yield simulate(tape_of(seed))
        except AssertionError:
            raise AssertionError(f"seed {seed}: {_simplest(tape_of(seed))}") from None


def failure(tape: bytes) -> str | None:
    """The story of what went wrong, if something does."""
    try:
        simulate(tape)
    except AssertionError as error:
        return str(error)
    return None


def _simplest(tape: bytes) -> str:
    simple = shortened(tape, lambda one: failure(one) is not None)
    return f"simulate(bytes.fromhex({simple.hex()!r}))\n{failure(simple)}"
