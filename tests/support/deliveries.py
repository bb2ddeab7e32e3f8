"""One turn of deliveries without threads, as `chassis.delivery_worker` carries them one by one."""

from collections.abc import Mapping
from typing import Any

from chassis.deliveries import Send, lease, send, settle

HANDS = 8


def turn(store: Any, senders: Mapping[str, Send]) -> int:
    """How many were leased."""
    leased = lease(store, HANDS)
    for delivery in leased:
        settle(store, delivery, send(senders, delivery))
    return len(leased)
