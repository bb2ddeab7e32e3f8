"""The services' own loops, each run until it would wait: the house decides who goes next."""

import threading
from collections.abc import Callable
from typing import Any

from chassis import answer_retention, delivery_worker, relay, timers
from chassis.bus.memory import MemoryBus, MemoryFeed, MemoryPublisher
from chassis.service import Service
from chassis.subscription_worker import Follower
from tests.faults.each_call.bus_ports import FeedPort, PublisherPort
from tests.faults.each_call.sites import Sites


class Turn(threading.Event):
    """What a loop takes for its `stop`. Waiting takes no time, and after the first wait the turn is over, whether
    it was for work or for the end of a back-off."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return False


class Loops:
    """One service's background, as `chassis.runtime` starts it, without threads."""

    def __init__(self, service: Service, bus: MemoryBus, sites: Sites, turn: Turn) -> None:
        self._service, self._sites, self._turn = service, sites, turn
        self.resting = ""
        """the loop that gets no turn for now"""
        self._publisher = PublisherPort(MemoryPublisher(service.name, bus), service.name, sites)
        self._followers = {
            f"{each.name}<{each.source}": Follower(
                service.store,
                each,
                FeedPort(MemoryFeed(each.name, each.source, bus), service.name, sites, turn.set),
                turn,
            )
            for each in service.subscriptions
        }

    def go_round(self) -> None:
        service, turn = self._service, self._turn
        self._go("relay", relay.run, service.store, self._publisher, service.name, turn)
        for name, follower in self._followers.items():
            self._go(name, follower.run)
        if service.timers:
            self._go("timers", timers.run, service.store, service.timers, service.clock, turn)
        if service.senders:
            self._go("deliveries", delivery_worker.run, service.store, service.senders, turn)

    def forget(self) -> None:
        self._go("forgetting", answer_retention.run, self._service.store, self._turn)

    def _go(self, name: str, loop: Callable[..., object], *arguments: Any) -> None:
        if name == self.resting:
            return
        self._turn.clear()
        with self._sites.loop(name):
            loop(*arguments)
