"""Planted bugs: each is a mistake that somebody could make, in the place where it would be made.

The simulation must catch every one of them; a mutant is a name and what it puts in place of the chassis' own.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from chassis import commands, group_commit, reactions, relay, subscription
from chassis.bus.memory import MemoryFeed
from chassis.message import Mark, Message
from chassis.store import Appended, Conflict, Lease, Unit, admission, memory
from chassis.store.memory import MemoryStore, MemoryTransaction
from chassis.store.memory_outbox import MemoryOutbox
from chassis.store.memory_parked import MemoryParked
from chassis.store.memory_tables import ParkedMessage
from chassis.subscription import AtFault, Stepped, Subscription


@dataclass(frozen=True)
class Mutant:
    name: str
    place: Any
    attribute: str
    bug: Any

    @contextmanager
    def planted(self) -> Iterator[None]:
        with patch.object(self.place, self.attribute, self.bug):
            yield


class Never:
    """In place of a class that is asked for: nothing is one."""

    __match_args__ = ("response",)


# --- the lane, commands, the store -----------------------------------------------------------------------------------


def settle_before_the_commit(store: Any, batch: Sequence[group_commit.Waiting]) -> None:
    try:
        with store.transaction() as transaction:
            group_commit.settle(batch, transaction.append([unit for unit, _ in batch]))
    except Exception as error:
        for _, waiting in batch:
            if not waiting.done():
                waiting.set_exception(error)


def admit_and_report_losers_as_appended(*given: Any) -> Any:
    """ON CONFLICT DO NOTHING, and nobody counts the rows."""
    outcomes, *rest = admission.admit(*given)
    return [Appended(0) if isinstance(outcome, Conflict) else outcome for outcome in outcomes], *rest


def append_with_answers_at_once(self: MemoryTransaction, units: Sequence[Unit]) -> Any:
    outcomes = _append(self, units)
    for unit, outcome in zip(units, outcomes, strict=True):
        if unit.key is not None and isinstance(outcome, Appended):
            self._store.answers[unit.key.scope] = (unit.key.body_hash, unit.response)
    return outcomes


def step_with_answers_afterwards(store: Any, units: Sequence[Unit]) -> Any:
    kept = [_replace(unit, key=None) for unit in units]
    outcomes = _lane_step(store, kept)
    answers = [
        _replace(unit, rows=())
        for unit, outcome in zip(units, outcomes, strict=True)
        if isinstance(outcome, Appended) and store.answer(unit.key.scope if unit.key else "") is None
    ]
    _lane_step(store, answers)
    return outcomes


def refuse_without_a_look_at_answers(unit: Unit, versions: Any, answers: Any) -> Any:
    return _refusal(_replace(unit, key=None), versions, answers)


def append_with_the_counter_let_go(self: MemoryTransaction, units: Sequence[Unit]) -> Any:
    """Positions are allotted at once, and others may commit later ones first."""
    store, held = self._store, self._held
    self._held = ExitStack()
    with self._held:
        outcomes = _append(self, units)
    self._held = held
    *_, position, heads = admission.admit(units, _versions(store), store.answers, store.position, store.heads)
    store.position, store.heads = position, heads
    write = self.writes.pop()

    def late() -> None:
        position, heads = store.position, store.heads
        write()
        store.position, store.heads = position, heads

    self.writes.append(late)
    return outcomes


def append_with_the_read_model_at_once(self: MemoryTransaction, units: Sequence[Unit]) -> Any:
    """Its rows stay even if the events do not."""
    store = self._store
    admitted = admission.admit(units, _versions(store), store.answers, store.position, store.heads)[1]
    early = [row for _, numbers in admitted for number in numbers for row in store.project(memory.at(number))]
    outcomes = _append(self, units)
    store.projected += early
    write = self.writes.pop()

    def late() -> None:
        with patch.object(store, "project", lambda _: ()):
            write()

    self.writes.append(late)
    return outcomes


# --- the relay -------------------------------------------------------------------------------------------------------


def relay_over_what_is_not_acknowledged(store: Any, publisher: Any, source: str, lease: Lease) -> int:
    messages = relay._behind(store, source, lease.position)
    if messages and publisher.publish(messages):
        relay._move(store, lease.epoch, messages[-1].position)
    return len(messages)


def relay_that_sends_again_only_what_failed(store: Any, publisher: Any, source: str, lease: Lease) -> int:
    """What stood behind the failed one arrived, so it is left there: behind the gap."""
    messages = relay._behind(store, source, lease.position)
    if messages:
        acknowledged = publisher.publish(messages)
        if acknowledged == len(messages) or publisher.publish(messages[acknowledged : acknowledged + 1]):
            relay._move(store, lease.epoch, messages[-1].position)
    return len(messages)


def relay_that_moves_before_it_sends(store: Any, publisher: Any, source: str, lease: Lease) -> int:
    messages = relay._behind(store, source, lease.position)
    if messages:
        relay._move(store, lease.epoch, messages[-1].position)
        publisher.publish(messages)
    return len(messages)


def relay_that_sends_by_subject(store: Any, source: str, position: int) -> list[Message]:
    return sorted(_behind(store, source, position), key=lambda message: message.subject)


def move_forward_in_any_epoch(self: MemoryOutbox, epoch: int, position: int) -> None:
    row = self._locked()
    _move(self, row.epoch, position)


def move_back_too(self: MemoryOutbox, epoch: int, position: int) -> None:
    row = self._locked()
    self._write(memory.Relay(position, row.epoch, row.holder, row.leased_to))


# --- subscriptions ---------------------------------------------------------------------------------------------------


def move_at_once(self: MemoryTransaction, subscription: str, source: str, partition: int, mark: Mark) -> None:
    """The mark is moved before the effect, in a transaction of its own."""
    self._store.marks[subscription, source, partition] = mark


def together_with_the_mark_afterwards(store: Any, subscription: Subscription, *given: Any) -> Stepped:
    later = MovesLater(store)
    stepped = _together(later, subscription, *given)
    with store.transaction() as transaction:
        for name, source, partition, mark in later.moves:
            if transaction.mark(name, source, partition).position < mark.position:
                transaction.move(name, source, partition, mark)
    return stepped


class MovesLater:
    """A store whose transactions only note where a mark is to be moved."""

    def __init__(self, store: Any) -> None:
        self.moves: list[Any] = []
        self._store = store

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        with self._store.transaction() as transaction:
            yield NotesMoves(transaction, self.moves)


class NotesMoves:
    def __init__(self, transaction: Any, moves: list[Any]) -> None:
        self._transaction = transaction
        self._moves = moves

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transaction, name)

    def move(self, *given: Any) -> None:
        self._moves.append(given)


def consecutive_over_gaps(messages: Sequence[Message], mark: int, size: int, listed: Any) -> Any:
    """Nobody asks what came before a message."""
    batch: list[Message] = []
    for looked, message in enumerate(messages):
        if message.position <= mark:
            continue
        if len(batch) == size or message.subject in {each.subject for each in batch}:
            return batch, looked, False
        batch.append(message)
        mark = message.position
    return batch, len(messages), False


def consecutive_that_keeps_the_last_one(messages: Sequence[Message], mark: int, size: int, listed: Any) -> Any:
    """Drops what is below the mark, not what is at it."""
    batch, looked, gap = _consecutive(messages, mark, size, listed)
    return batch, looked, gap or (not batch and any(message.position == mark for message in messages))


def consecutive_of_whatever_subject(messages: Sequence[Message], mark: int, size: int, listed: Any) -> Any:
    return _consecutive(messages, mark, size, ())


def nobody_is_parked(self: MemoryTransaction, subscription: str, source: str, subjects: Any) -> set[str]:
    return set()


def park_at_once(self: MemoryTransaction, subscription: str, message: Any, reason: str) -> None:
    key = (subscription, message.source, message.position)
    self._store.parked[key] = ParkedMessage(message, reason, self.now())


def park_without_a_look_at_the_mark(store: Any, subscription: Subscription, fault: AtFault, messages: Any) -> Stepped:
    (message,) = fault.batch
    key = (subscription.name, subscription.source, message.partition)
    with store.transaction() as transaction:
        transaction.mark(*key)
        transaction.park(subscription.name, message, str(fault))
        transaction.move(*key, mark := Mark(message.position))
    return Stepped(mark, 1, False, messages)


def seek_on_whatever_topic(self: MemoryFeed, partition: int, mark: Mark) -> None:
    if partition in self._share.held:
        self._at[partition] = mark.next_offset or 0


# --- what is parked --------------------------------------------------------------------------------------------------


def last_one_first(self: MemoryParked, subscription: str, source: str) -> list[tuple[int, int]]:
    lasts = {one.message.subject: one for one in self.of(subscription, source)}
    return [(one.message.partition, one.message.position) for one in lasts.values()]


def take_for_good(self: MemoryParked, subscription: str, source: str, position: int) -> Any:
    """Taken away before its effect is kept."""
    taken = _take(self, subscription, source, position)
    if taken is not None:
        self._transaction.writes.pop()()
    return taken


_append, _refusal, _lane_step = MemoryTransaction.append, admission._refusal, group_commit.step
_behind, _move, _take = relay._behind, MemoryOutbox.move, MemoryParked.take
_together, _consecutive = subscription._together, subscription.consecutive


def _replace(unit: Unit, **changes: Any) -> Unit:
    given = {name: getattr(unit, name) for name in ("rows", "timers", "deliveries", "key", "response")}
    return Unit(**{**given, **changes})


def _versions(store: MemoryStore) -> dict[str, int]:
    return {stream: numbered[-1][3].version for stream, numbered in store.streams.items() if numbered}


MUTANTS = [
    Mutant("the lane answers before it commits", group_commit, "carry_out", settle_before_the_commit),
    Mutant("a loser of the version check is told it won", memory, "admit", admit_and_report_losers_as_appended),
    Mutant("an answer is stored before its events commit", MemoryTransaction, "append", append_with_answers_at_once),
    Mutant("an answer is stored after its events committed", group_commit, "step", step_with_answers_afterwards),
    Mutant("nobody looks whether a request was answered", admission, "_refusal", refuse_without_a_look_at_answers),
    Mutant("a repeat gets a new answer", commands, "Replayed", Never),
    Mutant("the counter is let go before the commit", MemoryTransaction, "append", append_with_the_counter_let_go),
    Mutant("the read model is written at once", MemoryTransaction, "append", append_with_the_read_model_at_once),
    Mutant("the relay moves over what failed", relay, "step", relay_over_what_is_not_acknowledged),
    Mutant("only what failed is sent again", relay, "step", relay_that_sends_again_only_what_failed),
    Mutant("the relay moves before it sends", relay, "step", relay_that_moves_before_it_sends),
    Mutant("the relay sends in another order", relay, "_behind", relay_that_sends_by_subject),
    Mutant("a relay of an old epoch moves the place", MemoryOutbox, "move", move_forward_in_any_epoch),
    Mutant("a relay moves the place back", MemoryOutbox, "move", move_back_too),
    Mutant("the mark moves before the effect", MemoryTransaction, "move", move_at_once),
    Mutant("the mark moves after the effect", subscription, "_together", together_with_the_mark_afterwards),
    Mutant("a gap is passed over", subscription, "consecutive", consecutive_over_gaps),
    Mutant("what stands at the mark is not dropped", subscription, "consecutive", consecutive_that_keeps_the_last_one),
    Mutant("a batch holds a subject twice", subscription, "consecutive", consecutive_of_whatever_subject),
    Mutant("a conflict is taken for success", reactions, "Conflict", Never),
    Mutant("a later message passes a parked one", MemoryTransaction, "parked_subjects", nobody_is_parked),
    Mutant("a message is parked though its mark stays", MemoryTransaction, "park", park_at_once),
    Mutant("what another worker handled is parked", subscription, "_park", park_without_a_look_at_the_mark),
    Mutant("an offset of the old topic is used on the new", MemoryFeed, "seek", seek_on_whatever_topic),
    Mutant("parked messages are tried last one first", MemoryParked, "due", last_one_first),
    Mutant("a parked message is gone before its effect", MemoryParked, "take", take_for_good),
]
