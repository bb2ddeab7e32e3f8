"""Followers never miss an event and never see one out of order, whatever the writers do at the same time."""

import random
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg
import pytest

from chassis.commands import Contended, guarded, through_lane
from chassis.group_commit import Lane
from chassis.store import Appended, Unit, partition_of
from chassis.store.postgres import PostgresStore
from chassis.unit_of_work import Change, unit
from chassis.urls import ServiceUrls
from tests.chassis.store.race import Watcher, assert_nothing_missed, race
from tests.support.events import CONTEXT, Noted, codec, noted
from tests.support.positions import head
from tests.support.until import wait_until

LANE_WRITERS, LANE_EVENTS = 6, 3_000
GUARD_WRITERS, GUARD_EVENTS = 2, 1_000
SHARED = 20


def lane_writer(store: PostgresStore, lane: Lane, number: int) -> Callable[[list[Watcher]], None]:
    """Bursts of small units to streams of its own; now and then one event to streams that all fight for."""

    def write(watchers: list[Watcher]) -> None:
        choose, versions, left = random.Random(number), defaultdict[str, int](int), LANE_EVENTS
        while left:
            burst = []
            for _ in range(min(60, left - 1)):
                stream = f"writer-{number}-{choose.randrange(40)}"
                burst.append(noted(store.codec, stream, versions[stream], "lane"))
                versions[stream] += 1
            waiting = [lane.submit(each) for each in burst]
            assert all(isinstance(each.result(), Appended) for each in waiting)
            until_appended(partial(through_lane, store, lane, None, to_shared(store, left)))
            left -= len(burst) + 1

    return write


def guard_writer(store: PostgresStore, number: int) -> Callable[[list[Watcher]], None]:
    """Units of four events over two streams, one of them fought for, under guards."""

    def write(watchers: list[Watcher]) -> None:
        for turn in range(GUARD_EVENTS // 4):
            until_appended(partial(guarded, store, None, partial(build, turn)))

    def build(turn: int, transaction: Any) -> Unit:
        streams = (f"guarded-{number}-{turn % SHARED}", f"shared-{turn % SHARED}")
        transaction.lock(streams)
        versions = {stream: len(transaction.load(stream)) for stream in streams}
        changes = [Change(stream, version, stream, [Noted(text="g")] * 2) for stream, version in versions.items()]
        return unit(store.codec, CONTEXT, changes)

    return write


def to_shared(store: PostgresStore, turn: int) -> Callable[[Any], Unit]:
    stream = f"shared-{turn % SHARED}"
    return lambda transaction: noted(store.codec, stream, len(transaction.load(stream)), "shared")


def until_appended(carry_out: Callable[[], bytes]) -> None:
    """As a client that is told 503: nothing was done, so it tries again. The counter row is hot here, and a waiter may
    lose it to others for longer than a lock is waited for."""
    while True:
        try:
            carry_out()
            return
        except (Contended, psycopg.errors.LockNotAvailable):
            continue


@pytest.mark.timeout(120)
def test_four_followers_see_all_events_of_eight_writers_in_order(
    database: ServiceUrls, postgres_store: PostgresStore
) -> None:
    lane = Lane(postgres_store)
    lane.start()
    writers = [lane_writer(postgres_store, lane, number) for number in range(LANE_WRITERS)]
    writers += [guard_writer(postgres_store, number) for number in range(GUARD_WRITERS)]
    watchers = race(database, writers)
    lane.stop()
    events = LANE_WRITERS * LANE_EVENTS + GUARD_WRITERS * GUARD_EVENTS
    assert (head(postgres_store), events) == (events, 20_000)
    for watcher in watchers:
        assert_nothing_missed(watcher, events)


def sequence_writer(url: str, number: int) -> Callable[[list[Watcher]], None]:
    """The planted bug: positions from a sequence, no lock. The first writer is slow to commit, as any may be."""
    subject = "household"

    def write(watchers: list[Watcher]) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            for version in range(20):
                with connection.transaction():
                    row = noted(codec(), f"s{number}", version, "x", subject=subject).rows[0]
                    inserted = connection.execute(
                        "INSERT INTO events SELECT n, %s, (SELECT coalesce(max(position), 0) FROM events), %s, %s,"
                        " %s, %s, %s, %s, now() FROM nextval('planted') AS n RETURNING position",
                        (partition_of(subject), row.stream, row.version, row.id, row.type, subject, row.body),
                    ).fetchone()
                    assert inserted is not None
                    if number == version == 0:
                        later = inserted[0]
                        wait_until(partial(all_passed, watchers, later), "all followers to pass by")

    return write


def all_passed(watchers: list[Watcher], position: int) -> bool:
    return all(any(message.position > position for message in watcher.read) for watcher in watchers)


def test_the_race_finds_positions_that_were_taken_without_the_lock(database: ServiceUrls) -> None:
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("CREATE SEQUENCE planted; GRANT USAGE ON planted TO intake")
        # Followers look at the heads first: let them look at the rows every time.
        owner.execute("UPDATE counter SET heads = '{1000000,1000000,1000000,1000000}'")
    watchers = race(database, [sequence_writer(database.app, number) for number in range(8)])
    for watcher in watchers:
        assert len(watcher.read) < 160
        with pytest.raises(AssertionError):
            assert_nothing_missed(watcher, 160)
