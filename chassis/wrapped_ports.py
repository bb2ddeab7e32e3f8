"""Wrapped ports: what a process takes from outside and a launcher may wrap; the product wraps nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from chassis.bus import Feed
from chassis.bus.ahead import MANY
from chassis.deliveries import LEASE_S


def unwrapped(feed: Feed) -> Feed:
    return feed


@dataclass(frozen=True)
class WrappedPorts:
    """`feed` gets each subscription's feed and gives the one that is read ahead; `real_time`: the wall clock, in s.

    A launcher whose faults are to outlast a delivery's lease, or to fall into a poll ahead, shortens the last two.
    """

    feed: Callable[[Feed], Feed] = unwrapped
    real_time: Callable[[], float] = time.time
    delivery_lease_s: float = LEASE_S
    ahead_from: int = MANY
