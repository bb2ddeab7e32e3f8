"""The directory 承办目录: which office answers an item in a place, from a day on; the narrowest place goes first.

An office is proposed by one person and set when another confirms: it says who is told personal data. The
installation's agencies file is the first version.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict, replace

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.items import AGENCY, Agency, Item
from kernel.subject import is_same
from services.verification.domain.events import Answers, OfficeProposed, OfficeSet

PLACE: Final = r"^[0-9]{2}([0-9]{2}){0,2}\Z"
"""A province, prefecture or county by its code."""
EVERYWHERE: Final = ""
"""In place of a place: the whole country, which the agencies file alone can name."""


class Office(Struct, frozen=True):
    """An entry of the agencies file. `code` is its sender id."""

    code: str
    name: str
    url: str
    answers: tuple[Answers, ...] = ()

    @property
    def claims(self) -> frozenset[tuple[str, str]]:
        return claims(self.answers)


class Candidate(Struct, frozen=True):
    """An office that answers the item somewhere around the place that is asked about."""

    item: str
    place: str
    office: str


def everywhere(kind: Agency) -> tuple[Answers, ...]:
    """An agency that stands in the file under its plain name answers its items for the whole country."""
    return (Answers(tuple(item.value for item in Item if AGENCY[item] is kind), (EVERYWHERE,)),)


def claims(answers: Iterable[Answers]) -> frozenset[tuple[str, str]]:
    """(item, place), each of which one office has at a time."""
    return frozenset((item, place) for each in answers for item in each.items for place in each.places)


def places_around(region: str) -> tuple[str, ...]:
    """Widest first."""
    return tuple(dict.fromkeys((EVERYWHERE, region[:2], region[:4], region)))


def in_charge(candidates: Iterable[Candidate]) -> dict[str, str]:
    """Item -> the office of the narrowest place."""
    found: dict[str, Candidate] = {}
    for each in sorted(candidates, key=lambda one: (len(one.place), one.office)):
        found[each.item] = each
    return {item: each.office for item, each in found.items()}


class State(Struct, frozen=True):
    """By first day: what was set, and what waits for a second person."""

    versions: Mapping[date, OfficeSet] = {}
    waiting: Mapping[date, OfficeProposed] = {}

    def places(self) -> frozenset[str]:
        """Wherever any version of it answers."""
        return frozenset(place for one in self.versions.values() for _, place in claims(one.answers))


def propose(wanted: OfficeProposed, state: State) -> list[object]:
    """What stands for that day, or waits, changes nothing; another word takes the place of what waits."""
    if state.waiting.get(wanted.first_day) == wanted:
        return []
    stands = wanted.first_day not in state.waiting and state.versions.get(wanted.first_day) == _as_set(wanted)
    return [] if stands else [wanted]


def confirm(wanted: OfficeProposed, by: str, proposed_by: str | None, state: State) -> list[object]:
    """By somebody else, who writes the same once more."""
    waiting = state.waiting.get(wanted.first_day)
    if waiting is None and state.versions.get(wanted.first_day) == _as_set(wanted):
        return []
    if waiting != wanted:
        raise DomainError("office.not_proposed", office=wanted.office)
    if proposed_by is not None and is_same(by, proposed_by):
        raise DomainError("office.confirmed_by_another", office=wanted.office)
    return [_as_set(wanted)]


def _as_set(proposed: OfficeProposed) -> OfficeSet:
    return OfficeSet(**asdict(proposed))


def initial() -> State:
    return State()


def evolve(state: State, event: object) -> State:
    match event:
        case OfficeProposed():
            return replace(state, waiting={**state.waiting, event.first_day: event})
        case OfficeSet():
            rest = {day: one for day, one in state.waiting.items() if day != event.first_day}
            return State({**state.versions, event.first_day: event}, rest)
    raise UnknownEvent(event)


OFFICE = Decider(initial, evolve)
"""The decider that streams are folded with."""
