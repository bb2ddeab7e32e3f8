"""Parameters of the law by place and day, each with its source: dibao lines, ratios, deadlines.

Two clocks: an entry holds from `first_day` on, and was known from `known_since` on. What is not set has no default.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec

from policies.errors import FactError, ProfileError
from policies.language.facts import Fact, ParameterKind
from policies.language.validation import parsed

VERSION = "parameters_version"
EVERYWHERE = "*"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first_day": "from"}):
    """One value from `first_day` on; `value` as written: yuan, a multiple, a whole number, a code; None: unset again.

    `regions`: counties, or the prefecture, province or `*` above them. `known_since` None: always known.
    """

    name: str
    kind: ParameterKind
    regions: tuple[str, ...]
    first_day: date
    value: str | int | None
    source: str
    known_since: datetime | None = None


@dataclass(frozen=True)
class Book:
    """All entries, in the order in which they became known; `version` is the hash of the whole."""

    version: str
    entries: tuple[Entry, ...]

    def in_force(self, region: str, day: date, known_at: datetime | None = None) -> dict[str, object]:
        """What holds in `region` on `day`: fen, basis points, numbers and codes by name, and `VERSION`.

        `known_at` leaves out what was learnt later. A name without an entry is absent: unset, never a default.
        `VERSION` is the hash of the entries that hold there, so that a line of another place changes no decision.
        """
        holding = self.holding(region, day, known_at)
        return {entry.name: value_of(entry) for entry in holding} | {VERSION: _digest(holding)}

    def holding(self, region: str, day: date, known_at: datetime | None = None) -> tuple[Entry, ...]:
        """The entries that hold there, by name. The narrower place goes before the wider, then the later first day,
        then what became known later."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.first_day <= day and _holds_in(entry, region) and _known(entry, known_at):
                rival = found.get(entry.name, entry)
                found[entry.name] = max(entry, rival, key=lambda one: (_narrowness(one, region), one.first_day))
        return tuple(entry for _, entry in sorted(found.items()) if entry.value is not None)


def book(entries: Sequence[Entry]) -> Book:
    return Book(_digest(entries), tuple(entries))


def load(path: Path) -> Book:
    """A file of `[[parameters]]`. Raises `ProfileError` naming the entry that cannot be used."""
    content = path.read_bytes()
    try:
        tables = tomllib.loads(content.decode())
        entries = msgspec.convert(tables.get("parameters"), tuple[Entry, ...])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as bad:
        raise ProfileError(path.name, "form", "file", str(bad)) from bad
    for entry in entries:
        _check(path.name, entry)
    return Book(hashlib.sha256(content).hexdigest(), entries)


def places_of(region: str) -> tuple[str, ...]:
    """Where an entry may be set that holds in `region`: everywhere, its province, its prefecture, itself."""
    return EVERYWHERE, region[:2], region[:4], region


def is_place(code: str) -> bool:
    """A province, prefecture or county by its code: two, four or six digits."""
    return len(code) in (2, 4, 6) and code.isascii() and code.isdigit()


def value_of(entry: Entry) -> object:
    """In our units: fen, basis points. Raises `FactError` for what is no value of its kind."""
    if entry.value is None:
        return None
    value = parsed(entry.name, Fact(entry.kind), entry.value)
    if isinstance(value, str) != (entry.kind == "code") or (isinstance(value, int) and value < 0):
        raise FactError(entry.name, "fact.type")
    return value


def _holds_in(entry: Entry, region: str) -> bool:
    return _narrowness(entry, region) >= 0


def _narrowness(entry: Entry, region: str) -> int:
    places = places_of(region)
    return max((places.index(place) for place in entry.regions if place in places), default=-1)


def _known(entry: Entry, known_at: datetime | None) -> bool:
    return known_at is None or entry.known_since is None or entry.known_since <= known_at


def _digest(entries: Sequence[Entry]) -> str:
    """By what the entries say, not by how they came: a file and a stream of the same entries are one version."""
    said = [(entry.name, entry.first_day, entry.value, entry.source) for entry in entries]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _check(file: str, entry: Entry) -> None:
    place = f"{entry.name} from {entry.first_day}"
    try:
        value_of(entry)
    except FactError as bad:
        raise ProfileError(file, "parameters", place, bad.code) from bad
    if not entry.source:
        raise ProfileError(file, "parameters", place, "has no source")
    if entry.known_since is not None and entry.known_since.tzinfo is None:
        raise ProfileError(file, "parameters", place, "known_since has no time zone")
    for region in entry.regions:
        if region != EVERYWHERE and not is_place(region):
            raise ProfileError(file, "parameters", place, f"unknown region {region!r}")
