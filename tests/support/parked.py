"""What is parked, read from storage."""

from dataclasses import replace
from typing import Any

from chassis.store.memory import MemoryStore


def parked(store: Any) -> list[tuple[int, str, str, bytes]]:
    """(position, subject, reason, bytes) of every parked message, in order."""
    if isinstance(store, MemoryStore):
        rows = [(one.message, one.reason) for _, one in sorted(store.parked.items())]
        return [(message.position, message.subject, reason, message.body) for message, reason in rows]
    return _read(store, "SELECT position, subject, reason, body FROM parked ORDER BY subscription, position")


def tries(store: Any) -> list[tuple[int, bool]]:
    """(attempts, whether it waits), in order."""
    if isinstance(store, MemoryStore):
        now = store.clock.now()
        return [(one.attempts, one.next_try > now) for _, one in sorted(store.parked.items())]
    return _read(store, "SELECT attempts, next_try > now() FROM parked ORDER BY subscription, position")


def due_now(store: Any) -> None:
    """Whatever is parked has waited long enough."""
    if isinstance(store, MemoryStore):
        store.parked = {key: replace(one, next_try=store.clock.now()) for key, one in store.parked.items()}
        return
    with store.transaction() as transaction:
        transaction.connection.execute("UPDATE parked SET next_try = now()")


def _read(store: Any, query: str) -> list[Any]:
    with store.reading() as connection:
        rows: list[Any] = connection.execute(query).fetchall()
    return rows
