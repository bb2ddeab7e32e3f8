"""Carrying out a command: load, decide, append; again when a stream moved on meanwhile.

See docs/design/commands-and-http.md#the-way-of-a-command.
"""

from collections.abc import Callable

import psycopg

from chassis.group_commit import Lane, Overloaded
from chassis.request_key import RequestKey
from chassis.store import Conflict, Mismatched, Outcome, Replayed, Store, Transaction, Unit
from chassis.store.lock_queue import LockQueueFull

Build = Callable[[Transaction], Unit]
"""Given the transaction: load, decide, encode."""

ATTEMPTS = 4
"""The first try and up to three more; then the caller gets 503."""


class Contended(Exception):
    """The streams kept moving: nothing was written, try again."""


class KeyReused(Exception):
    """The idempotency key was used for another body."""


def through_lane(
    store: Store,
    lane: Lane,
    key: RequestKey | None,
    build: Build,
) -> bytes:
    """For a command that needs no lock key: `build` reads and decides, the lane appends; gives the response.

    Whether the request was answered before is seen by the append, so a first request does not ask for it.
    """
    return _until_settled(store, key, lambda: _queued(store, lane, build))


def guarded(store: Store, key: RequestKey | None, build: Build) -> bytes:
    """For a command that needs lock keys: `build` takes them, loads and decides in the appending transaction."""
    if (answer := answered(store, key)) is not None:
        return answer
    return _until_settled(store, key, lambda: _alone(store, build))


def _queued(store: Store, lane: Lane, build: Build) -> tuple[Unit, Outcome]:
    with store.transaction() as transaction:
        unit = build(transaction)
    return unit, lane.submit(unit).result()


class _RolledBack(Exception):
    def __init__(self, unit: Unit, outcome: Outcome) -> None:
        self.unit, self.outcome = unit, outcome


def _alone(store: Store, build: Build) -> tuple[Unit, Outcome]:
    try:
        with store.transaction() as transaction:
            transaction.background = False
            unit = build(transaction)
            (outcome,) = transaction.append([unit])
            if isinstance(outcome, Conflict | Replayed | Mismatched):
                raise _RolledBack(unit, outcome)  # guarded tables written by `build` must not stay
    except _RolledBack as rolled_back:
        return rolled_back.unit, rolled_back.outcome
    return unit, outcome


def _until_settled(store: Store, key: RequestKey | None, attempt: Callable[[], tuple[Unit, Outcome]]) -> bytes:
    for _ in range(ATTEMPTS):
        try:
            unit, outcome = attempt()
        except (psycopg.Error, Overloaded, LockQueueFull):
            raise  # nothing was decided
        except Exception:
            # The same request may have been carried out before: what it asked for is out of place by now.
            if (answer := answered(store, key)) is not None:
                return answer
            raise
        match outcome:
            case Conflict():
                continue
            case Replayed(response):
                return response
            case Mismatched():
                raise KeyReused
            case _:
                return unit.response
    raise Contended


def answered(store: Store, key: RequestKey | None) -> bytes | None:
    """What the same request was answered before; for a command whose work begins outside the store."""
    if key is None:
        return None
    stored = store.answer(key.scope)
    if stored is None:
        return None
    body_hash, response = stored
    if body_hash != key.body_hash:
        raise KeyReused
    return response
