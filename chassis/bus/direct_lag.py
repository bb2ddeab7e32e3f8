"""Lag on the direct bus: what stands behind a mark in the source's view."""

from collections.abc import Mapping
from typing import Any

import psycopg

from chassis import database
from chassis.bus.lag import COUNTED_MAX, Behind, recorded_at
from chassis.message import Mark

_BEHIND = """
SELECT (SELECT count(*) FROM (SELECT FROM published WHERE partition = %(at)s AND position > %(mark)s LIMIT %(max)s) b),
       (SELECT body FROM published WHERE partition = %(at)s AND position > %(mark)s ORDER BY position LIMIT 1)
"""


class DirectLag:
    """`sources`: the follower's URL of each source."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._open: dict[str, psycopg.Connection[Any]] = {}

    def behind(self, subscription: str, source: str, marks: dict[int, Mark]) -> dict[int, Behind]:
        try:
            connection = self._connection(source)
            row = connection.execute("SELECT heads FROM heads").fetchone()
            heads = row[0] if row else []
            return {at: self._of(connection, at, marks.get(at, Mark()), head) for at, head in enumerate(heads)}
        except psycopg.Error:
            self._drop(source)
            raise

    def close(self) -> None:
        for source in list(self._open):
            self._drop(source)

    def _of(self, connection: psycopg.Connection[Any], partition: int, mark: Mark, head: int) -> Behind:
        if mark.position >= head:
            return Behind(0)
        asked = {"at": partition, "mark": mark.position, "max": COUNTED_MAX}
        row = connection.execute(_BEHIND, asked).fetchone()
        assert row is not None
        events, oldest = row
        return Behind(events, None if oldest is None else recorded_at(oldest))

    def _connection(self, source: str) -> psycopg.Connection[Any]:
        known = self._open.get(source)
        if known is None or known.closed:
            known = database.connect(self._sources[source], application_name="jiekun-lag")
            self._open[source] = known
        return known

    def _drop(self, source: str) -> None:
        if (connection := self._open.pop(source, None)) is not None:
            connection.close()
