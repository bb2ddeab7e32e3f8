"""A lower level's own rules over a profile: a file of its own that adds to it, narrows it or amends it.

An entry known in the profile (by `id`, `name`, `cause`, …) is amended in the keys that the overlay gives, its
conditions one by one; another entry is added; a list of plain values is replaced, and an empty list empties it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from policies.documents.document import Document
from policies.documents.forms import Table, name_of, shaped, tables
from policies.errors import ProfileError


class Overlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose file it is. `over`: the id of the profile that it may go over. `fictive`: nobody issued it."""

    over: str
    id: str
    title: str
    document: str
    issued_by: str
    issued_on: date
    fictive: bool = False


def laid_over(profile: Table, file: str, content: bytes) -> tuple[Overlay, Table]:
    """The overlay's head, and the profile's tables with the overlay's merged in. Raises `ProfileError`.

    A clause that the overlay cites is one of its own document and is written with its number before it.
    """
    given = tables(file, content)
    overlay = shaped(file, {key: given[key] for key in given if key in Overlay.__struct_fields__}, Overlay)
    if overlay.over != profile["id"]:
        raise ProfileError(file, "form", "over", f"is for {overlay.over!r}, not for {profile['id']!r}")
    for key in given:
        if key not in Overlay.__struct_fields__ and key not in _TABLES:
            raise ProfileError(file, "form", key, "is no table of a profile")
    brought = {key: _cited(given[key], overlay.document) for key in given if key in _TABLES}
    return overlay, _amended(file, "", profile, brought)


_TABLES: Final = frozenset(Document.__struct_fields__) - frozenset(Overlay.__struct_fields__)


def _cited(given: object, document: str) -> object:
    if isinstance(given, list):
        return [_cited(entry, document) for entry in given]
    if not isinstance(given, dict):
        return given
    return {
        key: f"{document} {value}" if key == "clause" and value else _cited(value, document)
        for key, value in given.items()
    }


def _amended(file: str, place: str, there: Mapping[str, Any], brought: Mapping[str, Any]) -> Table:
    return dict(there) | {
        key: _merged(file, f"{place} {key}".strip(), there.get(key), value) for key, value in brought.items()
    }


def _merged(file: str, place: str, there: object, brought: object) -> object:
    if isinstance(there, dict) and isinstance(brought, dict):
        return _amended(file, place, there, brought)
    if isinstance(brought, list) and brought and isinstance(brought[0], dict):
        return _entries(file, place, there if isinstance(there, list) else [], brought)
    return brought


def _entries(file: str, place: str, there: Sequence[Any], brought: Sequence[Any]) -> list[Any]:
    names = Counter(name_of(entry) for entry in brought)
    for name, times in names.items():
        if name is None or times > 1:
            raise ProfileError(file, "form", place, "has no name" if name is None else f"{name} stands there twice")
    amendments = {name_of(entry): entry for entry in brought}
    kept = [_amended(file, f"{place} {name_of(entry)}", entry, amendments.pop(name_of(entry), {})) for entry in there]
    return kept + list(amendments.values())
