"""What the people of a demo share: the portal, the book, the clock, hands to work with, and who watches."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from agencies.people.places import CITY_FEDERATION
from agencies.population import Population
from checks.given import Topics
from checks.storage import Storage
from kernel.calendar import business_date
from lab.demo.book import Book
from lab.demo.clock import DemoClock
from portal.callers import Caller, person
from portal.client import Portal

Piece = TypeVar("Piece")

CITY = CITY_FEDERATION
HANDS = 8
"""So many people work at the same time."""


@dataclass(frozen=True)
class World:
    """`pace` is called before each piece of work and may make it wait; `patience_s`: with no event appended anywhere
    for so long, what is under way will not end. `topics`: on Kafka, what the relays have published."""

    population: Population
    book: Book
    portal: Portal
    clock: DemoClock
    storage: Storage
    hands: ThreadPoolExecutor
    tally: "Tally"
    pace: Callable[[], None] = lambda: None
    patience_s: float = 90.0
    topics: Topics | None = None

    @property
    def today(self) -> date:
        return business_date(self.clock.now())

    def list(self, service: str, path: str, role: str = "case_worker", **query: Any) -> list[Any]:
        """A work list as the city federation sees it: all unions' rows."""
        return self.portal.items(service, path, person(role, CITY), **query)

    def post(self, service: str, path: str, caller: Caller, body: Any, seen: int | None = None) -> Any:
        return self.portal.post(service, path, caller, body, seen)

    def together(self, work: Callable[[Piece], object], pieces: Sequence[Piece]) -> int:
        """Do all of them in parallel; gives how many. The first failure is raised when all are done."""

        def at_its_pace(piece: Piece) -> None:
            self.pace()
            work(piece)

        begun = [self.hands.submit(at_its_pace, piece) for piece in pieces]
        for one in begun:
            one.exception()  # waits
        for one in begun:
            one.result()
        return len(pieces)


@dataclass
class Tally:
    """How far each stage is; `watch(stage, done)` hears of every change."""

    watch: Callable[[str, int], None] = lambda stage, done: None
    done: dict[str, int] = field(default_factory=dict)

    def set(self, stage: str, done: int) -> None:
        if self.done.get(stage) != done:
            self.done[stage] = done
            self.watch(stage, done)

    def add(self, stage: str, more: int = 1) -> None:
        self.set(stage, self.done.get(stage, 0) + more)
