"""Loops that have nothing to do rest: told, they go on at once; not told, they look seldom, and nothing is lost."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from chassis import delivery_worker, relay, timers
from chassis.bus.memory import MemoryBus, MemoryPublisher
from chassis.clock import SystemClock, real_now
from chassis.deliveries import Again, Done, Outcome
from chassis.reactions import Reaction
from chassis.store import Delivery, NewDelivery, NewTimer, Timer
from chassis.store.commit_signal import Commits, CommitSignal
from chassis.store.postgres import PostgresStore
from chassis.urls import ServiceUrls
from tests.support.events import codec, noted
from tests.support.stores import no_projection
from tests.support.until import wait_until

NEVER_S = 600.0
SOON_S = 0.05


class Resting:
    """A signal that says when somebody begins to wait for it."""

    def __init__(self, real: CommitSignal) -> None:
        self.begun = threading.Semaphore(0)
        self.tell, self.seen, self._wait = real.tell, real.seen, real.wait

    def wait(self, seen: int, timeout_s: float) -> int:
        self.begun.release()
        return self._wait(seen, timeout_s)

    def reached(self) -> None:
        assert self.begun.acquire(timeout=30), "the loop never came to rest"


@pytest.fixture
def another(database: ServiceUrls) -> Iterator[PostgresStore]:
    """Another process of the same service: what it commits is told to nobody here."""
    made = PostgresStore(database.app, codec(), no_projection)
    yield made
    made.close()


@contextmanager
def running(store: PostgresStore, loop: Callable[..., object], *arguments: Any, **lengths: float) -> Iterator[None]:
    """The loop in a thread of its own; it ends at once when it is asked to, however long it would rest."""
    stop = threading.Event()
    thread = threading.Thread(target=loop, args=(store, *arguments, stop), kwargs=lengths)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        store.commits.wake()
        thread.join(30)
    assert not thread.is_alive()


def plan(store: PostgresStore, subject: str, after_s: float = 0.0) -> None:
    timer = NewTimer(real_now() + timedelta(seconds=after_s), "wake", subject)
    with store.transaction() as transaction:
        transaction.append([noted(store.codec, f"plan-{subject}", 0, "planned", timers=[timer])])


def decide(store: PostgresStore, target: str) -> None:
    delivery = NewDelivery("ask", target, "h1", 0)
    with store.transaction() as transaction:
        transaction.append([noted(store.codec, f"asked-{target}", 0, "asked", deliveries=[delivery])])


class Fired:
    """What has fired, by subject."""

    def __init__(self) -> None:
        self.subjects: list[str] = []
        self.reactions = {"wake": Reaction(self._wake)}

    def _wake(self, _: Any, timer: Timer) -> None:
        self.subjects.append(timer.subject)

    def until(self, *subjects: str) -> None:
        wait_until(lambda: self.subjects == list(subjects), f"the timers of {subjects}")


@pytest.fixture
def signal(postgres_store: PostgresStore, request: pytest.FixtureRequest) -> Resting:
    """The signal that the loop under test waits for, by the name given."""
    made = Resting(getattr(postgres_store.commits, request.param))
    setattr(postgres_store.commits, request.param, made)
    return made


@pytest.mark.parametrize("signal", ["timers"], indirect=True)
def test_a_resting_loop_fires_a_new_timer_at_once(postgres_store: PostgresStore, signal: Resting) -> None:
    fired = Fired()
    with running(postgres_store, timers.run, fired.reactions, SystemClock(), look_anyway_s=NEVER_S):
        signal.reached()
        plan(postgres_store, "h1")
        fired.until("h1")


def test_a_timer_fires_when_its_time_comes_though_nobody_tells(postgres_store: PostgresStore) -> None:
    plan(postgres_store, "h2", after_s=0.4)
    plan(postgres_store, "h1", after_s=0.2)
    fired = Fired()
    with running(postgres_store, timers.run, fired.reactions, SystemClock(), look_anyway_s=NEVER_S):
        fired.until("h1", "h2")


@pytest.mark.parametrize("signal", ["timers"], indirect=True)
def test_a_timer_of_another_process_fires_at_the_next_look(
    postgres_store: PostgresStore, another: PostgresStore, signal: Resting
) -> None:
    fired = Fired()
    with running(postgres_store, timers.run, fired.reactions, SystemClock(), look_anyway_s=SOON_S):
        signal.reached()
        plan(another, "h1")
        fired.until("h1")


class Sent:
    """What has been sent, by target; the first attempt at one of `shy` is put off."""

    def __init__(self, *shy: str) -> None:
        self.targets: list[str] = []
        self.senders = {"ask": self._send}
        self._shy = set(shy)

    def _send(self, delivery: Delivery) -> Outcome:
        self.targets.append(delivery.target)
        if delivery.target in self._shy:
            self._shy.discard(delivery.target)
            return Again("not yet", after_s=0.3)
        return Done()

    def until(self, *targets: str) -> None:
        wait_until(lambda: self.targets == list(targets), f"the calls to {targets}")


@pytest.mark.parametrize("signal", ["deliveries"], indirect=True)
def test_a_resting_loop_sends_a_new_delivery_at_once(postgres_store: PostgresStore, signal: Resting) -> None:
    sent = Sent()
    with running(postgres_store, delivery_worker.run, sent.senders, look_anyway_s=NEVER_S):
        signal.reached()
        decide(postgres_store, "bank")
        sent.until("bank")


@pytest.mark.parametrize("hands", [1, 3])
def test_a_delivery_put_off_is_tried_when_its_time_comes_though_nobody_tells(
    postgres_store: PostgresStore, hands: int
) -> None:
    decide(postgres_store, "bank")
    sent = Sent("bank")

    with running(postgres_store, delivery_worker.run, sent.senders, hands=hands, look_anyway_s=NEVER_S):
        sent.until("bank", "bank")


@pytest.mark.parametrize("signal", ["deliveries"], indirect=True)
def test_a_delivery_of_another_process_is_sent_at_the_next_look(
    postgres_store: PostgresStore, another: PostgresStore, signal: Resting
) -> None:
    sent = Sent()
    with running(postgres_store, delivery_worker.run, sent.senders, look_anyway_s=SOON_S):
        signal.reached()
        decide(another, "bank")
        sent.until("bank")


@pytest.mark.parametrize("signal", ["events"], indirect=True)
def test_a_resting_relay_publishes_what_its_own_and_another_process_appended(
    postgres_store: PostgresStore, another: PostgresStore, signal: Resting
) -> None:
    bus = MemoryBus()
    topic = bus.topic("intake")
    # A lease that is renewed looks, too.
    with running(postgres_store, relay.run, MemoryPublisher("intake", bus), "intake", lease_s=NEVER_S):
        for number, store in enumerate((postgres_store, another), 1):
            signal.reached()
            decide(store, f"bank-{number}")
            wait_until(lambda much=number: sum(map(len, topic.partitions)) == much, f"{number} on the topic")


@pytest.mark.parametrize("signal", ["events"], indirect=True)
def test_a_resting_relay_keeps_its_lease_and_writes_it_seldom(postgres_store: PostgresStore, signal: Resting) -> None:
    decide(postgres_store, "bank")
    with running(postgres_store, relay.run, MemoryPublisher("intake", MemoryBus()), "intake"):
        signal.reached()
        leased_to = lease_of(postgres_store)
        for _ in range(3):
            signal.reached()
        assert lease_of(postgres_store) == leased_to > real_now() + timedelta(seconds=relay.LEASE_S / 2)


def lease_of(store: PostgresStore) -> Any:
    with store.reading() as connection:
        ((leased_to,),) = connection.execute("SELECT leased_to FROM relay").fetchall()
    return leased_to


def test_a_commit_wakes_those_alone_who_may_have_something_to_do() -> None:
    commits = Commits()
    commits.tell([noted(codec(), "s", 0, "one")])
    assert counts(commits) == (1, 0, 0)
    commits.tell(
        [noted(codec(), "s", 0, "one"), noted(codec(), "t", 0, "two", timers=[NewTimer(real_now(), "k", "h")])]
    )
    assert counts(commits) == (2, 1, 0)
    commits.tell([noted(codec(), "u", 0, "one", deliveries=[NewDelivery("ask", "bank", "h", 0)])])
    assert counts(commits) == (3, 1, 1)
    commits.wake()
    assert counts(commits) == (4, 2, 2)


def counts(commits: Commits) -> tuple[int, int, int]:
    return commits.events.seen(), commits.timers.seen(), commits.deliveries.seen()
