"""The row `way-cost`: processor time of everything that runs, for an event of the whole way and for a household.

Events for a second of a processor, against the loop of `whole-way` over the same events: its process and its server.
"""

import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from agencies.population import generate
from agencies.roster import SAMPLE_DAY
from lab.bench.contestant import Failed
from lab.bench.processor import Meter
from lab.bench.rounds import Field
from lab.bench.row import Figure, Result, Row, result
from lab.bench.whole_way import HOUSEHOLDS_MIN, looping
from lab.demo.asked import Asked
from lab.demo.demo_system import folder_for, started
from lab.demo.run import play as play_demo
from lab.demo.run import world_on
from lab.demo.walk import walk
from lab.demo.world import Tally, World

MS_PER_EVENT_MOST = 8.0


@dataclass(frozen=True)
class Cost:
    """`seconds` of a processor by process, from the first application to the last file."""

    households: int
    events: int
    seconds: Mapping[str, float]

    @property
    def events_a_second(self) -> float:
        return self.events / sum(self.seconds.values())


Walk = Callable[[int, int, Path], Cost]
"""Households, seed, the folder that keeps the data."""


def play(row: Row, on: Field, walked: "Walk | None" = None) -> Result:
    """`row.count` households in each round, of another seed each."""
    ours: list[Cost] = []
    peer: list[float] = []
    loads = []
    for number in range(1, on.rounds + 1):
        on.step(f"{row.name} {number}/{on.rounds}")
        loads.append(os.getloadavg()[0])
        with tempfile.TemporaryDirectory(prefix="jiekun-bench-demo-") as name:
            households = max(HOUSEHOLDS_MIN, round(row.count * on.scale))
            ours.append((walked or metered)(households, number, Path(name)))
            if on.peer_command is not None:
                peer.append(loop_cost(row, on, Path(name), ours[-1].events))
    rates = [cost.events_a_second for cost in ours]
    return result(row, rates, peer, round(fmean(loads), 1), figures(ours, peer))


def metered(households: int, seed: int, folder: Path) -> Cost:
    """The demo on the direct bus; one that is not right is no result."""
    population, began = generate(households, seed, SAMPLE_DAY), time.monotonic()
    asked = Asked(households, seed, keep=folder)
    with (
        folder_for(folder),
        started(asked, (), folder, population, _silent) as system,
        world_on(system.stack, population, Tally()) as world,
    ):
        meter, seconds = Meter(system.stack.supervisor.running()), dict[str, float]()

        def go(people: World) -> None:
            walk(people)
            seconds.update(meter.spent())

        outcome = play_demo(world, asked.bus, began, _silent, go)
    if not outcome.well:
        raise Failed(f"the demo with seed {seed} was not right: see `jiekun demo --seed {seed}`")
    return Cost(households, outcome.events, seconds)


def loop_cost(row: Row, on: Field, folder: Path, events: int) -> float:
    """The loop's events for a second of a processor, its server's included."""
    with looping(row, on, folder, events) as (loop, server):
        meter = Meter({"loop": loop.pid, "server": server.pid})
        loop.round(events)
        spent = meter.spent()
        return events / (spent["loop"] + spent["server"])


def figures(ours: Sequence[Cost], peer: Sequence[float]) -> list[Figure]:
    """Milliseconds: for an event, for a household, and each process's for an event, the dearest first."""
    by_process = {name: median(1_000 * cost.seconds[name] / cost.events for cost in ours) for name in ours[0].seconds}
    return [
        Figure(
            "ms_per_event",
            median(1_000 / cost.events_a_second for cost in ours),
            1_000 / median(peer) if peer else None,
            MS_PER_EVENT_MOST,
        ),
        Figure("ms_per_household", median(1_000 * sum(cost.seconds.values()) / cost.households for cost in ours)),
        *(Figure(name, by_process[name]) for name in sorted(by_process, key=by_process.__getitem__, reverse=True)),
    ]


def _silent(sentence: str) -> None:
    """Nobody reads along."""
