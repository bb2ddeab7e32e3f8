"""The order of a store's events, read from storage."""

from typing import Any

from chassis.store.memory import MemoryStore

Numbered = tuple[int, int, int, str]


def positions(store: Any) -> list[Numbered]:
    """(position, partition, previous, subject) of every event, in order."""
    if isinstance(store, MemoryStore):
        return [(position, partition, previous, row.subject) for position, partition, previous, row in store.events]
    with store.reading() as connection:
        rows: list[Numbered] = connection.execute(
            "SELECT position, partition, previous, subject FROM events ORDER BY position"
        ).fetchall()
    return rows


def head(store: Any) -> int:
    return max((position for position, *_ in positions(store)), default=0)
