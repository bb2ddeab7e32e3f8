"""Compare-and-swap on marks: messages that no reaction waits for move the marks of all partitions in one transaction.

Most messages of a source concern a subscription not at all, and each step over them would be a transaction of its own
for one partition: the mark locked, what is parked asked, the mark written. A mark that is moved only from where these
messages begin needs neither.

See docs/design/bus-and-subscriptions.md#subscriptions.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from chassis import metrics
from chassis.message import Message
from chassis.store import Store
from chassis.subscription import BATCH_MAX, Subscription, moved_to

Polled = Mapping[int, Sequence[Message]]


def pass_over(store: Store, subscription: Subscription, polled: Polled) -> Polled:
    """Gives what it did not pass over, for `subscription.step`: what somebody waits for, has a gap, or came before."""
    whole = _whole(subscription, polled)
    if not whole:
        return polled
    moves = {partition: (messages[0].previous, moved_to(messages[-1])) for partition, messages in whole.items()}
    name, source = subscription.name, subscription.source
    with store.transaction() as transaction:
        moved = transaction.move_from(name, source, moves, alone=subscription.every is None)
        if subscription.every is not None and moved:
            subscription.every(transaction, [message for partition in sorted(moved) for message in whole[partition]])
    for partition in moved:
        labels = (name, source, str(partition))
        metrics.SUBSCRIPTION_HANDLED.labels(*labels).inc(len(whole[partition]))
        metrics.SUBSCRIPTION_GAP.labels(*labels).set(0)
        metrics.SUBSCRIPTION_BATCH.labels(name, source).observe(len(whole[partition]))
    return {partition: messages for partition, messages in polled.items() if partition not in moved}


def _whole(subscription: Subscription, polled: Polled) -> dict[int, Sequence[Message]]:
    """The partitions whose messages are an unbroken chain without a listed one, as many as one transaction may hold."""
    found: dict[int, Sequence[Message]] = {}
    room = BATCH_MAX
    for partition, messages in polled.items():
        if messages and len(messages) <= room and _is_chain(messages) and _concerns_nobody(subscription, messages):
            found[partition] = messages
            room -= len(messages)
    return found


def _is_chain(messages: Sequence[Message]) -> bool:
    return all(message.previous == before.position for before, message in pairwise(messages))


def _concerns_nobody(subscription: Subscription, messages: Sequence[Message]) -> bool:
    return not any(message.type in subscription.listed for message in messages)
