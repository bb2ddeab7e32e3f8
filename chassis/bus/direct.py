"""The `direct` bus: a follower reads its source's view `published`; no broker.

Workers of one subscription share the partitions by advisory locks in their own database: each counts the
workers and holds its share. The marks, not these locks, guard the effects.

See docs/design/bus-and-subscriptions.md#two-buses-behind-one-port.
"""

import select
import time
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import psycopg

from chassis import database
from chassis.message import Mark, Message
from chassis.store import PARTITIONS
from chassis.store.commit_signal import LOOK_ANYWAY_S

LIMIT = 1_000
SHARE_EVERY_S = 2.0
CHANNEL = "events"
BYTES_MAX = 4 * 1024 * 1024
"""The most bytes of bodies in one read of a partition; the body that passes it still comes."""
PUBLISHED = (
    "SELECT position, previous, subject, type, body FROM ("
    "SELECT *, sum(octet_length(body)) OVER (ORDER BY position) - octet_length(body) AS before FROM ("
    "SELECT position, previous, subject, type, body FROM published"
    " WHERE partition = %s AND position > %s ORDER BY position LIMIT %s) AS page) AS sized"
    " WHERE before < %s ORDER BY position"
)


class DirectFeed:
    def __init__(
        self, subscription: str, source: str, source_url: str, own_url: str, look_anyway_s: float = LOOK_ANYWAY_S
    ) -> None:
        self._source = source
        self._source_url = source_url
        self._own_url = own_url
        self._look_anyway_s = look_anyway_s
        self._lock_class = crc32(f"{subscription}<{source}".encode()) & 0x7FFFFFFF
        self._held: set[int] = set()
        self._at: dict[int, int] = {}
        self._reader: psycopg.Connection[Any] | None = None
        self._locks: psycopg.Connection[Any] | None = None
        self._share_again_at = 0.0
        self._read_again_at = 0.0
        """when the source is read though it told nothing; 0: now, there may be something that it told before"""

    def assigned(self) -> set[int]:
        if time.monotonic() >= self._share_again_at:
            self._take_share()
            self._share_again_at = time.monotonic() + SHARE_EVERY_S
        return set(self._held)

    def seek(self, partition: int, mark: Mark) -> None:
        self._at[partition] = mark.position
        self._read_again_at = 0.0

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        try:
            reader = self._open_reader()
            return self._read(reader) if self._is_due() or _told(reader, timeout_s) else {}
        except psycopg.Error:
            self._drop_reader()
            raise

    def close(self) -> None:
        self._drop_reader()
        if self._locks is not None:
            self._locks.close()
            self._locks = None
            self._held.clear()

    def _is_due(self) -> bool:
        return time.monotonic() >= self._read_again_at

    def _read(self, reader: psycopg.Connection[Any]) -> dict[int, list[Message]]:
        row = reader.execute("SELECT heads FROM heads").fetchone()
        heads = row[0] if row else []
        behind = [p for p in sorted(self._held & self._at.keys()) if p < len(heads) and heads[p] > self._at[p]]
        found = self._pages(reader, behind) if behind else {}
        # What was told meanwhile came with the answers, and will not show at the socket.
        more = bool(found) or _noticed(reader)
        self._read_again_at = 0.0 if more else time.monotonic() + self._look_anyway_s
        return found

    def _pages(self, reader: psycopg.Connection[Any], behind: Sequence[int]) -> dict[int, list[Message]]:
        """All partitions in one round trip."""
        with reader.pipeline():
            # In binary: as text a body travels as hex, twice as long.
            asked = {p: reader.execute(PUBLISHED, (p, self._at[p], LIMIT, BYTES_MAX), binary=True) for p in behind}
        found: dict[int, list[Message]] = {}
        for partition, cursor in asked.items():
            if rows := cursor.fetchall():
                found[partition] = [Message(self._source, partition, *row) for row in rows]
                self._at[partition] = rows[-1][0]
        return found

    def _open_reader(self) -> psycopg.Connection[Any]:
        if self._reader is None or self._reader.closed:
            self._reader = database.connect(self._source_url)
            self._reader.execute(f"LISTEN {CHANNEL}")
            self._read_again_at = 0.0  # whatever was told before went to nobody
        return self._reader

    def _drop_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _take_share(self) -> None:
        try:
            self._share(self._open_locks())
        except psycopg.Error:
            self._locks = None  # the connection held the locks: they are gone with it
            self._held.clear()
            raise

    def _share(self, locks: psycopg.Connection[Any]) -> None:
        row = locks.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND mode = 'ShareLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            (self._lock_class, PARTITIONS),
        ).fetchone()
        workers = max(1, row[0] if row else 1)
        fair = -(-PARTITIONS // workers)
        while len(self._held) > fair:
            partition = max(self._held)
            locks.execute("SELECT pg_advisory_unlock(%s, %s)", (self._lock_class, partition))
            self._held.discard(partition)
            self._at.pop(partition, None)
        for partition in range(PARTITIONS):
            if len(self._held) >= fair:
                break
            if partition not in self._held and _got(
                locks.execute("SELECT pg_try_advisory_lock(%s, %s)", (self._lock_class, partition))
            ):
                self._held.add(partition)
                self._at.pop(partition, None)

    def _open_locks(self) -> psycopg.Connection[Any]:
        if self._locks is None or self._locks.closed:
            self._held.clear()
            self._locks = database.connect(self._own_url)
            # Membership: a shared lock on a number that is no partition, counted by all workers.
            self._locks.execute("SELECT pg_advisory_lock_shared(%s, %s)", (self._lock_class, PARTITIONS))
        return self._locks


def _told(reader: psycopg.Connection[Any], timeout_s: float) -> bool:
    """Waits for the source's coalesced NOTIFY, and says whether it came.

    At the socket, because the driver's own wait turns round and round in its last millisecond.
    """
    at_socket = select.poll()
    at_socket.register(reader, select.POLLIN)
    return bool(at_socket.poll(timeout_s * 1000)) and _noticed(reader)


def _noticed(reader: psycopg.Connection[Any]) -> bool:
    """Whether notices have come, all of which are forgotten; raises when the connection is broken."""
    return bool(list(reader.notifies(timeout=0)))


def _got(cursor: psycopg.Cursor[Any]) -> bool:
    row = cursor.fetchone()
    return bool(row and row[0])
