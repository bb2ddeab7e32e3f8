"""Who acts in the simulated house: clients that send a request until it is answered, desks with a lane and a relay,
workers of one subscription. All of them run the chassis' own code."""

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from chassis import group_commit, relay
from chassis.bus.memory import MemoryFeed, MemoryPublisher
from chassis.commands import guarded, through_lane
from chassis.envelope import Context
from chassis.message import Mark
from chassis.reactions import Reaction
from chassis.request_key import RequestKey
from chassis.store import Lease, Outcome, Unit
from chassis.subscription import Subscription
from chassis.subscription_worker import Follower
from chassis.unit_of_work import Change, unit
from kernel.errors import DomainError
from tests.simulation.clock import START
from tests.simulation.life import Crash, Life, LivedFeed, LivedPublisher, LivedStore
from tests.simulation.vocabulary import (
    CODEC,
    DESK,
    LISTENING,
    SUBJECTS,
    TILL_CODEC,
    Heard,
    Murmured,
    Said,
)

CONTEXT = Context(actor="sim", at=START, correlation="sim")


class NoReply(Exception):
    """The caller hangs up; what it asked for may still be done."""


@dataclass(frozen=True)
class Request:
    """What a client wants said, under one key until it is answered. `spans`: in two streams at once."""

    key: str
    subject: str
    texts: tuple[str, ...]
    murmurs: bool
    spans: bool
    guards: bool

    def changes(self, transaction: Any) -> list[Change]:
        streams = [self.subject, f"{self.subject}/too"] if self.spans else [self.subject]
        kind = Murmured if self.murmurs else Said
        said: dict[str, list[Any]] = {stream: [] for stream in streams}
        for number, text in enumerate(self.texts):
            said[streams[number % len(streams)]].append(kind(text))
        return [Change(stream, len(transaction.load(stream)), self.subject, said[stream]) for stream in streams]


class Client:
    """Sends one request at a time, again and again with the same key, to any desk, until it hears the answer."""

    def __init__(self, world: Any, number: int) -> None:
        self.open: Request | None = None
        self._world = world
        self._number = number
        self._sent = 0

    def act(self) -> None:
        tape = self._world.tape
        if self.open is None:
            self.open = self._think(tape)
        request = self.open
        try:
            response = tape.pick(self._world.desks).carry_out(request)
        except Crash:
            return
        except Exception as error:
            self._world.expected(error)
            return
        if tape.one_in(8):
            self._world.note(f"the answer to {request.key} is lost")
            return
        self._world.answered(request, response)
        if self.open is request:
            self.open = None

    def _think(self, tape: Any) -> Request:
        self._sent += 1
        key = f"{self._number}-{self._sent}"
        spans, guards, murmurs = tape.one_in(6), tape.one_in(5), tape.one_in(8)
        count = 2 if spans else 1 + tape.below(3)
        texts = tuple(f"{key}-{number}" for number in range(count))
        if not murmurs and tape.one_in(self._world.mood.ill_one_in):
            self._world.ill.add(texts[0])
        return Request(key, tape.pick(SUBJECTS), texts, murmurs, spans, guards)


class Desk:
    """A process that writes: one lane, one relay. `begin` is its next life."""

    def __init__(self, world: Any, name: str) -> None:
        self._world = world
        self._name = name
        self._lives = 0
        self.begin()

    def begin(self) -> None:
        self._lives += 1
        self.life = Life(f"{self._name}.{self._lives}", self._world)
        self.store = LivedStore(self._world.desk, self.life, self._world.desk_committed)
        self.lane = SteppedLane(self.store, self.life)
        publisher = MemoryPublisher(DESK, self._world.bus)
        self.publisher = LivedPublisher(publisher, self.life, self._world, self._world.arrived)
        self._lease: Lease | None = None
        self._relaying = False

    def carry_out(self, request: Request) -> bytes:
        """The response names the attempt, so that a second one would be told from the first."""
        key = RequestKey(request.key, "asked")

        def build(transaction: Any) -> Unit:
            if request.guards:
                transaction.lock([request.subject])
            response = f"{request.key} {self._world.count()}".encode()
            return unit(CODEC, CONTEXT, request.changes(transaction), key=key, response=response)

        life = self.life
        if request.guards:
            response = guarded(self.store, key, build)
        else:
            response = through_lane(self.store, self.lane, key, build)
        life.check()
        return response

    def turn(self) -> None:
        """Its relay's: mostly a whole turn; now and then the lease alone, or a step with a lease taken long ago."""
        if self._relaying:
            return
        self._relaying = True
        part = self._world.tape.below(6)
        life = self.life
        try:
            if part != 5:
                self._lease = relay.take_lease(self.store, life.name)
            if self._lease is not None and part != 4:
                relay.step(self.store, self.publisher, DESK, self._lease)
        except Crash:
            return
        except Exception as error:
            self._world.expected(error)
        finally:
            if not life.over:
                self._relaying = False


