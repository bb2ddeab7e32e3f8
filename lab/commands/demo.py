"""`jiekun demo`: the whole main job on its own, with an exit code that says whether it was right."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from agencies import scenarios
from agencies.answer_keys import DOCUMENTS
from cli.options import FAILED, AsJson, cannot
from lab.demo import containers, report, run
from lab.demo.asked import Asked
from lab.demo.clock_steps import NeverQuiet
from lab.demo.demo_system import FolderNotEmpty
from lab.demo.outcome import Outcome
from lab.demo.walk import NeverDone
from lab.demo.world import Tally
from lab.faults.catalogue import EVERY, UnknownFault, named, told
from lab.faults.errors import NotStruck
from lab.faults.schedule import TooManyRounds
from machine.containers import NoContainers
from machine.containers import find as containers_in
from machine.kafka_settings import KafkaUnavailable
from machine.program import StartFailed
from portal.client import Away, Refused

CANNOT_GO_ON = (
    *(StartFailed, KafkaUnavailable, NeverQuiet, NeverDone, Away, Refused, FolderNotEmpty),
    *(UnknownFault, TooManyRounds, NotStruck, scenarios.ScenarioRefused),
    *(NoContainers, containers.NotFresh),
)
Work = Callable[[Tally, Callable[[str], None]], Outcome]


class Bus(StrEnum):
    DIRECT = "direct"
    KAFKA = "kafka"


def demo(
    context: typer.Context,
    households: Annotated[int, typer.Option(min=1, max=20_000, help="户数 · how many households apply")] = 60,
    seed: Annotated[int, typer.Option(help="随机种子 · the same seed gives the same households")] = 1,
    document: Annotated[
        str, typer.Option(help=f"文件 · whose places the households live in: {EVERY}, or one of {', '.join(DOCUMENTS)}")
    ] = EVERY,
    bus: Annotated[Bus, typer.Option(help="总线 · what carries events between services")] = Bus.DIRECT,
    keep: Annotated[Path | None, typer.Option(help="保留数据的空目录 · an empty folder whose data stay")] = None,
    faults: Annotated[
        str | None,
        typer.Option(
            help=f"故障 · faults that strike meanwhile: {EVERY}, or some of these: {told()}", metavar="NAME,…"
        ),
    ] = None,
    rounds: Annotated[int, typer.Option(min=0, help="轮数 · how often faults strike altogether")] = 10,
    stack: Annotated[
        Path | None,
        typer.Option(help="在容器栈上走 · walk the running stack of this folder: `deploy`", metavar="FOLDER"),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            help=f"场景 · how agencies behave: {', '.join(scenarios.NAMES)}, or a file (`jiekun agencies scenarios`)",
            metavar="NAME",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """自带数据走完全流程并核对结果 · play the whole way with generated households, and check what came out."""
    try:
        if stack is None:
            struck = named(faults) if faults is not None else ()
            asked = Asked(
                *(households, seed, bus.value, keep, struck, rounds if struck else 0, documents_named(document)),
                scenario=scenario_named(scenario),
            )
            outcome = played(lambda tally, say: run.run(asked, tally, say), households, as_json, asked.rounds)
        else:
            refuse_beside_stack(context)
            found = containers_in(stack)
            people = len(found.population.households)
            outcome = played(lambda tally, say: containers.run(found, tally, say), people, as_json)
    except CANNOT_GO_ON as reason:
        cannot(reason)
    if not outcome.well:
        raise typer.Exit(FAILED)


def documents_named(document: str) -> tuple[str, ...]:
    """All five, or the one."""
    if document == EVERY:
        return DOCUMENTS
    if document not in DOCUMENTS:
        cannot(f"no document {document!r}; there are: {EVERY}, {', '.join(DOCUMENTS)}")
    return (document,)


def scenario_named(scenario: str | None) -> Path | None:
    """Its file, read once here: what is wrong in it is told before anything starts. Raises `ScenarioRefused`."""
    if scenario is None:
        return None
    file = scenarios.file_of(scenario)
    scenarios.load(file)
    return file


def refuse_beside_stack(context: typer.Context) -> None:
    """What `make stack-up` decided already cannot be chosen again."""
    own = ("households", "seed", "document", "bus", "keep", "faults", "rounds", "scenario")
    given = [name for name in own if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"]
    if given:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        cannot(f"{options}: not with --stack, which has its own bus and people (`make stack-up-local HOUSEHOLDS=60`)")


def played(work: Work, households: int, as_json: bool, rounds: int = 0) -> Outcome:
    return quietly(work) if as_json else visibly(work, households, rounds)


def quietly(work: Work) -> Outcome:
    outcome = work(Tally(), lambda sentence: None)
    sys.stdout.write(msgspec.json.encode(outcome).decode() + "\n")
    return outcome


def visibly(work: Work, households: int, rounds: int) -> Outcome:
    console, tally = Console(), Tally()
    with report.bars(console, households, tally, rounds) as progress:
        outcome = work(tally, progress.console.print)
    report.show(console, outcome)
    return outcome
