"""Playing a schedule of the exchange; one that fails is told by its seed, its simplest tape and what happened in it."""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta

from tests.simulation.exchange.steps import HAPPENS
from tests.simulation.exchange.town import Town, set_up
from tests.simulation.invariants import Broken
from tests.simulation.stage import quiet_logs
from tests.simulation.tape import Tape, shortened

LENGTH = 900
TRIES_MAX = 300
A_MOMENT = timedelta(milliseconds=10)
"""No two things happen at the same instant."""


def tape_of(seed: int) -> bytes:
    return random.Random(seed).randbytes(LENGTH)


class Failed(AssertionError):
    """`read`: so much of the tape it took."""

    def __init__(self, said: str, read: int) -> None:
        super().__init__(said)
        self.read = read


def simulate(tape: bytes) -> Town:
    """Whatever the tape says happens; then all comes to an end, and is judged again from what is stored."""
    town = Town(Tape(tape))
    with quiet_logs(), set_up(town):
        try:
            while not town.tape.ended:
                town.steps += 1
                town.passes(A_MOMENT)
                HAPPENS[town.tape.byte()](town)
                town.look()
            town.come_to_rest()
        except (Broken, Exception) as broken:
            said = broken if isinstance(broken, Broken) else repr(broken)
            story = "\n".join(town.story[-60:])
            raise Failed(f"{said}\nwhat happened:\n{story}", town.tape.at) from broken
    return town


def play(seeds: Iterable[int]) -> Iterator[Town]:
    """The town after each schedule. Raises AssertionError with the seed and a simpler tape."""
    for seed in seeds:
        try:
            yield simulate(tape_of(seed))
        except Failed as failed:
            simple = _simplest(tape_of(seed)[: failed.read])
            raise AssertionError(f"seed {seed}: simulate(bytes.fromhex({simple.hex()!r}))\n{failure(simple)}") from None


def failure(tape: bytes) -> str | None:
    try:
        simulate(tape)
    except Failed as failed:
        return str(failed)
    return None


def _simplest(tape: bytes) -> bytes:
    """Within so many tries."""
    tries = iter(range(TRIES_MAX))
    return shortened(tape, lambda one: next(tries, None) is not None and failure(one) is not None)
