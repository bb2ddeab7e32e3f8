"""The driver of a subscription: it seeks from the mark, waits out failures and minds gaps."""

import threading
from collections.abc import Mapping, Sequence

import psycopg
import pytest

from chassis.message import Mark, Message
from chassis.store.memory import MemoryStore
from chassis.store.postgres import PostgresStore
from chassis.subscription_worker import FEW, GATHER_S, Follower
from tests.support.events import codec, texts
from tests.support.faults import FailingStore
from tests.support.messages import SUBJECTS, noting, spread
from tests.support.positions import head
from tests.support.until import wait_until


class ScriptedFeed:
    """Gives partition 0 what stands behind the mark sought, without the positions in `missing`."""

    def __init__(self, whole: Sequence[Message]) -> None:
        self.whole = whole
        self.missing: set[int] = set()
        self.sought: list[Mark] = []
        self.closed = False
        self._at = 0

    def assigned(self) -> set[int]:
        return {0}

    def seek(self, partition: int, mark: Mark) -> None:
        self.sought.append(mark)
        self._at = mark.position

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        found = [each for each in self.whole if each.position > self._at and each.position not in self.missing]
        self._at = max((each.position for each in found), default=self._at)
        return {0: found} if found else {}

    def close(self) -> None:
        self.closed = True


def test_a_follower_resumes_behind_its_mark(postgres_store: PostgresStore) -> None:
    subscription, whole = noting(postgres_store.codec), spread("a", "b", "c")
    Follower(postgres_store, subscription, ScriptedFeed(whole[:2]), threading.Event()).turn()
    feed = ScriptedFeed(whole)
    Follower(postgres_store, subscription, feed, threading.Event()).turn()
    assert (feed.sought, head(postgres_store)) == ([Mark(20)], 3)


def test_a_failure_waits_and_reads_again_from_the_mark(postgres_store: PostgresStore) -> None:
    stop, feed = threading.Event(), ScriptedFeed(spread("a", "b"))
    failing = FailingStore(postgres_store, before={1, 3}, after={5})
    follower = threading.Thread(target=Follower(failing, noting(postgres_store.codec), feed, stop).run)
    follower.start()
    wait_until(lambda: head(postgres_store) == 2 and len(feed.sought) >= 3, "both messages after the failures")
    stop.set()
    follower.join(10)
    assert feed.closed
    with postgres_store.transaction() as transaction:
        said = [texts(transaction.load(f"seen-{subject}")) for subject in SUBJECTS[:2]]
    assert said == [["a"], ["b"]]


@pytest.mark.parametrize(("sizes", "waits"), [((1, 0, 2), [GATHER_S] * 2), ((FEW, 2 * FEW), [])])
def test_after_a_few_messages_it_waits_for_company_and_after_many_or_none_it_does_not(
    sizes: Sequence[int], waits: list[float]
) -> None:
    whole = spread(*[str(number) for number in range(sum(sizes))])
    waited: list[float] = []

    class Stop(threading.Event):
        """Notes how long the worker waits, and does not wait."""

        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout or 0.0)
            return self.is_set()

    class Pages(ScriptedFeed):
        """One page a poll, of these sizes; behind the last the worker stops."""

        def __init__(self) -> None:
            super().__init__(whole)
            self._sizes, self._read = list(sizes), 0

        def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
            if not self._sizes:
                stop.set()
                return {}
            first, self._read = self._read, self._read + self._sizes.pop(0)
            return {0: whole[first : self._read]} if self._read > first else {}

    store, stop = MemoryStore(codec()), Stop()
    Follower(store, noting(store.codec), Pages(), stop).run()
    assert (head(store), waited) == (len(whole), waits)


def test_a_gap_that_stays_is_sought_again_even_when_nothing_more_comes(
    postgres_store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = ScriptedFeed(spread("a", "b", "c"))
    feed.missing = {20}
    follower = Follower(postgres_store, noting(postgres_store.codec), feed, threading.Event())
    follower.turn()
    follower.turn()
    assert (feed.sought, head(postgres_store)) == ([Mark()], 1)
    monkeypatch.setattr("chassis.subscription_worker.GAP_RESEEK_S", 0.0)
    follower = Follower(postgres_store, noting(postgres_store.codec), feed, threading.Event())
    follower.turn()
    feed.missing = set()
    follower.turn()
    assert (feed.sought, head(postgres_store)) == ([Mark(), Mark(10), Mark(10)], 3)


def test_the_message_that_closes_a_gap_is_reached_however_much_stands_before_it() -> None:
    """As on a topic made anew that is filled again late: new messages first, then all of them."""
    first, *later = spread(*[str(number) for number in range(40)])
    seconds = [0.0]

    class Slow(ScriptedFeed):
        """Two messages a poll, each poll takes two seconds; a seek with this mark begins anew."""

        def seek(self, partition: int, mark: Mark) -> None:
            self.sought.append(mark)
            self._at = 0

        def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
            seconds[0] += 2.0
            found = self.whole[self._at : self._at + 2]
            self._at += len(found)
            return {0: found} if found else {}

    store, feed = MemoryStore(codec()), Slow([*later, first, *later])
    follower = Follower(store, noting(store.codec), feed, threading.Event(), now=lambda: seconds[0])
    for _ in range(120):
        follower.turn()
    assert (head(store), follower.gaps) == (40, {})


def test_a_subscription_that_cannot_read_its_mark_raises_to_its_driver(postgres_store: PostgresStore) -> None:
    failing = FailingStore(postgres_store, before={0})
    follower = Follower(failing, noting(postgres_store.codec), ScriptedFeed([]), threading.Event())
    with pytest.raises(psycopg.OperationalError):
        follower.turn()
