"""Unions and federations, each at its place: province/prefecture/county/union.

`44/4405/440507/longhu-dianzi` is a union. A federation stands at a shorter path (`44/4405`), and its scope
covers all below it. The table is a versioned reference file that every service loads, so that all agree who
is where.
"""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct


class OrganisationKind(StrEnum):
    FEDERATION_PROVINCE = "federation_province"
    FEDERATION_CITY = "federation_city"
    FEDERATION_COUNTY = "federation_county"
    INDUSTRY = "industry"
    ENTERPRISE = "enterprise"


class Organisation(Struct, frozen=True, forbid_unknown_fields=True):
    """`name` is Chinese; `region` six digits (GB/T 2260); `phone` that of the office that answers for it."""

    path: str
    name: str
    region: str
    phone: str
    kind: OrganisationKind


class Organisations:
    """The organisations of one version of the reference file."""

    def __init__(self, version: str, organisations: tuple[Organisation, ...]) -> None:
        self.version = version
        self.regions: Final = frozenset(
            organisation.region
            for organisation in organisations
            if organisation.kind is OrganisationKind.FEDERATION_COUNTY
        )
        """The counties and districts that have a federation: the regions an application may name."""
        self._by_path: Final = {organisation.path: organisation for organisation in organisations}

    def __iter__(self) -> Iterator[Organisation]:
        return iter(self._by_path.values())

    def get(self, path: str) -> Organisation | None:
        """The organisation at exactly this path."""
        return self._by_path.get(path)

    def office(self, path: str) -> Organisation:
        """Whom to call about an act of this giver: itself, or the nearest known one above it.

        Raises `UnknownOrganisation` when not even the province is known.
        """
        for candidate in (path, *ancestors(path)):
            if candidate in self._by_path:
                return self._by_path[candidate]
        raise UnknownOrganisation(path)


class UnknownOrganisation(LookupError):
    """No organisation stands at this path or above it."""


def covers(scope: str, org_path: str) -> bool:
    """True when `org_path` is the scope itself or below it, compared segment by segment.

    The empty scope covers nothing: a claim that got lost must not open every door.
    """
    return scope != "" and (org_path == scope or org_path.startswith(f"{scope}/"))


def ancestors(path: str) -> tuple[str, ...]:
    """The paths above this one, nearest first: `44/4405/440507` -> (`44/4405`, `44`)."""
    segments = path.split("/")
    return tuple("/".join(segments[:length]) for length in range(len(segments) - 1, 0, -1))


def city_of(path: str) -> str:
    """The path of the city federation at or above this one; of a province, the province's own."""
    return _down_to(path, OrganisationKind.FEDERATION_CITY)


def county_of(path: str) -> str:
    """The path of the county federation at or above this one; of a city or province, its own."""
    return _down_to(path, OrganisationKind.FEDERATION_COUNTY)


def place_of(path: str) -> str:
    """The code of the place where it stands (GB/T 2260): six digits, of a city federation four, of a province two."""
    return county_of(path).rpartition("/")[2]


@cache
def default() -> Organisations:
    """The organisations shipped with the house (fictive unions in the places of the five documents)."""
    return load(files("kernel").joinpath("reference/organisations.toml").read_text(encoding="utf-8"))


def read(file: Path | None) -> Organisations:
    """An installation's own, or those shipped. Raises as `load` does, and `OSError`."""
    return default() if file is None else load(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def load(text: str) -> Organisations:
    """Read a reference file (TOML: `version`, then `[[organisation]]` tables); the same text once.

    Raises `ValueError` that names the path: twice the same, malformed, without its parent, or of another
    region than its place; and for a file that is not of this shape.
    """
    table = msgspec.convert(tomllib.loads(text), _Table)
    known: set[str] = set()
    for organisation in sorted(table.organisation, key=lambda each: each.path):
        _require_sound(organisation, known)
        known.add(organisation.path)
    return Organisations(table.version, tuple(table.organisation))


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    organisation: list[Organisation]


_PATH: Final = re.compile(r"(\d{2})(?:/(\1\d{2})(?:/(\2\d{2})(?:/[a-z0-9][a-z0-9-]*)?)?)?", re.ASCII)

_SEGMENTS: Final = {
    OrganisationKind.FEDERATION_PROVINCE: 1,
    OrganisationKind.FEDERATION_CITY: 2,
    OrganisationKind.FEDERATION_COUNTY: 3,
    OrganisationKind.INDUSTRY: 4,
    OrganisationKind.ENTERPRISE: 4,
}


def _down_to(path: str, kind: OrganisationKind) -> str:
    return "/".join(path.split("/")[: _SEGMENTS[kind]])


def _require_sound(organisation: Organisation, known: set[str]) -> None:
    path = organisation.path
    place = _PATH.fullmatch(path)
    if place is None or len(path.split("/")) != _SEGMENTS[organisation.kind]:
        raise ValueError(f"organisation {path!r}: not a path of a {organisation.kind}")
    if path in known:
        raise ValueError(f"organisation {path!r}: listed twice")
    if any(above not in known for above in ancestors(path)):
        raise ValueError(f"organisation {path!r}: the federation above it is missing")
    province, prefecture, county = place.groups()
    if organisation.region != (county or prefecture or province).ljust(6, "0"):
        raise ValueError(f"organisation {path!r}: region {organisation.region!r} is another place")
