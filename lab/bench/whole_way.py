"""The whole way of the demo, as events a second, against a loop over the very events that it left behind."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import fmean

import psycopg

from chassis.roles import SERVICES
from chassis.urls import with_database
from checks.expected import SUBSCRIPTIONS
from lab.bench.contestant import Contestant, Failed, contestant
from lab.bench.rounds import Field
from lab.bench.row import Result, Row, result
from lab.demo import run as demo
from lab.demo.asked import Asked
from lab.demo.outcome import Outcome
from lab.demo.world import Tally
from machine import embedded
from machine.ports import free_port

HOUSEHOLDS_MIN = 5

Demo = Callable[[int, int, Path], Outcome]
"""Households, seed, the folder that keeps the data."""


def walked(households: int, seed: int, folder: Path) -> Outcome:
    return demo.run(Asked(households, seed, keep=folder), Tally())


def play(row: Row, on: Field, walk: Demo = walked) -> Result:
    """`row.count` households in each round, of another seed each; a demo that is not right is no result."""
    ours: list[float] = []
    peer: list[float] = []
    loads = []
    for number in range(1, on.rounds + 1):
        on.step(f"{row.name} {number}/{on.rounds}")
        loads.append(os.getloadavg()[0])
        with tempfile.TemporaryDirectory(prefix="jiekun-bench-demo-") as name:
            outcome = walk(max(HOUSEHOLDS_MIN, round(row.count * on.scale)), number, Path(name))
            if not outcome.well:
                raise Failed(f"the demo with seed {number} was not right: see `jiekun demo --seed {number}`")
            stages = outcome.seconds_by_stage
            ours.append(outcome.events / (stages["apply"] + stages["walk"]))
            if on.peer_command is not None:
                peer.append(looped(row, on, Path(name), outcome.events))
    return result(row, ours, peer, round(fmean(loads), 1))


def looped(row: Row, on: Field, folder: Path, events: int) -> float:
    with looping(row, on, folder, events) as (loop, _):
        return loop.round(events)


@contextmanager
def looping(row: Row, on: Field, folder: Path, events: int) -> Iterator[tuple[Contestant, embedded.EmbeddedPostgres]]:
    """Starts the demo's own server on its own data once more, and the loop that will do there what it does, warm."""
    assert on.peer_command is not None
    server = embedded.start(folder, free_port())
    try:
        services = {name: with_database(server.admin_url, name) for name in SERVICES}
        with (
            contestant(on.peer_command(row.peer), {"services": services, "subscriptions": SUBSCRIPTIONS}) as loop,
            closing(psycopg.connect(server.admin_url, autocommit=True)) as admin,
        ):
            loop.round(events)  # plans, pages
            admin.execute("CHECKPOINT")
            yield loop, server
    finally:
        server.stop()
