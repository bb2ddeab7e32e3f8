"""The simulated house: one thread, virtual time, memory for everything outside, and a tape that says what happens."""

from collections.abc import Iterable
from typing import Any

import psycopg

from chassis import relay
from chassis.bus.memory import MemoryBus
from chassis.commands import Contended
from chassis.message import Mark
from chassis.reactions import MovedOn
from chassis.store.memory import MemoryStore
from chassis.store.memory_tables import Relay
from tests.simulation import invariants
from tests.simulation.actors import Client, Desk, NoReply, Request, Worker
from tests.simulation.clock import VirtualClock
from tests.simulation.invariants import Broken, must
from tests.simulation.life import BusDown, Busy, Life, Lock
from tests.simulation.moods import MOODS
from tests.simulation.stage import quiet_logs, small_batches
from tests.simulation.tape import Tape
from tests.simulation.vocabulary import CODEC, DESK, LISTENING, SUBJECTS, TILL_CODEC, projection

EXPECTED = (psycopg.OperationalError, BusDown, NoReply, Contended, MovedOn)
"""What a driver waits out or a client is told; everything else is a finding."""

NESTED_MAX = 2
ROUNDS_MAX = 60
CALLS_MAX = 3_000
MEANWHILE_MAX = 4


def simulate(tape: bytes) -> "World":
    """Plays a schedule, lets the house come to rest, judges. An AssertionError tells the story of what went wrong."""
    with quiet_logs(), small_batches():
        world = World(Tape(tape))
        try:
            while not world.tape.ended:
                world.act()
            world.come_to_rest()
        except Broken as broken:
            story = "\n".join(world.story)
            raise AssertionError(f"{broken}\nwhat happened:\n{story}") from broken
    return world


