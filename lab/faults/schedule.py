"""When which fault strikes what: a pure function of the seed, tied to the progress of the work, not to a clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

FIRST, LAST = 0.04, 0.8
"""Faults strike between these shares of the events that the households are sure to come to."""

AHEAD = 0.6
"""People may work on while a fault lasts, over this share of the way to the next one."""

GAP_MIN = 8
"""So many events between two rounds at least: else a demo has no work between two faults."""


@dataclass(frozen=True)
class Round:
    """`at`: so many events, of all services, are stored when it strikes; people go no further than `until` before it
    has healed."""

    round: int
    at: int
    until: int
    fault: str
    target: str


class TooManyRounds(Exception):
    """There is not enough work between so many faults; the text says what to type."""


def schedule(seed: int, rounds: int, events: int, targets: Mapping[str, Sequence[str]]) -> tuple[Round, ...]:
    """`events`: how many the work is sure to come to; `targets`: fault -> what it can strike (those without: left).

    Every fault strikes once before any comes again; over a long run each target of each fault is struck as often.
    Where nothing can be struck there are no rounds.
    """
    pairs = [(fault, target) for fault in targets for target in targets[fault]]
    if not pairs:
        return ()
    first, gap = FIRST * events, (LAST - FIRST) * events / max(rounds, 1)
    if gap < GAP_MIN:
        most = int((LAST - FIRST) * events / GAP_MIN)
        raise TooManyRounds(f"these households give work for {most} rounds: fewer --rounds, or more --households")
    random = Random(f"rounds {seed}")
    dealt = dealing(random, pairs)
    made = []
    for number in range(rounds):
        at = first + (number + random.uniform(0, 0.9 - AHEAD)) * gap
        fault, target = next(dealt)
        made.append(Round(number + 1, int(at), int(at + AHEAD * gap), fault, target))
    return tuple(made)


def dealing(random: Random, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """All pairs in random order, again and again; in the first deal each fault's first pair comes before the rest."""
    deck = random.sample(pairs, len(pairs))
    firsts: dict[str, tuple[str, str]] = {}
    for pair in deck:
        firsts.setdefault(pair[0], pair)
    yield from firsts.values()
    yield from (pair for pair in deck if pair not in firsts.values())
    while True:
        yield from random.sample(pairs, len(pairs))
