"""Subscriptions: each message's effects and "handled up to here" commit in one transaction.

`step` is a plain function over a store and messages; `chassis.subscription_worker` drives it over a feed.

See docs/design/bus-and-subscriptions.md#subscriptions.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from chassis import logs, metrics, trace
from chassis.codec import Codec, EventTooLarge, Recorded, UnknownEventType
from chassis.database import REFUSED
from chassis.message import Mark, Message
from chassis.reactions import MovedOn, Reaction, react
from chassis.store import Store, Transaction, Unit
from chassis.vault import BrokenBox
from kernel.errors import DomainError, UnknownEvent

BATCH_MAX = 1_000
CONFLICT_TRIES = 5

MESSAGE_FAILURES = (
    *(DomainError, UnknownEvent, UnknownEventType, BrokenBox, EventTooLarge, msgspec.DecodeError),
    *REFUSED,
)
"""Failures of the message itself: they park it. Everything else makes the partition wait."""


@dataclass(frozen=True)
class Subscription:
    """What `name` does about the public facts of `source`; types without a reaction are skipped."""

    name: str
    source: str
    codec: Codec
    reactions: Mapping[type, Reaction[Any]]
    """event class -> reaction, which is given `Recorded` of that class"""
    every: Callable[[Transaction, Sequence[Message]], None] | None = None
    """Called with every message, bodies opaque, in the transaction that moves the mark; never parks."""

    def __post_init__(self) -> None:
        assert self.every is None or not self.reactions, "a message that parks would miss `every`"
        assert len(self.listed) == len(self.reactions)

    @cached_property
    def listed(self) -> Mapping[str, Reaction[Any]]:
        """type name on the wire -> reaction, as the source's catalogue names the classes"""
        return {self.codec.name_of(event): reaction for event, reaction in self.reactions.items()}


@dataclass(frozen=True)
class Stepped:
    """What one step did: the mark after it, how many messages it handled, whether a gap stands open."""

    mark: Mark
    handled: int
    gap: bool
    rest: Sequence[Message] = field(default=(), repr=False)


class AtFault(Exception):
    """A poison message: of `batch`, the one after the first `ahead` failed; the whole batch was rolled back.

    What the database refuses is told at the end, when all are handled: then nobody knows which it was, and it is looked
    for in halves.
    """

    def __init__(self, batch: Sequence[Message], at_hand: int, error: Exception) -> None:
        super().__init__(describe(error))
        self.batch = batch
        if isinstance(error, REFUSED):
            self.ahead = len(batch) // 2
        else:
            self.ahead = sum(message.position < at_hand for message in batch)


class AtHand:
    """The position of the message that is decoded or handled now; owned by one attempt at one batch."""

    position = 0


def step(store: Store, subscription: Subscription, partition: int, messages: Sequence[Message]) -> Stepped:
    """Handles a first batch of consecutive messages of one partition; the rest is for the next step."""
    try:
        return _together(store, subscription, partition, messages, BATCH_MAX)
    except AtFault as fault:
        return _around(store, subscription, partition, messages, len(fault.batch), fault.ahead)
    except MovedOn:
        return _around(store, subscription, partition, messages, BATCH_MAX, 1)


def consecutive(
    messages: Sequence[Message], mark: int, size: int, listed: Container[str]
) -> tuple[list[Message], int, bool]:
    """The messages to apply now: (batch, how many were looked at, whether a gap was met).

    Apply if `previous` equals the mark, drop if not above it, skip what stands behind a gap;
    a batch is cut before a subject's second message of the listed types (the others have no effect).
    """
    batch: list[Message] = []
    subjects: set[str] = set()
    gap = False
    for looked, message in enumerate(messages):
        if message.position <= mark:
            continue
        if message.previous != mark:
            gap = True
            continue
        if len(batch) == size or (message.type in listed and message.subject in subjects):
            return batch, looked, gap
        gap = False
        batch.append(message)
        if message.type in listed:
            subjects.add(message.subject)
        mark = message.position
    return batch, len(messages), gap


def _together(
    store: Store, subscription: Subscription, partition: int, messages: Sequence[Message], size: int
) -> Stepped:
    name, source = subscription.name, subscription.source
    _prefetch(subscription, messages[:size])
    batch: list[Message] = []
    at_hand = AtHand()
    try:
        with store.transaction() as transaction:
            mark = transaction.mark(name, source, partition)
            batch, looked, gap = consecutive(messages, mark.position, size, subscription.listed)
            if batch:
                mark = moved_to(batch[-1])
                transaction.move(name, source, partition, mark)
                _apply(transaction, subscription, batch, at_hand)
    except MESSAGE_FAILURES as error:
        if subscription.every is not None:
            raise
        raise AtFault(batch, at_hand.position, error) from error
    labels = (name, source, str(partition))
    metrics.SUBSCRIPTION_HANDLED.labels(*labels).inc(len(batch))
    metrics.SUBSCRIPTION_DROPPED.labels(*labels).inc(looked - len(batch))
    metrics.SUBSCRIPTION_GAP.labels(*labels).set(gap)
    if batch:
        metrics.SUBSCRIPTION_BATCH.labels(name, source).observe(len(batch))
    return Stepped(mark, len(batch), gap, messages[looked:])