class World:
    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.mood, self._happens = tape.pick(MOODS)
        self.clock = VirtualClock()
        self.story: list[str] = []
        self.desk = MemoryStore(CODEC, projection, clock=self.clock, make_lock=Lock)
        self.till = MemoryStore(TILL_CODEC, projection, clock=self.clock, make_lock=Lock)
        self.bus = MemoryBus()
        self.ill: set[str] = set()
        self.answered_requests: dict[str, tuple[Request, bytes]] = {}
        self._on_topic: set[int] = set()
        self._unbroken = True
        self._lost = False
        self._counted = 0
        self._calls = 0
        self._undisturbed = False
        self._nested = 0
        self._seen = {id(self.desk): 0, id(self.till): 0}
        self._marks: dict[Any, int] = {}
        self._effects = invariants.Effects(self.desk, self.till)
        self._handled: object = None
        self._relay = Relay()
        self.desks = [Desk(self, "desk-a"), Desk(self, "desk-b")]
        self.workers = [Worker(self, "worker-a"), Worker(self, "worker-b")]
        self._clients = [Client(self, number) for number in range(3)]

    def act(self) -> None:
        """One thing happens."""
        self._revive()
        match self._happens[self.tape.byte()]:
            case "client":
                self.tape.pick(self._clients).act()
            case "desk":
                self.tape.pick(self.desks).turn()
            case "worker":
                self.tape.pick([one for one in self.workers if not one.turning] or self.workers).turn()
            case "time":
                self.time_passes()
            case "death":
                self.tape.pick([*self.desks, *self.workers]).life.end()
            case "again":
                self.tape.pick(self.workers).read_again()
            case "heal":
                self._heal()
            case "loss":
                self._lose_the_topic(refill=not self.tape.one_in(4))
            case "leave":
                self.tape.pick(self.workers).leave()
            case "rebalance":
                self.note("the group shares out anew")
                self.bus.rebalance((LISTENING, DESK))

    def next_call(self) -> int:
        self._calls += 1
        must(self._calls < CALLS_MAX, "somebody tries the same for ever")
        return 0 if self._undisturbed else self.tape.byte()

    def meanwhile(self) -> None:
        if self._nested < NESTED_MAX:
            self._nested += 1
            try:
                for _ in range(1 + self.tape.below(MEANWHILE_MAX)):
                    self.act()
            finally:
                self._nested -= 1

    def rival_takes_over(self, life: Life) -> None:
        if self._undisturbed:
            return
        self._undisturbed = True
        worker = any(life is one.life for one in self.workers)
        rivals = [one for one in (self.workers if worker else self.desks) if one.life is not life]
        self._revive()
        for turn in range(4):
            for rival in rivals:
                rival.turn()
            if turn == 0 and worker:
                self.bus.rebalance((LISTENING, DESK))
            elif turn == 0:
                self.clock.advance(relay.LEASE_S + 1)
        self._undisturbed = False

    def time_passes(self) -> None:
        self.clock.advance(self.tape.pick([0.5, 2.0, relay.LEASE_S + 1, 60.0, 4_000.0]))

    def note(self, what: str) -> None:
        self.story.append(f"{self.clock.seconds():7.1f} {'  ' * self._nested}{what}")

    def count(self) -> int:
        self._counted += 1
        return self._counted

    def expected(self, error: Exception) -> None:
        self.note(f"{type(error).__name__}: {error}")
        if not isinstance(error, EXPECTED):
            raise Broken(f"unexpected: {error!r}") from error

    def answered(self, request: Request, response: bytes) -> None:
        self.note(f"{request.key} is answered")
        first = self.answered_requests.setdefault(request.key, (request, response))
        must(first[1] == response, f"{request.key} was answered twice, and not alike")

    def arrived(self, positions: Iterable[int] = (), *, gap: bool = False) -> None:
        """Called with what reached the topic; `gap`: a send in the middle is about to be lost."""
        self._on_topic.update(positions)
        self._unbroken = self._unbroken and not gap

    def desk_committed(self, store: MemoryStore) -> None:
        self._order(store)
        was, now = self._relay, store.relay
        must(now.epoch > was.epoch or now.position >= was.position, "the relay's place went back in its epoch")
        must(now.epoch >= was.epoch, "the epoch went back")
        if now.position != was.position and not self._lost:
            invariants.place_is_acknowledged(store, self._on_topic)
        self._relay = now

    def till_committed(self, store: MemoryStore) -> None:
        self._order(store)
        for key, mark in store.marks.items():
            must(mark.position >= self._marks.get(key, 0), f"the mark {key} went back")
            self._marks[key] = mark.position
        if self._handled != (handled := self._how_far()):
            self._handled = handled
            self._effects.check()

    def say(self, facts: int) -> None:
        """So many facts about one subject, for a schedule played by hand."""
        for number in range(facts):
            request = Request(f"by hand {self.count()}", SUBJECTS[1], (f"{self.count()}",), False, False, False)
            self.answered(request, self.desks[number % 2].carry_out(request))

    def published(self) -> list[int]:
        """The positions on the topic, sorted."""
        logs = self.bus.topic(DESK).partitions
        return sorted(message.position for log in logs for message in log)

    def come_to_rest(self) -> None:
        """First with what is ill still parked, then healed."""
        self._until(lambda: self._still() and not self._parked_for_nothing(), "at rest")
        self._judge()
        self.ill.clear()
        self._until(lambda: self._still() and not self.till.parked, "at rest with nothing parked")
        self._judge()

    def _judge(self) -> None:
        desk, till = self.desk, self.till
        for store in (desk, till):
            invariants.order_has_no_gap(store, 0)
            invariants.streams_have_no_gap(store)
            invariants.read_model_equals_its_rebuild(store)
        invariants.answered_is_stored_once(desk, self.answered_requests)
        invariants.place_is_acknowledged(desk, self._on_topic)
        invariants.topic_is_complete(desk, self.bus.topic(DESK).partitions, self._unbroken)
        self._effects.check()

    def _parked_for_nothing(self) -> list[str]:
        return sorted(invariants.first_parked(self.desk, self.till) - self.ill)

    def _revive(self) -> None:
        for one in (*self.desks, *self.workers):
            if one.life.over:
                one.begin()

    def _order(self, store: MemoryStore) -> None:
        seen = self._seen[id(store)]
        if len(store.events) != seen:
            invariants.order_has_no_gap(store, seen)
            self._seen[id(store)] = len(store.events)

    def _still(self) -> bool:
        heads = [self.till.marks.get((LISTENING, DESK, partition), Mark()).position for partition in range(4)]
        return (
            not any(client.open for client in self._clients)
            and self.desk.relay.position == self.desk.position
            and heads == self.desk.heads
            and not any(worker.follower.gaps for worker in self.workers)
        )

    def _until(self, reached: Any, what: str) -> None:
        """Everybody takes turns, nothing goes wrong any more, and time passes once nobody gets further."""
        before: object = None
        for _ in range(ROUNDS_MAX):
            now = self._everybody()
            if reached():
                return
            if now == before:
                self.clock.advance(relay.LEASE_S + 1 if self.desk.relay.position < self.desk.position else 3_700.0)
            before = now
        raise Broken(f"the house never came to be {what}")

    def _everybody(self) -> object:
        """One turn of each; how far all came."""
        for client in self._clients:
            if client.open is not None:
                client.act()
        self._revive()
        if self._lost:
            self._refill()
        for desk in self.desks:
            desk.turn()
        for worker in self.workers:
            worker.turn()
        brought = [worker.brought() for worker in self.workers]
        return self.desk.position, self.desk.relay.position, self._how_far(), brought

    def _how_far(self) -> object:
        return self.till.position, tuple(self.till.marks.values()), len(self.till.parked)

    def _heal(self) -> None:
        if self.ill:
            text = self.tape.pick(sorted(self.ill))
            self.note(f"{text} is healed")
            self.ill.discard(text)

    def _lose_the_topic(self, *, refill: bool) -> None:
        self.note(f"the topic is lost; refill: {refill}")
        self.bus.recreate(DESK)
        self._on_topic.clear()
        self._unbroken, self._lost = False, True
        if refill:
            self._refill()

    def _refill(self) -> None:
        """As `chassis.operations.refill` does: the epoch grows, so that no relay at work moves on from its place."""
        try:
            with self.desk.transaction() as transaction:
                transaction.hold("relay")
                row = Relay(0, self.desk.relay.epoch + 1, self.desk.relay.holder, self.desk.relay.leased_to)
                transaction.writes.append(lambda: setattr(self.desk, "relay", row))
        except Busy:
            return
        self._lost = False
        self.desk_committed(self.desk)
