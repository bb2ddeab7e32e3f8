"""The event store on PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool

from chassis.codec import Codec, Recorded
from chassis.store import Mark, Outcome, Unit
from chassis.store.append import Projection, append
from chassis.store.news import News


class PostgresStore:
    """One service's store: a pool of connections, the codec, and the read models' projection."""

    def __init__(self, url: str, codec: Codec, project: Projection, *, connections: int = 24) -> None:
        self.codec = codec
        self.news = News()
        self._project = project
        self.pool: ConnectionPool[Connection[Any]] = ConnectionPool(
            url, min_size=2, max_size=connections, open=True, timeout=10
        )

    @contextmanager
    def transaction(self) -> Iterator["PostgresTransaction"]:
        with self.pool.connection() as connection, connection.transaction():
            transaction = PostgresTransaction(connection, self.codec, self._project)
            yield transaction
        if transaction.appended:
            self.news.tell()

    @contextmanager
    def reading(self) -> Iterator[Connection[Any]]:
        """A connection for queries of the read models."""
        with self.pool.connection() as connection:
            yield connection

    def answer(self, scope: str) -> tuple[str, bytes] | None:
        with self.reading() as connection:
            return connection.execute(
                "SELECT body_hash, response FROM idempotency WHERE scope = %s", (scope,)
            ).fetchone()

    def wait_for_news(self, timeout_s: float) -> None:
        self.news.wait(self.news.seen(), timeout_s)

    def ping(self) -> None:
        with self.pool.connection(timeout=2) as connection:
            connection.execute("SELECT 1")

    def close(self) -> None:
        self.pool.close()


class PostgresTransaction:
    """`Transaction` and `Inbox` of `chassis.store`, on one open database transaction."""

    def __init__(self, connection: Connection[Any], codec: Codec, project: Projection) -> None:
        self.connection = connection
        self.appended = False
        self._codec = codec
        self._project = project

    def lock(self, keys: Iterable[str]) -> None:
        assert not self.appended, "guards are locked before the counter row"
        wanted = sorted(set(keys))
        if not wanted:
            return
        self.connection.execute(
            'INSERT INTO locks (key) SELECT key FROM unnest(%s::text[]) AS k(key) ORDER BY key COLLATE "C"'
            " ON CONFLICT DO NOTHING",
            (wanted,),
        )
        self.connection.execute("SELECT 1 FROM locks WHERE key = ANY(%s) ORDER BY key FOR UPDATE", (wanted,)).fetchall()

    def load(self, stream: str) -> Sequence[Recorded]:
        rows = self.connection.execute(
            "SELECT position, body FROM events WHERE stream = %s ORDER BY version", (stream,)
        ).fetchall()
        return [self._codec.decode(body, position) for position, body in rows]

    def append(self, units: Sequence[Unit]) -> list[Outcome]:
        assert not self.appended, "one append per transaction"
        self.appended = True
        return append(self.connection, units, self._project)

    def mark(self, subscription: str, source: str, partition: int) -> Mark:
        key = (subscription, source, partition)
        self.connection.execute(
            "INSERT INTO marks (subscription, source, partition, position) VALUES (%s, %s, %s, 0)"
            " ON CONFLICT DO NOTHING",
            key,
        )
        row = self.connection.execute(
            "SELECT position, topic_id, next_offset FROM marks"
            " WHERE subscription = %s AND source = %s AND partition = %s FOR UPDATE",
            key,
        ).fetchone()
        assert row is not None
        return Mark(*row)

    def move(self, subscription: str, source: str, partition: int, mark: Mark) -> None:
        self.connection.execute(
            "UPDATE marks SET position = %s, topic_id = %s, next_offset = %s"
            " WHERE subscription = %s AND source = %s AND partition = %s",
            (mark.position, mark.topic_id, mark.next_offset, subscription, source, partition),
        )

    def parked_subjects(self, subscription: str, source: str, subjects: Iterable[str]) -> set[str]:
        rows = self.connection.execute(
            "SELECT DISTINCT subject FROM parked WHERE subscription = %s AND source = %s AND subject = ANY(%s)",
            (subscription, source, list(subjects)),
        )
        return {subject for (subject,) in rows}

    def park(self, subscription: str, message: Any, reason: str) -> None:
        self.connection.execute(
            "INSERT INTO parked (subscription, source, position, partition, subject, type, body, reason)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            (
                subscription,
                message.source,
                message.position,
                message.partition,
                message.subject,
                message.type,
                message.body,
                reason,
            ),
        )
