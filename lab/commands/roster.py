"""`jiekun up --roster`: plays a survey through, with bars and the outcome, on the system that `up` has started."""

import threading
from pathlib import Path

from rich.console import Console

from agencies.population import Population
from cli.commands import up
from lab.demo import report
from lab.demo.outcome import Outcome
from lab.demo.roster import Drive, prepare_clock
from lab.demo.world import Tally


def play(console: Console, data: Path, people: Population, roster: Path) -> up.Drive:
    """As `cli.commands.up.Play` says."""
    prepare_clock(data)
    return lambda stack, over: drive(console, Drive(stack, people, roster), over)


def drive(console: Console, work: Drive, over: threading.Event) -> bool:
    """Whether all came out as it must, as far as it came: who ends it early hears nothing bad of it. In a thread of its
    own, so that Ctrl-C is heard at once; its failure leaves the system running."""
    if (before := work.before()) is not None:
        console.print(f"{work.roster.name} 此前已走完全程 · has gone through already")
        report.show(console, before)
        return before.well
    came: list[Outcome | Exception] = []

    def run() -> None:
        tally = Tally()
        try:
            with report.bars(console, len(work.population.households), tally) as progress:
                came.append(work.run(tally, progress.console.print, over))
        except Exception as error:
            came.append(error)

    thread = threading.Thread(target=run, name="roster", daemon=True)
    thread.start()
    while thread.is_alive() and not over.is_set():
        thread.join(0.2)
    match came:
        case [Outcome() as outcome]:
            report.show(console, outcome)
            return outcome.well
        case [failure] if not over.is_set():
            console.print(f"[red]未走完 · did not get through[/]: {failure}")
            return False
    return True
