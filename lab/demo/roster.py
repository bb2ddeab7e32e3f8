"""`jiekun up --roster`: a whole survey roster through the main job, once, on the running system."""

import hashlib
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

import checks
from agencies.population import Population
from agencies.roster import SAMPLE_DAY, write_roster
from chassis.files import write_atomically
from kernel.calendar import opening_hour
from lab.demo.clock import set_business_time
from lab.demo.outcome import Outcome, judge
from lab.demo.people.finance import establish_funds
from lab.demo.people.lawkeepers import set_parameters
from lab.demo.run import parked_in, world_on
from lab.demo.walk import walk
from lab.demo.world import CITY, Tally, World
from machine.stack import Stack
from portal import rosters
from portal.callers import Caller, person

Say = Callable[[str], None]


@dataclass(frozen=True)
class Drive:
    """What was begun and ended early is gone on with the next time."""

    stack: Stack
    population: Population
    roster: Path

    @property
    def _done(self) -> Path:
        return self.stack.data_dir / "rosters" / f"{digest(self.roster)}.json"

    def before(self) -> Outcome | None:
        """What came of this very file, when it has gone through already."""
        return msgspec.json.decode(self._done.read_bytes(), type=Outcome) if self._done.exists() else None

    def run(self, tally: Tally, say: Say, over: threading.Event) -> Outcome:
        """Raises what `walk` raises, and `Away` or `Interrupted` once `over` is set."""
        population = self.population if is_roster_of(self.population, self.roster) else nobody(self.population)
        with world_on(self.stack, population, tally, over) as world:
            outcome = self._played(world, say)
        write_atomically(self._done, msgspec.json.encode(outcome))
        return outcome

    def _played(self, world: World, say: Say) -> Outcome:
        began = time.monotonic()
        world.clock.step_to(opening_hour(SAMPLE_DAY))
        set_parameters(world)
        establish_funds(world)
        importer = person("portal", CITY)
        report = rosters.send(world.portal, importer, self.roster)
        say(f"{report.rows} 行：受理 {report.taken}，未变 {report.unchanged}，退回 {report.refused}")
        enter(world, report, importer)
        walk(world)
        checked = checks.run(world.storage, list(world.book.ids.values()), settled_at=world.clock.now())
        timing = {"all": time.monotonic() - began}
        return judge(world, checked, parked_in(world.storage), self.stack.bus, timing)


def prepare_clock(data_dir: Path) -> None:
    """A fresh installation begins on the day of the sample; one that has lived never goes back."""
    path = data_dir / "clock-offset"
    if not path.exists() and not (data_dir / "postgres").exists():
        set_business_time(path, opening_hour(SAMPLE_DAY))


def enter(world: World, report: rosters.Report, importer: Caller) -> None:
    """The sheet's rows are the population's households, in its order."""
    for row in report.results:
        place = row.row - rosters.FIRST_ROW
        if row.household is not None and place < len(world.population.households):
            world.book.enter(world.population.households[place].number, row.household, importer)
    world.tally.set("applied", report.taken + report.unchanged)


def is_roster_of(population: Population, roster: Path) -> bool:
    """Equal populations give equal bytes."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "roster.xlsx"
        write_roster(population, again)
        return again.read_bytes() == roster.read_bytes()


def nobody(population: Population) -> Population:
    """For a roster of other people: decided as proposed, and nothing is expected of them."""
    return msgspec.structs.replace(population, households=[])


def digest(roster: Path) -> str:
    return hashlib.sha256(roster.read_bytes()).hexdigest()[:16]
