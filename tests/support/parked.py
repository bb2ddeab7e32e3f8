"""What is parked, read from storage."""

from typing import Any

from chassis.store.memory import MemoryStore


def parked(store: Any) -> list[tuple[int, str, str, bytes]]:
    """(position, subject, reason, bytes) of every parked message, in order."""
    if isinstance(store, MemoryStore):
        return [(message.position, message.subject, reason, message.body) for _, message, reason in store.parked]
    with store.reading() as connection:
        rows: list[tuple[int, str, str, bytes]] = connection.execute(
            "SELECT position, subject, reason, body FROM parked ORDER BY position"
        ).fetchall()
    return rows
