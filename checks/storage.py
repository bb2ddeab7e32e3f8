"""The four services' databases, read by the role `operator`: one connection each, kept open, opened again when lost."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Self

import psycopg

from chassis.database import days_as_text
from chassis.roles import SERVICES
from chassis.urls import Urls

BATCH = 2_000

Row = tuple[Any, ...]


class Storage:
    """Reads only, each statement by itself. Raises psycopg.OperationalError while a database is away."""

    def __init__(self, urls: Urls) -> None:
        self._urls = {service: urls.services[service].operator for service in SERVICES}
        self._open: dict[str, psycopg.Connection[Any]] = {}

    def rows(self, service: str, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
        try:
            return self.connection(service).execute(query, parameters or None).fetchall()
        except psycopg.OperationalError:  # cut while idle: once more, on a new connection
            self._drop(service)
            return self.connection(service).execute(query, parameters or None).fetchall()

    def row(self, service: str, query: str, parameters: Sequence[Any] = ()) -> Row:
        (only,) = self.rows(service, query, parameters)
        return only

    def stream(self, service: str, query: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows of a large result, a batch in memory at a time."""
        connection = self.connection(service)
        with connection.transaction(), connection.cursor("checks") as cursor:
            cursor.itersize = BATCH
            yield from cursor.execute(query, parameters or None)

    def connection(self, service: str) -> psycopg.Connection[Any]:
        known = self._open.get(service)
        if known is None or known.closed:
            known = psycopg.connect(
                self._urls[service], autocommit=True, connect_timeout=5, application_name="jiekun-checks"
            )
            days_as_text(known)
            self._open[service] = known
        return known

    def close(self) -> None:
        for service in list(self._open):
            self._drop(service)

    def _drop(self, service: str) -> None:
        if (connection := self._open.pop(service, None)) is not None:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
