"""`jiekun demo`: its own folder and ports, everything as processes, a whole population walked through, judged."""

import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

import msgspec

import checks
from agencies.population import Population, generate
from agencies.roster import SAMPLE_DAY
from chassis.client import HttpClient
from chassis.files import write_atomically
from checks.storage import Storage
from cli.callers import Tokens
from cli.containers import Containers
from cli.demo.book import Book
from cli.demo.clock import DemoClock, set_business_time
from cli.demo.disturbing import Disturber
from cli.demo.outcome import Outcome, judge
from cli.demo.people.applicants import apply
from cli.demo.people.finance import establish_fund
from cli.demo.walk import walk
from cli.demo.world import HANDS, Tally, World
from cli.environment import Bus
from cli.installation import addresses_of, note_ports
from cli.kafka_local import obtain
from cli.portal import Portal
from cli.ports import Ports
from cli.stack import Stack
from kernel.calendar import opening_hour

REQUEST_TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Asked:
    """`keep`: the data folder, which then stays; `kill`: names of processes that are killed once, midway;
    `second_worker`: a service that two processes share until one of them leaves, midway."""

    households: int
    seed: int
    bus: Bus = "direct"
    keep: Path | None = None
    kill: tuple[str, ...] = ()
    second_worker: str | None = None


def run(asked: Asked, tally: Tally, say: Callable[[str], None] = lambda sentence: None) -> Outcome:
    """Raises `StartFailed`, `KafkaUnavailable`, `NeverQuiet`, `Away`: then the demo says nothing about the system."""
    began = time.monotonic()
    with ExitStack() as ending:
        folder = ending.enter_context(_folder(asked.keep))
        population = generate(asked.households, asked.seed, SAMPLE_DAY)
        say(f"启动 PostgreSQL、四个服务和模拟部门 · starting everything in {folder}")
        deaths: list[str] = []
        stack = ending.enter_context(_started(asked, folder, population, say, deaths))
        world = ending.enter_context(world_on(stack, population, tally))
        leaving = stack.start_worker(asked.second_worker) if asked.second_worker else None
        disturber = Disturber(stack.supervisor, asked.kill, leaving)
        outcome = play(replace(world, midway=disturber.midway), asked.bus, began, say)
        disturber.require_all_done()
        died = list((Counter(deaths) - Counter(asked.kill)).elements())
        say("读模型与从零重放比对 · comparing read models with a replay from zero")
        apart = [f"{service}.{table}" for service, tables in stack.drift().items() for table in tables]
        return msgspec.structs.replace(outcome, died=died, drifted=apart, well=outcome.well and not died and not apart)


def play(world: World, bus: str, began: float, say: Callable[[str], None]) -> Outcome:
    """The whole way on a system that has just been started; `began` is when its start did (monotonic)."""
    timing = {"start": time.monotonic() - began}
    say("申请、核对、审核、公示、建档、帮扶 · households walk through")
    establish_fund(world)
    apply(world)
    timing["apply"] = time.monotonic() - began - timing["start"]
    walk(world)
    timing["walk"] = time.monotonic() - began - timing["start"] - timing["apply"]
    say("逐条核对不变式 · checking the invariants from storage")
    report = checks.run(world.storage, list(world.book.ids.values()), settled_at=world.clock.now())
    parked = parked_in(world.storage)
    timing["check"] = report.seconds
    timing["all"] = time.monotonic() - began
    return judge(world, report, parked, bus, timing)


@contextmanager
def world_on(
    stack: Stack | Containers, population: Population, tally: Tally, over: threading.Event | None = None
) -> Iterator[World]:
    """People with hands and a portal, on a stack that runs on a demo's clock; `over` lets them go at once."""
    assert stack.clock_offset_file is not None
    with (
        HttpClient(timeout_s=REQUEST_TIMEOUT_S, reply_bytes_max=64 << 20) as client,
        Storage(stack.urls) as storage,
        ThreadPoolExecutor(HANDS, thread_name_prefix="people") as hands,
    ):
        tokens = Tokens(stack.secrets.issuer_key, stack.issuer)
        yield World(
            population=population,
            book=Book(population),
            portal=Portal(addresses_of(stack.ports), tokens, client, over=over or threading.Event()),
            clock=DemoClock(stack.clock_offset_file),
            storage=storage,
            hands=hands,
            tally=tally,
        )


@contextmanager
def _started(
    asked: Asked, folder: Path, population: Population, say: Callable[[str], None], deaths: list[str]
) -> Iterator[Stack]:
    population_file, ports = folder / "population.json", Ports.free()
    write_atomically(population_file, population.to_json())
    note_ports(folder, ports)
    set_business_time(folder / "clock-offset", opening_hour(SAMPLE_DAY))
    with ExitStack() as ending:
        bootstrap = None
        if asked.bus == "kafka":
            broker = obtain(folder / "kafka", say)
            ending.callback(broker.stop)
            bootstrap = broker.bootstrap
        stack = Stack(
            *(folder, asked.bus, ports),
            clock_offset=True,
            kafka_bootstrap_servers=bootstrap,
            kafka_prefix=f"jiekun-demo-{token_hex(4)}",  # a cluster of your own may serve others too
            on_event=lambda name, what: deaths.append(name) if what.startswith("died") else None,
        )
        yield ending.enter_context(stack)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        if any(keep.iterdir()):
            raise FolderNotEmpty(f"{keep} is not empty: a demo begins in an empty folder")
        yield keep
        return
    folder = Path(tempfile.mkdtemp(prefix="jiekun-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class FolderNotEmpty(Exception):
    """The folder that the demo was to keep its data in holds something already."""


def parked_in(storage: Storage) -> int:
    """Messages and timers that failed for good, in all services."""
    query = "SELECT (SELECT count(*) FROM parked) + (SELECT count(*) FROM timers WHERE parked IS NOT NULL)"
    return sum(int(storage.row(service, query)[0]) for service in ("intake", "verification", "assistance", "ledger"))
