"""What tells two documents apart, table by table: rules, numbers, parameters, measures and all the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import msgspec

from policies.documents.document import Document

KEYED_BY: dict[str, str] = {
    "numbers": "name",
    "parameters": "name",
    "scope": "id",
    "admission": "id",
    "exclusions": "id",
    "categories": "ordinal",
    "measures": "id",
    "readings": "id",
    "causes": "cause",
    "overlaps": "id",
    "targets": "clause",
    "items": "item",
}
"""The tables whose rows have a name of their own; what is not listed is compared field by field."""


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
    if table not in KEYED_BY:
        for field, was, now in _apart(before, after):
            yield Difference(table, "", field, was, now)
        return
    rows, other_rows = _by_key(table, before), _by_key(table, after)
    for key in dict.fromkeys(chain(rows, other_rows)):
        if key not in rows or key not in other_rows:
            yield Difference(table, key, "", rows.get(key), other_rows.get(key))
            continue
        for field, was, now in _apart(rows[key], other_rows[key]):
            yield Difference(table, key, field, was, now)


def _by_key(table: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows by their name; one that has the name of an earlier one (two targets of a clause) is told by a number."""
    found: dict[str, Any] = {}
    for row in rows:
        name = str(row[KEYED_BY[table]])
        times = sum(key == name or key.startswith(f"{name} #") for key in found)
        found[f"{name} #{times + 1}" if times else name] = row
    return found


def _apart(before: Any, after: Any, path: str = "") -> Iterable[tuple[str, Any, Any]]:
    """The smallest parts that differ, each with its dotted path."""
    if before == after:
        return
    if _is_named_list(before) and _is_named_list(after):
        before, after = ({row["id"]: row for row in rows} for rows in (before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys(chain(before, after)):
            yield from _apart(before.get(name), after.get(name), f"{path}.{name}" if path else name)
        if before.keys() == after.keys() and list(before) != list(after):
            yield f"{path}.order" if path else "order", list(before), list(after)
        return
    yield path, before, after


def _is_named_list(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) and "id" in row for row in rows)
