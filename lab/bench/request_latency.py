"""The row `request`: how long 16 callers wait for an application to be taken, and for a reviewer's decision.

Ours is intake as the whole system runs it, with tokens, idempotency, sealing, streams and read models; while it is
asked the others stand still, because what follows from a request is the row `way-cost`. Beside it stands a bare
FastAPI route on the same server (the same HTTP server, the same PostgreSQL) that writes the same body into one row.
"""

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, quantiles

import psycopg

from agencies.population import generate
from agencies.roster import SAMPLE_DAY
from chassis.client import HttpClient, Reply
from chassis.urls import with_database
from lab.bench.contestant import Failed
from lab.bench.rounds import Field
from lab.bench.row import Figure, Result, Row, result
from lab.demo.asked import Asked
from lab.demo.clock_steps import settle, step
from lab.demo.demo_system import System, folder_for, started
from lab.demo.people.applicants import apply
from lab.demo.people.lawkeepers import set_parameters
from lab.demo.people.reviewers import review
from lab.demo.run import REQUEST_TIMEOUT_S, world_on
from lab.demo.world import Tally, World
from machine.ports import free_port
from machine.program import Program
from machine.readiness import http_ready

CALLERS = 16
HOUSEHOLDS_MIN = 5
STEPS_MAX = 100
BARE = "bare-route"
CREATED = 201


class TimedClient(HttpClient):
    """The client of the demo's people, and how long each POST took."""

    def __init__(self) -> None:
        super().__init__(timeout_s=REQUEST_TIMEOUT_S, reply_bytes_max=64 << 20)
        self.took: list[float] = []

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        began = time.perf_counter()
        reply = super().post(url, body, headers)
        self.took.append(time.perf_counter() - began)
        return reply


Waits = dict[str, Sequence[float]]
"""Seconds of each request, by what was asked for."""


@dataclass(frozen=True)
class Waited:
    """`bare`: of as many requests at the bare route, right after ours."""

    ours: Waits
    bare: Waits


Asking = Callable[[int, int, Path, bool], Waited]
"""Households, seed, an empty folder, whether the bare route is asked too."""


def play(row: Row, on: Field, asking: "Asking | None" = None) -> Result:
    """`row.count` households in each round, of another seed each."""
    rounds: list[Waited] = []
    loads = []
    for number in range(1, on.rounds + 1):
        on.step(f"{row.name} {number}/{on.rounds}")
        loads.append(os.getloadavg()[0])
        households = max(HOUSEHOLDS_MIN, round(row.count * on.scale))
        with tempfile.TemporaryDirectory(prefix="jiekun-bench-request-") as name:
            rounds.append((asking or asked)(households, number, Path(name), on.peer_command is not None))
    ours, bare = ([_rate(waits) for waits in side if waits] for side in _sides(rounds))
    return result(row, ours, bare, round(fmean(loads), 1), figures(rounds))


def figures(rounds: Sequence[Waited]) -> list[Figure]:
    """Milliseconds that half of the callers and 99 of 100 waited at most, of all rounds together."""
    told = []
    for what in rounds[0].ours:
        ours, bare = (_percentiles([wait for one in side for wait in one.get(what, ())]) for side in _sides(rounds))
        told += [Figure(f"{what} {name} ms", value, bare.get(name)) for name, value in ours.items()]
    return told


def asked(households: int, seed: int, folder: Path, beside: bool) -> Waited:
    """Everybody applies; when all reports are there, everybody is decided on."""
    population = generate(households, seed, SAMPLE_DAY)
    with (
        folder_for(folder),
        started(Asked(households, seed, keep=folder), (), folder, population, _silent) as system,
        world_on(system.stack, population, Tally()) as usual,
        TimedClient() as client,
        ThreadPoolExecutor(CALLERS, thread_name_prefix="callers") as hands,
    ):
        world = replace(usual, hands=hands, portal=replace(usual.portal, client=client))
        waited = Waited({}, {})
        bare = bare_route(system) if beside else None
        bodies = [json.dumps(household.body).encode() for household in population.households]

        def insert_there(body: bytes) -> None:
            insert(client, str(bare), body)

        def ask(what: str, work: Callable[[], object]) -> None:
            waited.ours[what] = timed(client, system, work)
            if bare is not None:
                waited.bare[what] = timed(
                    client, system, lambda: world.together(lambda body: insert(client, bare, body), bodies)
                )

        set_parameters(usual)
        ask("applications", lambda: apply(world))
        wait_for_reports(usual)
        ask("decisions", lambda: review(world))
        if (refused := world.book.refusals) != []:
            raise Failed(f"{len(refused)} requests were refused, such as: {refused[0].reason}")
        return waited


def insert(client: HttpClient, bare: str, body: bytes) -> None:
    if (reply := client.post(bare, body)).status != CREATED:
        raise Failed(f"the bare route answers {reply.status}")


def timed(client: TimedClient, system: System, work: Callable[[], object]) -> list[float]:
    """How long each request of this work took, intake alone being awake."""
    client.took.clear()
    with alone(system, "intake"):
        work()
    return list(client.took)


@contextmanager
def alone(system: System, service: str) -> Iterator[None]:
    """The processes of the other services and of the agencies stand still meanwhile."""
    running = system.stack.supervisor.running()
    others = [pid for name, pid in running.items() if name not in (service, "postgres", BARE)]
    for pid in others:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in others:
            os.kill(pid, signal.SIGCONT)


def wait_for_reports(world: World) -> None:
    """Business time goes on until no household waits for an agency any more."""
    for _ in range(STEPS_MAX):
        settle(world)
        if not world.list("intake", "/v1/households", status="under_verification"):
            return
        step(world)
    raise Failed("the households' reports never came")


def bare_route(system: System) -> str:
    """The bare route's address; it runs beside the services, in a database of its own."""
    with psycopg.connect(system.stack.admin_url, autocommit=True) as admin:
        admin.execute("CREATE DATABASE bare")
    port = free_port()
    settings = os.environ | {"BARE_URL": with_database(system.stack.admin_url, "bare"), "BARE_PORT": str(port)}
    command = (sys.executable, "-m", "lab.bench.peers.bare_route")
    system.stack.supervisor.start(Program(BARE, command, http_ready(port, "/healthz"), settings))
    return f"http://127.0.0.1:{port}/rows"


def _sides(rounds: Sequence[Waited]) -> tuple[list[Waits], list[Waits]]:
    return [one.ours for one in rounds], [one.bare for one in rounds]


def _rate(waits: Waits) -> float:
    """Requests a second that so many callers come to who always wait for one."""
    return CALLERS / fmean(wait for some in waits.values() for wait in some)


def _percentiles(waits: Sequence[float]) -> dict[str, float]:
    if len(waits) < 2:
        return {}
    hundredths = quantiles(waits, n=100, method="inclusive")
    return {"p50": 1_000 * hundredths[49], "p99": 1_000 * hundredths[98]}


def _silent(sentence: str) -> None:
    """Nobody reads along."""