class SteppedLane:
    """The lane without its thread: who submits may find others already waiting, and carries out for all."""

    def __init__(self, store: Any, life: Life) -> None:
        self._store = store
        self._life = life
        self._waiting: list[group_commit.Waiting] = []
        self._busy = False

    def submit(self, one: Unit) -> "Future[Outcome]":
        future: Future[Outcome] = Future()
        self._waiting.append((one, future))
        self._life.pause("in the queue")
        if not future.done():
            if self._busy:
                raise NoReply
            self._turn()
        return future

    def _turn(self) -> None:
        batch, self._waiting = self._waiting, []
        self._busy = True
        try:
            group_commit.carry_out(self._store, batch)
        finally:
            self._busy = False


class Worker:
    """A process that follows: one worker of the group."""

    def __init__(self, world: Any, name: str) -> None:
        self._world = world
        self._name = name
        self._lives = 0
        self.feed: MemoryFeed | None = None
        self.begin()

    def begin(self) -> None:
        if self.feed is not None:
            self.feed.close()
        self._lives += 1
        self.life = Life(f"{self._name}.{self._lives}", self._world)
        self.store = LivedStore(self._world.till, self.life, self._world.till_committed)
        self.feed = MemoryFeed(LISTENING, DESK, self._world.bus)
        subscription = Subscription(LISTENING, DESK, CODEC, {Said: Reaction(self._hear, _guards)})
        self._lived = LivedFeed(self.feed, self.life)
        self.follower = Follower(self.store, subscription, self._lived, threading.Event(), self._world.clock.seconds)
        self.turning = False

    def turn(self) -> None:
        if self.turning:
            return
        self.turning = True
        life = self.life
        try:
            self.follower.turn()
        except Crash:
            return
        except Exception as error:
            self._world.expected(error)
            if not life.over:
                self.follower.begin_again()
        finally:
            if not life.over:
                self.turning = False

    def brought(self) -> int:
        """How many messages its feed has brought in this life."""
        return self._lived.brought

    def leave(self) -> None:
        """Between two turns it leaves the group, and joins again as another."""
        if not self.turning:
            self.begin()

    def read_again(self) -> None:
        """What it has handled of one partition is delivered to it once more."""
        if self._lived.holds:
            self._lived.seek(self._world.tape.pick(sorted(self._lived.holds)), Mark())

    def _hear(self, transaction: Any, recorded: Any) -> Unit:
        """Each effect has a stream of its own, so no version check hides a second one; some are told to all."""
        text, subject = recorded.event.text, recorded.envelope.subject
        if text in self._world.ill:
            raise DomainError("ill")
        heard = sum(1 for _, (about, *_) in self._world.till.projected if about == subject)
        effect = [Heard(text, heard + 1)]
        changes = [Change(f"heard/{self._world.count()}", 0, subject, effect)]
        if text.endswith("-0") and subject in SUBJECTS[::2]:
            loaded = transaction.load("told")
            changes = [Change("told", len(loaded), subject, effect)]
        return unit(TILL_CODEC, CONTEXT, changes)


def _guards(_: Any, recorded: Any) -> tuple[str, ...]:
    return (f"subject/{recorded.envelope.subject}",)
