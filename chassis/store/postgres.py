"""The event store on PostgreSQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cached_property
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool

from chassis import database
from chassis.codec import Codec, Recorded
from chassis.message import Mark, Message
from chassis.projection import Projection
from chassis.store import Outcome, Unit
from chassis.store.append import append
from chassis.store.commit_signal import Commits
from chassis.store.lock_queue import LockQueue
from chassis.store.outbox import PostgresOutbox
from chassis.store.parked import PostgresParked

MARK = (
    "SELECT position, topic_id, next_offset FROM marks"
    " WHERE subscription = %s AND source = %s AND partition = %s FOR UPDATE"
)
NEW_MARK = "INSERT INTO marks (subscription, source, partition, position) VALUES (%s, %s, %s, 0) ON CONFLICT DO NOTHING"
FEW_PARKED = 100
PARKED = f"SELECT DISTINCT subject FROM parked WHERE subscription = %s AND source = %s LIMIT {FEW_PARKED + 1}"
MOVE = (
    "UPDATE marks SET position = %s, topic_id = %s, next_offset = %s"
    " WHERE subscription = %s AND source = %s AND partition = %s"
)
MOVE_FROM = f"{MOVE} AND position = %s"


class PostgresStore:
    """One service's store: a pool of connections, the codec, and the read models' projection."""

    def __init__(self, url: str, codec: Codec, project: Projection, *, connections: int = 24) -> None:
        self.codec = codec
        self.commits = Commits()
        self._project = project
        self._queue = LockQueue()
        self.pool = database.pool(url, 2, connections)

    @contextmanager
    def transaction(self) -> Iterator["PostgresTransaction"]:
        """Takes a connection and begins at its first use: a command that reads nothing costs the database nothing."""
        with ExitStack() as held:
            transaction = PostgresTransaction(held, self.pool, self.codec, self._project, self._queue)
            yield transaction
            transaction.end()
        if transaction.appended:
            self.commits.tell(transaction.units)

    @contextmanager
    def reading(self) -> Iterator[Connection[Any]]:
        """A connection for queries of the read models; each statement is a moment of its own."""
        with self.pool.connection() as connection:
            yield connection

    @contextmanager
    def single(self) -> Iterator[Connection[Any]]:
        """A connection for what one statement does, which is its own transaction: one round trip and not three."""
        with self.pool.connection() as connection:
            yield connection

    def answer(self, scope: str) -> tuple[str, bytes] | None:
        with self.reading() as connection:
            return connection.execute(
                "SELECT body_hash, response FROM idempotency WHERE scope = %s", (scope,)
            ).fetchone()

    def ping(self) -> None:
        with self.pool.connection(timeout=2) as connection:
            connection.execute("SELECT 1")

    def close(self) -> None:
        self.pool.close()


class PostgresTransaction:
    """`Transaction` of `chassis.store`, on one database transaction that begins at its first use.

    Round trips are what a short transaction costs. So BEGIN travels with a first statement of ours, and from `append`
    on the connection is in a pipeline, whose last message is the COMMIT.
    """

    def __init__(
        self,
        held: ExitStack,
        pool: ConnectionPool[database.Connection],
        codec: Codec,
        project: Projection,
        queue: LockQueue,
    ) -> None:
        self.appended = False
        self.background = True
        self.units: Sequence[Unit] = ()
        self._queue = queue
        self._held = held
        self._pool = pool
        self._codec = codec
        self._project = project
        self._moves: list[tuple[Any, ...]] = []
        self._all_parked: dict[tuple[str, str], set[str]] = {}
        """subscription and source -> its parked subjects, where they are few; read with the mark"""
        self._begun = False

    @property
    def connection(self) -> Connection[Any]:
        return self._begin()

    def _begin(self) -> Connection[Any]:
        if not self._begun:
            self._taken.execute("BEGIN")
            self._begun = True
        return self._taken

    @cached_property
    def parked(self) -> PostgresParked:
        return PostgresParked(self._taken, self._begin)

    @cached_property
    def outbox(self) -> PostgresOutbox:
        return PostgresOutbox(self._taken, self._begin)

    def end(self) -> None:
        """The mark moves with the last round trip; a transaction that never began has nothing to commit."""
        if not self._begun and not self._moves:
            return
        with self._taken.pipeline() if self._moves and not self.appended else nullcontext():
            for move in self._moves:
                self.connection.execute(MOVE, move)
            self.connection.execute("COMMIT")

    @cached_property
    def _taken(self) -> Connection[Any]:
        """On it nothing is begun yet; what is begun and not ended is rolled back when `held` lets go."""
        return self._held.enter_context(self._pool.connection())

    def lock(self, keys: Iterable[str]) -> None:
        assert not self.appended, "lock keys are taken before the counter row"
        wanted = sorted(set(keys))
        if not wanted:
            return
        with self._queue.joined(wanted, self.background):
            self.connection.execute(
                'INSERT INTO locks (key) SELECT key FROM unnest(%s::text[]) AS k(key) ORDER BY key COLLATE "C"'
                " ON CONFLICT DO NOTHING",
                (wanted,),
            )
            held = "SELECT 1 FROM locks WHERE key = ANY(%s) ORDER BY key FOR UPDATE"
            self.connection.execute(held, (wanted,)).fetchall()

    def load(self, stream: str) -> Sequence[Recorded[Any]]:
        """One statement is one moment: while nothing else was asked for, no transaction is begun for it."""
        rows = self._taken.execute(
            "SELECT position, body FROM events WHERE stream = %s ORDER BY version", (stream,), binary=True
        ).fetchall()
        return [self._codec.decode(body, position) for position, body in rows]

    def append(self, units: Sequence[Unit]) -> list[Outcome]:
        assert not self.appended, "one append per transaction"
        self.appended, self.units = True, units
        self._held.enter_context(self._taken.pipeline())  # until the end
        return append(self.connection, units, self._project)

    def mark(self, subscription: str, source: str, partition: int) -> Mark:
        """With the same round trip it asks what is parked: nearly always nothing or little is."""
        key = (subscription, source, partition)
        with self._taken.pipeline():
            marked = self.connection.execute(MARK, key)
            parked = self.connection.execute(PARKED, key[:2])
        subjects = {subject for (subject,) in parked.fetchall()}
        if len(subjects) <= FEW_PARKED:
            self._all_parked[key[:2]] = subjects
        row = marked.fetchone()
        if row is None:
            self.connection.execute(NEW_MARK, key)
            row = self.connection.execute(MARK, key).fetchone()
        assert row is not None
        return Mark(*row)

    def move(self, subscription: str, source: str, partition: int, mark: Mark) -> None:
        """Written at the end: the row is locked by `mark`, so nobody can be waited for."""
        self._moves.append((mark.position, mark.topic_id, mark.next_offset, subscription, source, partition))

    def move_from(
        self, subscription: str, source: str, moves: Mapping[int, tuple[int, Mark]], *, alone: bool
    ) -> set[int]:
        """In one round trip, which is a transaction of its own; rows are locked in the order of their partitions."""
        with self._taken.pipeline():
            connection = self._taken if alone else self.connection
            asked = {
                partition: connection.execute(
                    MOVE_FROM, (to.position, to.topic_id, to.next_offset, subscription, source, partition, before)
                )
                for partition, (before, to) in sorted(moves.items())
            }
        return {partition for partition, cursor in asked.items() if cursor.rowcount}

    def parked_subjects(self, subscription: str, source: str, subjects: Iterable[str]) -> set[str]:
        if (known := self._all_parked.get((subscription, source))) is not None:
            return known & set(subjects)
        rows = self.connection.execute(
            "SELECT DISTINCT subject FROM parked WHERE subscription = %s AND source = %s AND subject = ANY(%b)",
            (subscription, source, list(subjects)),
        )
        return {subject for (subject,) in rows}

    def park(self, subscription: str, message: Message, reason: str) -> None:
        self._all_parked.pop((subscription, message.source), None)
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
