"""Parked messages: tried again in order, per subject, with back-off, under the partition's mark.

See docs/design/bus-and-subscriptions.md#parking.
"""

from chassis import logs
from chassis.reactions import MovedOn, react
from chassis.store import Store
from chassis.subscription import MESSAGE_FAILURES, Subscription, describe, work


def retry(store: Store, subscription: Subscription) -> int:
    """Tries the first parked message of each subject that is due; gives how many were settled.

    What stood behind a settled one is due at once, so it goes on until a round settles nothing.
    """
    settled = 0
    while due := _due(store, subscription):
        round_settled = sum(_one(store, subscription, partition, position) for partition, position in due)
        if not round_settled:
            break
        settled += round_settled
    return settled


def _due(store: Store, subscription: Subscription) -> list[tuple[int, int]]:
    """Partition and position of each subject's first parked message, where its next try has come."""
    with store.transaction() as transaction:
        return transaction.parked.due(subscription.name, subscription.source)


def _one(store: Store, subscription: Subscription, partition: int, position: int) -> bool:
    name, source = subscription.name, subscription.source
    try:
        with store.transaction() as transaction:
            transaction.mark(name, source, partition)
            taken = transaction.parked.take(name, source, position)
            if taken is None:
                return False
            react(transaction, work(subscription, [taken]))
    except MovedOn:
        return False
    except MESSAGE_FAILURES as error:
        with store.transaction() as transaction:
            transaction.parked.put_off(name, source, position, describe(error))
        return False
    logs.logger(name).info("parked_message_settled", source=source, position=position)
    return True
