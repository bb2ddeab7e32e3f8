"""A schedule is a tape of bytes: whatever is left to chance reads the next one, and 0 is always the calm choice.

So a shorter tape with more zeros is a simpler schedule, and that is where hypothesis shrinks to.
"""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

LENGTH = 320

T = TypeVar("T")


def tape_of(seed: int) -> bytes:
    return random.Random(seed).randbytes(LENGTH)


class Tape:
    """Once it is at its end, nothing unusual happens any more."""

    def __init__(self, tape: bytes) -> None:
        self._tape = tape
        self._at = 0

    @property
    def at(self) -> int:
        """So many bytes were read."""
        return self._at

    @property
    def ended(self) -> bool:
        return self._at >= len(self._tape)

    def byte(self) -> int:
        at = self._at
        if at >= len(self._tape):
            return 0
        self._at = at + 1
        return self._tape[at]

    def below(self, number: int) -> int:
        return self.byte() % number

    def pick(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def one_in(self, number: int) -> bool:
        return self.byte() >= 256 - 256 // number


def shortened(tape: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """A simpler schedule that still fails: without pieces of it, or with zeros in their place."""
    size = len(tape) // 2
    while size:
        at = 0
        while at < len(tape):
            without, calm = tape[:at] + tape[at + size :], tape[:at] + bytes(size) + tape[at + size :]
            simpler = next((one for one in (without, calm[: len(tape)]) if one != tape and fails(one)), None)
            if simpler is None:
                at += size
            else:
                tape = simpler
        size //= 2
    return tape
