"""One life of a simulated process, and the ports it is given: at every call to the outside the tape may step in.

There something else may happen first, time may pass, the process may die, the connection may be lost.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import psycopg

from chassis.bus import Feed
from chassis.message import Message
from tests.simulation.moods import Mood
from tests.simulation.tape import Tape


class Crash(BaseException):
    """The process is gone; no code of it runs any more, not even an `except Exception`."""


class Busy(psycopg.OperationalError):
    """Another transaction holds the lock: in one thread, waiting for it can only time out."""


class BusDown(Exception):
    """No broker answers."""


class Around(Protocol):
    """What the world lends to a life."""

    tape: Tape
    mood: Mood

    def next_call(self) -> int:
        """What happens at this call to the outside."""

    def meanwhile(self) -> None:
        """Somebody else acts."""

    def rival_takes_over(self, life: "Life") -> None:
        """It sleeps for so long that another process does its work; then it wakes and knows nothing of it."""

    def time_passes(self) -> None: ...

    def note(self, what: str) -> None: ...


class Life:
    """It ends at a crash; whatever of it is still on the stack finds that out at its next call."""

    def __init__(self, name: str, around: Around) -> None:
        self.name = name
        self.over = False
        self._around = around

    def end(self) -> None:
        self._around.note(f"{self.name} dies")
        self.over = True

    def check(self) -> None:
        if self.over:
            raise Crash(self.name)

    def pause(self, where: str) -> None:
        self.check()
        happens = self._around.next_call()
        if happens < 232 - self._around.mood.rivals:
            return
        self._around.note(f"{self.name} {where}: {happens}")
        if happens < 232:
            self._around.rival_takes_over(self)
        elif happens < 242:
            self._around.meanwhile()
        elif happens < 247:
            self._around.time_passes()
        elif happens < 252:
            raise psycopg.OperationalError(f"connection lost {where}")
        else:
            self.end()
        self.check()


class Lock:
    """A lock that a second taker does not get."""

    def __init__(self) -> None:
        self._held = False

    def __enter__(self) -> None:
        if self._held:
            raise Busy
        self._held = True

    def __exit__(self, *raised: object) -> None:
        self._held = False


class LivedStore:
    """A store as one life sees it; `committed` looks at it right after each commit."""

    def __init__(self, store: Any, life: Life, committed: Callable[[Any], None]) -> None:
        self._store = store
        self._life = life
        self._committed = committed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        self._life.pause("before a transaction")
        with self._store.transaction() as transaction:
            yield LivedTransaction(transaction, self._life)
            self._life.pause("before the commit")
        self._committed(self._store)
        self._life.pause("after the commit")


class LivedTransaction:
    def __init__(self, transaction: Any, life: Life) -> None:
        self._transaction = transaction
        self._life = life

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transaction, name)

    def load(self, stream: str) -> Any:
        loaded = self._transaction.load(stream)
        self._life.pause("after a load")
        return loaded

    def append(self, units: Any) -> Any:
        self._life.pause("before the append")
        outcomes = self._transaction.append(units)
        self._life.pause("under the counter")
        return outcomes


class LivedPublisher:
    """`arrived` is told what reached the topic, whatever the relay hears of it."""

    def __init__(self, publisher: Any, life: Life, around: Around, arrived: Callable[..., None]) -> None:
        self._publisher = publisher
        self._life = life
        self._around = around
        self._arrived = arrived

    def publish(self, messages: Sequence[Message]) -> int:
        self._life.pause("before the send")
        bad = self._around.tape.byte() >= 256 - self._around.mood.bad_sends
        acknowledged = self._bad_send(messages) if bad else self._send(messages, len(messages))
        self._life.pause("after the send")
        return acknowledged

    def _bad_send(self, messages: Sequence[Message]) -> int:
        fate, cut = self._around.tape.below(5), self._around.tape.below(len(messages))
        self._around.note(
            f"{self._life.name} sends {len(messages)} from {messages[0].position}: fate {fate}, cut {cut}"
        )
        match fate:
            case 0:
                raise BusDown
            case 1:  # all arrives, and part of the answer is lost
                return self._send(messages, cut)
            case 2:
                return self._send(messages[:cut], cut)
            case 3:
                self._send(messages[:cut], cut)
                raise BusDown
            case _:
                self._arrived(gap=True)
                return self._send([*messages[:cut], *messages[cut + 1 :]], cut)

    def _send(self, messages: Sequence[Message], acknowledged: int) -> int:
        self._publisher.publish(messages)
        self._arrived([message.position for message in messages])
        return acknowledged

    def close(self) -> None:
        """Nothing is open."""


class LivedFeed:
    """It never waits."""

    def __init__(self, feed: Feed, life: Life) -> None:
        self.brought = 0
        self._life = life
        self._feed = feed
        self.seek, self.close = feed.seek, feed.close
        self.holds: set[int] = set()
        """What the driver was last told; only the driver asks, since an answer may be a signal to it."""

    def assigned(self) -> set[int]:
        self.holds = self._feed.assigned()
        return self.holds

    def poll(self, timeout_s: float) -> Any:
        self._life.pause("before a poll")
        found = self._feed.poll(0)
        self.brought += sum(map(len, found.values()))
        return found
