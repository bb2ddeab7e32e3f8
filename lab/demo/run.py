"""`jiekun demo`: its own folder and ports, everything as processes, a whole population walked through, judged."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import msgspec

import checks
from agencies.population import Population, generate
from agencies.roster import SAMPLE_DAY
from chassis.blobs.folder import FolderBlobs
from chassis.client import HttpClient
from checks.given import Topics
from checks.report import Problem, found
from checks.storage import Storage
from lab.demo.amid_faults import struck
from lab.demo.asked import Asked
from lab.demo.book import Book
from lab.demo.clock import DemoClock
from lab.demo.clock_steps import NeverQuiet, agencies, settle
from lab.demo.demo_system import System, folder_for, started
from lab.demo.outcome import Outcome, judge
from lab.demo.people.applicants import apply
from lab.demo.people.finance import establish_funds
from lab.demo.people.lawkeepers import set_parameters
from lab.demo.walk import walk
from lab.demo.world import HANDS, Tally, World
from lab.faults.catalogue import left_out
from lab.faults.schedule import Round
from machine.containers import Containers
from machine.stack import Stack
from portal.callers import Tokens
from portal.client import Portal, Refused

REQUEST_TIMEOUT_S = 60.0


def run(asked: Asked, tally: Tally, say: Callable[[str], None] = lambda sentence: None) -> Outcome:
    """Raises `StartFailed`, `KafkaUnavailable`, `NeverQuiet`, `Away`, `TooManyRounds`, `NotStruck`: then the demo says
    nothing about the system."""
    began = time.monotonic()
    out = left_out(asked.faults, asked.setting)
    faults = tuple(name for name in asked.faults if name not in out)
    rounds = asked.schedule(faults)
    for name, reason in out.items():
        say(f"不施加 · left out: {name} ({reason})")
    with ExitStack() as ending:
        folder = ending.enter_context(folder_for(asked.keep))
        population = generate(asked.households, asked.seed, SAMPLE_DAY, asked.documents)
        say(f"启动 PostgreSQL、四个服务和模拟部门 · starting everything in {folder}")
        system = ending.enter_context(started(asked, faults, folder, population, say))
        world = ending.enter_context(world_on(system.stack, population, tally))
        outcome = _play_amid_faults(system, world, rounds, began, say) if faults else play(world, asked.bus, began, say)
        say("读模型与从零重放比对 · comparing read models with a replay from zero")
        apart = [f"{service}.{table}" for service, tables in system.stack.drift().items() for table in tables]
        well = outcome.well and not system.died and not apart
        return msgspec.structs.replace(outcome, died=system.died, drifted=apart, left_out=out, well=well)


def play(
    world: World, bus: str, began: float, say: Callable[[str], None], go: Callable[[World], object] = walk
) -> Outcome:
    """The whole way on a system that has just been started; `began` is when its start did (monotonic)."""
    timing = {"start": time.monotonic() - began}
    say("申请、核对、审核、公示、建档、帮扶 · households walk through")
    set_parameters(world)
    establish_funds(world)
    apply(world)
    timing["apply"] = time.monotonic() - began - timing["start"]
    go(world)
    timing["walk"] = time.monotonic() - began - timing["start"] - timing["apply"]
    say("逐条核对不变式 · checking the invariants from storage")
    report = checks.run(
        world.storage,
        list(world.book.ids.values()),
        settled_at=world.clock.now(),
        requests=world.portal.acknowledged,
        topics=world.topics,
        blobs=world.blobs,
        away=agencies(world)["not_acknowledging"],
    )
    parked = parked_in(world.storage)
    timing["check"] = report.seconds
    timing["all"] = time.monotonic() - began
    return judge(world, report, parked, bus, timing)


def _play_amid_faults(
    system: System, world: World, rounds: tuple[Round, ...], began: float, say: Callable[[str], None]
) -> Outcome:
    """When people cannot go on, that is something wrong, and is judged with everything else."""
    stuck: list[Problem] = []
    with struck(system, world, rounds) as (people, striker):

        def go(people: World) -> None:
            try:
                walk(people)
                striker.finish()
                settle(people)  # what the last fault held up
            except (Refused, NeverQuiet) as reason:
                striker.stop()
                stuck.extend(found("people came to the end of their way", [str(reason)]))

        outcome = play(people, system.stack.bus, began, say, go)
        told: dict[str, Any] = {"faults": striker.times(), "rounds": len(rounds), "schedule": striker.struck}
    problems = [*outcome.problems, *msgspec.to_builtins(stuck)]
    return msgspec.structs.replace(outcome, problems=problems, well=outcome.well and not stuck, **told)


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
        topics_of(stack) as topics,
    ):
        tokens, own = Tokens(stack.secrets.issuer_key, stack.issuer), threading.Event()
        try:
            yield World(
                population=population,
                book=Book(population),
                portal=Portal(stack.ports.addresses, tokens, client, over=over or own),
                clock=DemoClock(stack.clock_offset_file),
                storage=storage,
                hands=hands,
                tally=tally,
                topics=topics,
                blobs=FolderBlobs(stack.data_dir / "blobs") if isinstance(stack, Stack) else None,
            )
        finally:
            own.set()  # somebody may be waiting for an answer that nobody needs any more; `over` is our caller's
            hands.shutdown(wait=False, cancel_futures=True)


@contextmanager
def topics_of(stack: Stack | Containers) -> Iterator[Topics | None]:
    """What the relays publish, where it can be read: the containers' broker has no port."""
    if not (isinstance(stack, Stack) and stack.bus == "kafka"):
        yield None
        return
    from chassis.bus.kafka_topics import Topics as KafkaTopics  # the client takes a moment to load

    with closing(KafkaTopics(str(stack.kafka_bootstrap_servers), stack.kafka_prefix or "jiekun")) as topics:
        yield topics


def parked_in(storage: Storage) -> int:
    """Messages and timers that failed for good, in all services."""
    query = "SELECT (SELECT count(*) FROM parked) + (SELECT count(*) FROM timers WHERE parked IS NOT NULL)"
    return sum(int(storage.row(service, query)[0]) for service in ("intake", "verification", "assistance", "ledger"))
