"""What the people of a demo share: the portal, the book, the clock, hands to work with, and who watches."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar

from agencies.people.places import CITY_FEDERATION
from agencies.population import Household, Population
from chassis.blobs import Blobs
from checks.given import Topics
from checks.storage import Storage
from kernel.calendar import business_date
from lab.demo.book import Book
from lab.demo.clock import DemoClock
from portal.callers import Caller, person
from portal.client import Portal, Refused

Piece = TypeVar("Piece")
Desk = dict[tuple[object, ...], list[Any]]
"""Asked -> the rows."""

CITY = CITY_FEDERATION
"""Whose unions hand in the sample roster."""
ONLOOKER = person("operator", CITY)
HANDS = 8
"""So many people work at the same time."""


@dataclass(frozen=True)
class World:
    """`pace` is called before each piece of work and may make it wait; `patience_s`: with no event appended anywhere
    for so long, what is under way will not end. `topics`: on Kafka, what the relays have published; `blobs`: where
    attachments lie, if that can be reached from here."""

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
    blobs: Blobs | None = None
    desk: "Desk" = field(default_factory=dict)
    """The work lists in hand: one that nobody has changed since is not fetched again."""

    @property
    def today(self) -> date:
        return business_date(self.clock.now())

    def list(self, service: str, path: str, role: str = "case_worker", **query: Any) -> list[Any]:
        """A work list as the city federations see it: all unions' rows."""
        asked = service, path, role, *query.items()
        rows = self.desk.get(asked)
        if rows is None:
            self.desk[asked] = rows = [
                item
                for federation in self.population.federations
                for item in self.portal.items(service, path, person(role, federation), **query)
            ]
        return rows

    def post(self, service: str, path: str, caller: Caller, body: Any, seen: int | None = None) -> Any:
        try:
            return self.portal.post(service, path, caller, body, seen)
        finally:
            self.desk.clear()

    def together(self, work: Callable[[Piece], object], pieces: Sequence[Piece]) -> int:
        """Do all of them in parallel; gives how many. What a service refuses is noted, and the others go on; any other
        failure is raised when all are done."""
        fresh = [piece for piece in pieces if not self.book.was_refused(_named(work, piece))]

        def at_its_pace(piece: Piece) -> None:
            self.pace()
            self._try(work, piece)

        begun = [self.hands.submit(at_its_pace, piece) for piece in fresh]
        for one in begun:
            one.exception()  # waits
        for one in begun:
            one.result()
        return len(fresh)

    def does(self, work: Callable[["World", Piece], object], piece: Piece) -> bool:
        """One piece by itself; False when a service refuses it, now or before."""
        if self.book.was_refused(_named(work, piece)):
            return False
        return self._try(partial(work, self), piece, _named(work, piece))

    def _try(self, work: Callable[[Piece], object], piece: Piece, name: str | None = None) -> bool:
        try:
            work(piece)
        except Refused as refusal:
            self.book.refused(name or _named(work, piece), _about(piece), str(refusal))
            return False
        return True


def _named(work: Callable[..., object], piece: object) -> str:
    """The same work on the same thing, as it stood then: a changed version is new work."""
    thing = piece.number if isinstance(piece, Household) else piece
    return f"{work.__qualname__} {thing!r}"


def _about(piece: object) -> str:
    """The household that a piece of work is about, if it is one's."""
    first = piece[0] if isinstance(piece, tuple) else piece
    if isinstance(first, Household):
        return first.number
    return str(first.get("household") or first) if isinstance(first, dict) else str(first)


@dataclass
class Tally:
    """How far each stage is; `watch(stage, done)` hears of every change. `worked`: pieces of work by their desk."""

    watch: Callable[[str, int], None] = lambda stage, done: None
    done: dict[str, int] = field(default_factory=dict)
    worked: Counter[str] = field(default_factory=Counter)

    def set(self, stage: str, done: int) -> None:
        if self.done.get(stage) != done:
            self.done[stage] = done
            self.watch(stage, done)

    def add(self, stage: str, more: int = 1) -> None:
        self.set(stage, self.done.get(stage, 0) + more)
