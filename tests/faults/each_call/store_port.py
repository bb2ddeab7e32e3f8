"""A service's store whose commits and reads may fail; everything else is the real store's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from chassis.store.postgres import PostgresStore
from tests.faults.each_call.sites import ONCE, TWICE, Mode, Sites


class StorePort:
    """A commit fails before (rolled back) or after it (kept, the answer lost): the caller sees the same in both.

    `idle` is called instead of waiting for a commit: a loop that would wait has nothing to do.
    """

    def __init__(self, real: PostgresStore, service: str, sites: Sites, idle: Callable[[], None]) -> None:
        self.commits = _Commits(real.commits, idle)
        self._real, self._service, self._sites = real, service, sites

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        with self._real.transaction() as transaction:
            told = _noted(transaction)
            yield transaction
            mode = self._at_commit(transaction.connection, told) if self._sites.awake else None
            if mode == "before":
                raise psycopg.OperationalError("connection lost before the commit")
        if mode == "after":
            raise psycopg.OperationalError("connection lost after the commit")

    def _at_commit(self, connection: Any, told: list[str]) -> Mode | None:
        if _wrote(connection):
            about = "+".join(sorted(set(told))) or ("leaves" if self._sites.loop_name.startswith("log<") else "")
            return self._sites.at("commit", self._service, about or "no event", TWICE, own=bool(about))
        return self._sites.at("commit", self._service, "nothing written", ONCE)

    @contextmanager
    def single(self) -> Iterator[Any]:
        """The commit of the one statement fails as any other does."""
        with self.transaction() as transaction:
            yield transaction.connection

    @contextmanager
    def reading(self) -> Iterator[Any]:
        if self._sites.at("read", self._service, modes=ONCE):
            raise psycopg.OperationalError("connection lost before reading")
        with self._real.reading() as connection:
            yield connection

    def answer(self, scope: str) -> tuple[str, bytes] | None:
        if self._sites.at("read", self._service, "answer", ONCE):
            raise psycopg.OperationalError("connection lost before reading")
        return self._real.answer(scope)


def _noted(transaction: Any) -> list[str]:
    """The last words of the types of all events that will be appended in this transaction."""
    told: list[str] = []
    append = transaction.append

    def noting(units: Any) -> Any:
        told.extend(row.type.rsplit(".", 2)[-2] for unit in units for row in unit.rows)
        return append(units)

    transaction.append = noting
    return told


def _wrote(connection: Any) -> bool:
    return bool(connection.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL").fetchone()[0])


class _Commits:
    def __init__(self, real: Any, idle: Callable[[], None]) -> None:
        self.events, self.timers, self.deliveries = (
            _Signal(each, idle) for each in (real.events, real.timers, real.deliveries)
        )


class _Signal:
    def __init__(self, real: Any, idle: Callable[[], None]) -> None:
        self._real, self._idle = real, idle

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def wait(self, seen: int, timeout_s: float) -> int:
        self._idle()
        return int(self._real.seen())
