"""What tells two documents apart, table by table: rules, numbers, parameters, measures and all the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import msgspec

from policies.documents.document import Document
from policies.documents.forms import name_of


@dataclass(frozen=True)
class Difference:
    """`before` None: only the other has it; `after` None: only the one. `field`: dotted, empty for a whole row."""

    table: str
    row: str
    field: str
    before: Any
    after: Any

    def to_dict(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "row": self.row,
            "field": self.field,
            "change": "added" if self.before is None else "removed" if self.after is None else "changed",
            "from": self.before,
            "to": self.after,
        }


def differences(one: Document, other: Document) -> list[Difference]:
    """In the order of the file; a row's place counts only among a rule's own conditions and in `prefer`."""
    before, after = (msgspec.json.decode(msgspec.json.encode(document)) for document in (one, other))
    return [found for table in before for found in _of_table(table, before[table], after[table])]


def _of_table(table: str, before: Any, after: Any) -> Iterable[Difference]:
    if not (_is_named_list(before) or _is_named_list(after)):
        for field, was, now in _apart(before, after):
            yield Difference(table, "", field, was, now)
        return
    rows, other_rows = _by_name(before), _by_name(after)
    for key in dict.fromkeys(chain(rows, other_rows)):
        if key not in rows or key not in other_rows:
            yield Difference(table, key, "", rows.get(key), other_rows.get(key))
            continue
        for field, was, now in _apart(rows[key], other_rows[key]):
            yield Difference(table, key, field, was, now)


def _by_name(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows by their name; one that has the name of an earlier one (two targets of a year) is told by a number."""
    found: dict[str, Any] = {}
    for row in rows:
        name = str(name_of(row))
        times = sum(key == name or key.startswith(f"{name} #") for key in found)
        found[f"{name} #{times + 1}" if times else name] = row
    return found


def _apart(before: Any, after: Any, path: str = "") -> Iterable[tuple[str, Any, Any]]:
    """The smallest parts that differ, each with its dotted path."""
    if before == after:
        return
    if _is_named_list(before) and _is_named_list(after):
        before, after = _by_name(before), _by_name(after)
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys(chain(before, after)):
            yield from _apart(before.get(name), after.get(name), f"{path}.{name}" if path else name)
        if before.keys() == after.keys() and list(before) != list(after):
            yield f"{path}.order" if path else "order", list(before), list(after)
        return
    yield path, before, after


def _is_named_list(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and None not in map(name_of, rows)
