"""Notices of the direct bus: one wakes a follower at once; one that is lost, doubled or early changes nothing."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from chassis.bus import direct
from chassis.bus.direct import CHANNEL, DirectFeed
from chassis.bus.notifier import notify
from chassis.message import Mark
from chassis.store.commit_signal import CommitSignal
from tests.chassis.bus_contract.house import SUBSCRIPTION, Listener, Source
from tests.support.until import wait_until

NEVER_S = 600.0
LONG_S = 60.0
"""A poll that gets no notice lasts longer than anybody waits here."""

Open = Callable[[float], DirectFeed]


@pytest.fixture
def open_feed(source: Source, listener: Listener) -> Iterator[Open]:
    """A feed at the head of its source; nobody tells it anything but the test."""
    made: list[DirectFeed] = []

    def open_one(look_anyway_s: float) -> DirectFeed:
        feed = DirectFeed(SUBSCRIPTION, source.name, source.urls.follower, listener.urls.app, look_anyway_s)
        made.append(feed)
        for partition in feed.assigned():
            feed.seek(partition, Mark())
        assert feed.poll(0) == {}
        return feed

    yield open_one
    for feed in made:
        feed.close()


def tell(source: Source) -> None:
    with source.store.reading() as connection:
        connection.execute(f"NOTIFY {CHANNEL}")


def break_the_listener(source: Source) -> None:
    """As an operator may, or a server that is started again."""
    with psycopg.connect(source.urls.follower, autocommit=True) as follower:
        follower.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


def test_a_notice_wakes_a_follower_at_once(source: Source, open_feed: Open) -> None:
    feed = open_feed(NEVER_S)
    with ThreadPoolExecutor(1) as thread:
        polled = thread.submit(feed.poll, LONG_S)
        source.append(1)
        assert not polled.done(), "nobody told"
        tell(source)
        assert sum(map(len, polled.result(30).values())) == 1


def test_a_notice_that_is_lost_is_made_up_for_by_the_next_look(source: Source, open_feed: Open) -> None:
    feed, patient = open_feed(0.05), open_feed(NEVER_S)
    source.append(1)
    wait_until(lambda: feed.poll(0), "the message that nobody told of")
    assert patient.poll(0) == {}, "the look is what brings it"


def test_a_notice_that_is_early_or_doubled_changes_nothing(source: Source, open_feed: Open) -> None:
    feed = open_feed(NEVER_S)
    for _ in range(3):
        tell(source)
    assert feed.poll(LONG_S) == {}
    source.append(1)
    for _ in range(3):
        tell(source)
    found = [message.position for _ in range(4) for page in feed.poll(0.1).values() for message in page]
    assert found == [1]


def test_a_notice_that_comes_with_the_answers_of_a_look_is_not_lost(
    source: Source, open_feed: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event is committed right behind the look, so that its notice never shows at the socket."""
    feed, noticed = open_feed(NEVER_S), direct._noticed

    def after_a_commit(reader: psycopg.Connection[object]) -> bool:
        monkeypatch.setattr(direct, "_noticed", noticed)
        source.append(1)
        tell(source)
        reader.execute("SELECT 1")
        return noticed(reader)

    monkeypatch.setattr(direct, "_noticed", after_a_commit)
    feed.seek(0, Mark())  # a reason to look
    assert feed.poll(0) == {}
    assert sum(map(len, feed.poll(0).values())) == 1


def test_a_listener_that_was_cut_off_comes_back_and_reads_what_it_was_not_told(source: Source, open_feed: Open) -> None:
    feed = open_feed(NEVER_S)
    with ThreadPoolExecutor(1) as thread:
        polled = thread.submit(polled_until_it_fails, feed)
        break_the_listener(source)
        assert polled.result(30) <= 2, "the server's last words, then the end"
    source.append(1)
    assert sum(map(len, feed.poll(0).values())) == 1
    source.append(1)
    tell(source)
    assert sum(map(len, feed.poll(LONG_S).values())) == 1


def polled_until_it_fails(feed: DirectFeed) -> int:
    """How many polls it took."""
    for polls in range(1, 10):
        try:
            feed.poll(LONG_S)
        except psycopg.OperationalError:
            return polls
    raise AssertionError("a connection that is gone looks like one that has nothing to say")


def test_a_notice_that_the_notifier_could_not_give_is_given_over_its_next_connection(source: Source) -> None:
    commits, stop = CommitSignal(), threading.Event()
    thread = threading.Thread(target=notify, args=(source.urls.app, commits, stop))
    with psycopg.connect(source.urls.follower, autocommit=True) as ear:
        ear.execute(f"LISTEN {CHANNEL}")
        thread.start()
        try:
            commits.tell()
            assert len(list(ear.notifies(timeout=30, stop_after=1))) == 1
            cut_off_the_notifier(source)
            commits.tell()
            assert len(list(ear.notifies(timeout=30, stop_after=1))) == 1
        finally:
            stop.set()
            commits.tell()
            thread.join(30)
    assert not thread.is_alive()


def cut_off_the_notifier(source: Source) -> None:
    with source.store.reading() as connection:
        cut = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'NOTIFY%' AND pid <> pg_backend_pid()"
        ).fetchall()
    assert cut == [(True,)]
