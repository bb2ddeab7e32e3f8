"""From the bytes of a file to its tables, and from tables to their strict shape; an error names the place."""

import re
import tomllib
from typing import Any, Final, TypeVar

import msgspec

from policies.errors import ProfileError

Shape = TypeVar("Shape")
Table = dict[str, Any]

NAMED_BY: Final = ("id", "name", "cause", "item", "first_year")
"""What tells the entries of one list from each other: the first of these that an entry has."""


def tables(file: str, content: bytes) -> Table:
    """Raises `ProfileError` on what is no TOML."""
    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        raise ProfileError(file, "form", "file", str(bad)) from bad


def shaped(file: str, given: Table, shape: type[Shape]) -> Shape:
    """Raises `ProfileError` on a wrong type, an unknown key, an unknown code or something left out."""
    try:
        return msgspec.convert(given, shape)
    except msgspec.ValidationError as bad:
        problem, _, path = str(bad).partition(" - at ")
        raise ProfileError(file, "form", _place(given, path), problem) from bad


def name_of(entry: object) -> str | None:
    """By what an entry of a list is known, as text: to an overlay, in an error and where two documents are compared."""
    if not isinstance(entry, dict):
        return None
    return next((str(entry[key]) for key in NAMED_BY if key in entry), None)


def _place(given: object, path: str) -> str:
    """`$.measures[0].aid_kind` said with names, since nobody counts: `measures dibao aid_kind`."""
    place: list[str] = []
    for key, at in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        if key:
            given = given.get(key) if isinstance(given, dict) else None
            place.append(key)
        else:
            given = given[int(at)] if isinstance(given, list) else None
            place.append(name_of(given) or f"[{at}]")
    return " ".join(place) or "file"
