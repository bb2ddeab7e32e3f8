"""The row `idle-cost`: what the whole system takes of a core while nothing happens.

A demo has gone before: its clock is moved, timers and late letters wait. Ours is how many services such as the dearest
one a core would carry; the peer waits in the same seconds.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from statistics import fmean, median

from agencies.population import generate
from agencies.roster import SAMPLE_DAY
from chassis.roles import SERVICES
from lab.bench.contestant import Failed, contestant, ours
from lab.bench.processor import Meter
from lab.bench.rounds import Field
from lab.bench.row import Figure, Result, Row, result
from lab.demo.asked import Asked
from lab.demo.demo_system import folder_for, started
from lab.demo.run import play as play_demo
from lab.demo.run import world_on
from lab.demo.world import Tally
from machine.environment import Bus

HOUSEHOLDS = 10
LEAST_PERCENT = 0.01
"""The kernel counts in hundredths of a second: less than this is nothing that can be told."""

Percent = Mapping[str, float]
"""Process -> what it takes of a core."""
Resting = Callable[[Bus], AbstractContextManager[Mapping[str, int]]]
"""The bus -> the processes of a system that has nothing to do, by name."""


def play(row: Row, on: Field, resting: "Resting | None" = None) -> Result:
    """`row.count` seconds in each round."""
    taken: list[Percent] = []
    peer: list[float] = []
    loads = []
    seconds = max(1, round(row.count * on.scale))
    with ExitStack() as ending:
        wait = _waiting(row, on, ending)
        programs = ending.enter_context((resting or rested)(row.ours.settings["bus"]))
        for number in range(on.rounds):
            on.step(f"{row.name} {number + 1}/{on.rounds}")
            loads.append(os.getloadavg()[0])
            meter, began = Meter(programs), time.monotonic()
            if (carried := wait(seconds)) is not None:
                peer.append(carried)
            taken.append(_percent(meter.spent(), time.monotonic() - began))
    rates = [100 / max(one[name] for name in SERVICES) for one in taken]
    return result(row, rates, peer, round(fmean(loads), 1), figures(taken, row.ours.settings["percent_most"]))


@contextmanager
def rested(bus: Bus) -> Iterator[Mapping[str, int]]:
    """A system of its own on which a demo has just come to its end; one that is not right is no result."""
    asked, population = Asked(HOUSEHOLDS, 1, bus), generate(HOUSEHOLDS, 1, SAMPLE_DAY)
    began = time.monotonic()
    with (
        folder_for(None) as folder,
        started(asked, (), folder, population, _silent) as system,
        world_on(system.stack, population, Tally()) as world,
    ):
        if not play_demo(world, bus, began, _silent).well:
            raise Failed("the demo before was not right: see `jiekun demo`")
        yield system.stack.supervisor.running()


def figures(taken: Sequence[Percent], most: float) -> list[Figure]:
    """Percent of a core by process; a service may take so much."""
    return [
        Figure(f"{name}_percent", median(one[name] for one in taken), at_most=most if name in SERVICES else None)
        for name in taken[0]
    ]


def _waiting(row: Row, on: Field, ending: ExitStack) -> Callable[[int], float | None]:
    """Lets so many seconds pass; gives how many such peers a core would carry, if there is one."""
    if on.peer_command is None:
        return time.sleep
    url = ending.enter_context(on.ground.peers())
    return ending.enter_context(contestant(ours(row.peer.program), {**row.peer.settings, **url})).round


def _percent(spent: Mapping[str, float], seconds: float) -> Percent:
    """Without the people, who are this process: it shows how far the bench has come."""
    return {name: max(100 * one / seconds, LEAST_PERCENT) for name, one in spent.items() if name != "people"}


def _silent(sentence: str) -> None:
    """Nobody reads along."""
