"""Parameters by region and date, each with its source: dibao lines, ratios, deadlines.

The packaged `parameters.toml` holds fictive sample values; an installation brings its own file.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from policies.door import parsed
from policies.errors import FactError, ProfileError
from policies.facts import Fact, is_region

VERSION = "parameters_version"
EVERYWHERE = "*"
PACKAGED = Path(__file__).parent / "parameters.toml"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first_day": "from"}):
    """One value from `first_day` on; `value` as written (yuan, a multiple, a whole number or a code)."""

    name: str
    kind: Literal["money", "ratio", "count", "code"]
    regions: tuple[str, ...]
    first_day: date
    value: str | int
    source: str


@dataclass(frozen=True)
class ParameterFile:
    """`version`: the hash of the file's bytes, which a decision names."""

    version: str
    entries: tuple[Entry, ...]

    def in_force(self, region: str, day: date) -> dict[str, object]:
        """What holds in `region` on `day`: fen, basis points, numbers and codes by name, and `VERSION`.

        A name without an entry is absent: unset, never a default.
        """
        holding: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.first_day <= day and {region, EVERYWHERE} & set(entry.regions):
                holding[entry.name] = max(holding.get(entry.name, entry), entry, key=_weight)
        return {name: _value(entry) for name, entry in sorted(holding.items())} | {VERSION: self.version}


def in_force(region: str, day: date) -> dict[str, object]:
    """`ParameterFile.in_force` of the packaged file."""
    return _packaged().in_force(region, day)


def load(path: Path) -> ParameterFile:
    """Raises `ProfileError` naming the entry that cannot be used."""
    content = path.read_bytes()
    try:
        tables = tomllib.loads(content.decode())
        entries = msgspec.convert(tables.get("parameters"), tuple[Entry, ...])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as bad:
        raise ProfileError(path.name, "form", "file", str(bad)) from bad
    for entry in entries:
        _check(path.name, entry)
    return ParameterFile(hashlib.sha256(content).hexdigest(), entries)


@cache
def _packaged() -> ParameterFile:
    return load(PACKAGED)


def _weight(entry: Entry) -> tuple[bool, date]:
    """The region's own entry goes before the one for everywhere, then the later before the earlier."""
    return EVERYWHERE not in entry.regions, entry.first_day


def _value(entry: Entry) -> object:
    return parsed(entry.name, Fact(entry.kind), entry.value)


def _check(file: str, entry: Entry) -> None:
    place = f"{entry.name} from {entry.first_day}"
    try:
        value = _value(entry)
    except FactError as bad:
        raise ProfileError(file, "parameters", place, bad.code) from bad
    if isinstance(value, str) != (entry.kind == "code") or (isinstance(value, int) and value < 0):
        raise ProfileError(file, "parameters", place, "fact.type")
    if not entry.source:
        raise ProfileError(file, "parameters", place, "has no source")
    for region in entry.regions:
        if region != EVERYWHERE and not is_region(region):
            raise ProfileError(file, "parameters", place, f"unknown region {region!r}")
