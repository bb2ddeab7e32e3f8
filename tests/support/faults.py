"""A store whose transactions fail, before their commit or after it: the caller sees the same in both cases."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg


class FailingStore:
    """Fails the transactions whose numbers (from 0) are listed; everything else is the real store's."""

    def __init__(self, store: Any, *, before: Collection[int] = (), after: Collection[int] = ()) -> None:
        self.transactions = 0
        self._store = store
        self._before = before
        self._after = after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        number = self.transactions
        self.transactions += 1
        with self._store.transaction() as transaction:
            yield transaction
            if number in self._before:
                raise psycopg.OperationalError("connection lost before the commit")
        if number in self._after:
            raise psycopg.OperationalError("connection lost after the commit")

    @contextmanager
    def single(self) -> Iterator[Any]:
        """Its one statement in a transaction that can fail as any other."""
        with self.transaction() as transaction:
            yield transaction.connection