def _apply(transaction: Transaction, subscription: Subscription, batch: Sequence[Message], at_hand: AtHand) -> None:
    listed = [message for message in batch if message.type in subscription.listed]
    heard = {message.subject for message in listed}
    parked = transaction.parked_subjects(subscription.name, subscription.source, heard) if heard else set()
    for message in listed:
        if message.subject in parked:
            transaction.park(subscription.name, message, "behind a parked message")
    if subscription.every is not None:
        subscription.every(transaction, batch)
    react(transaction, work(subscription, [message for message in batch if message.subject not in parked], at_hand))


def _around(
    store: Store, subscription: Subscription, partition: int, messages: Sequence[Message], batch: int, together: int
) -> Stepped:
    """Isolates a poison message: commits the first `together`, tries the next one alone, and goes on so to the end of
    the batch. Its neighbours cost a few transactions and not one each."""
    handled = 0
    for _ in range(2 * BATCH_MAX):
        try:
            if together > 1:
                stepped = _together(store, subscription, partition, messages, together)
            else:
                stepped = _alone(store, subscription, partition, messages)
        except AtFault as fault:
            together = min(fault.ahead, together - 1)
            continue
        except MovedOn:
            if together <= 1:
                raise
            together //= 2
            continue
        handled, messages = handled + stepped.handled, stepped.rest
        if not messages or handled >= batch:
            break
        together = 1 if together > 1 else batch - handled
    return Stepped(stepped.mark, handled, stepped.gap, messages)


def _alone(store: Store, subscription: Subscription, partition: int, messages: Sequence[Message]) -> Stepped:
    """One message by itself: again when a stream moved on, parked when the message is at fault."""
    for tried in range(1, CONFLICT_TRIES + 1):
        try:
            return _together(store, subscription, partition, messages, 1)
        except MovedOn:
            if tried == CONFLICT_TRIES:
                raise
        except AtFault as fault:
            return _park(store, subscription, fault, messages)
    raise AssertionError("unreachable")


def _park(store: Store, subscription: Subscription, fault: AtFault, messages: Sequence[Message]) -> Stepped:
    """Parks the message that failed, unless another worker has moved the mark over it meanwhile."""
    name, source = subscription.name, subscription.source
    (message,) = fault.batch
    with store.transaction() as transaction:
        mark = transaction.mark(name, source, message.partition)
        if mark.position != message.previous:
            return Stepped(mark, 0, False, messages)
        transaction.park(name, message, str(fault))
        mark = moved_to(message)
        transaction.move(name, source, message.partition, mark)
    logs.logger(name).error(
        "message_parked", source=source, position=message.position, type=message.type, reason=str(fault)
    )
    return Stepped(mark, 1, False, messages)


def decoded(subscription: Subscription, message: Message) -> Recorded[Any]:
    return subscription.codec.decode(message.body, message.position)


def describe(error: BaseException) -> str:
    """The reason kept with a parked row: a code or a class, never a message that may quote data."""
    return error.code if isinstance(error, DomainError) else type(error).__name__


def work(
    subscription: Subscription, batch: Sequence[Message], at_hand: AtHand | None = None
) -> list[tuple[Reaction[Any], Recorded[Any]]]:
    """Each message's reaction and its decoded event; `at_hand` follows which message is worked on."""
    at_hand = at_hand or AtHand()
    listed = [message for message in batch if message.type in subscription.listed]
    told = {name: _telling(subscription.listed[name], at_hand) for name in {m.type for m in listed}}
    found = []
    for message in listed:
        at_hand.position = message.position
        found.append((told[message.type], decoded(subscription, message)))
    return found


def _prefetch(subscription: Subscription, messages: Sequence[Message]) -> None:
    subscription.codec.prefetch({m.subject for m in messages if m.type in subscription.listed})


def moved_to(message: Message) -> Mark:
    offset = None if message.offset is None else message.offset + 1
    return Mark(message.position, message.topic_id, offset)


def _telling(reaction: Reaction[Any], at_hand: AtHand) -> Reaction[Any]:
    """Runs the handler under the trace context that the event carries."""

    def handle(transaction: Transaction, recorded: Recorded[Any]) -> Unit | None:
        at_hand.position = recorded.position
        with trace.following(recorded.envelope.traceparent):
            return reaction.handle(transaction, recorded)

    return Reaction(handle, reaction.lock_keys)
