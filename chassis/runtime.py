"""The process's background threads: started in order, stopped in order; nothing here knows which service it is."""

import threading
from collections.abc import Callable
from typing import Any

from chassis import answer_retention, backfill, clock, delivery_worker, gauges, logs, relay, timers
from chassis.bus import Feed
from chassis.bus.ahead import ReadAhead
from chassis.bus.notifier import notify
from chassis.resources import Resources
from chassis.service import Service
from chassis.settings import Settings
from chassis.subscription import Subscription
from chassis.subscription_worker import Follower
from chassis.wrapped_ports import WrappedPorts


class Runtime:
    """The background of one process: writer lane, notifier or relay, followers, timers, deliveries, forgetting."""

    def __init__(self, service: Service[Resources], settings: Settings, ports: WrappedPorts | None = None) -> None:
        self._service = service
        self._settings = settings
        self._ports = ports or WrappedPorts()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        service = self._service
        for make_ready in service.at_start:
            make_ready()
        service.lane.start()
        if backfill.to_be_filled(service):
            self._thread("backfill", backfill.run, service, self._stop)
        if self._settings.bus == "kafka":
            self._thread("relay", relay.run, service.store, self._publisher(), service.name, self._stop)
        else:
            self._thread("notifier", notify, self._settings.database_url, service.store.commits.events, self._stop)
        for subscription in service.subscriptions:
            self._thread(f"{subscription.name}<{subscription.source}", self._follow, subscription)
        self._thread("forgetting", answer_retention.run, service.store, self._stop)
        self._thread("sampling", gauges.run, service, self._settings, self._stop)
        if service.timers:
            self._thread("timers", timers.run, service.store, service.timers, service.clock, self._stop)
            if self._settings.clock_offset_file is not None:
                moved = service.store.commits.timers.tell
                self._thread("clock", clock.watch, self._settings.clock_offset_file, moved, self._stop)
        if service.senders:
            hands, lease_s = service.delivery_hands, self._ports.delivery_lease_s
            self._thread("deliveries", delivery_worker.run, service.store, service.senders, self._stop, hands, lease_s)
        logs.logger("runtime").info("started", threads=len(self._threads), bus=self._settings.bus)

    def stop(self) -> None:
        """Called once HTTP takes no more requests: finishes what is begun, then closes what was opened."""
        self._stop.set()
        self._service.store.commits.wake()
        self._service.lane.stop()
        for thread in self._threads:
            thread.join(timeout=10)
        for release in self._service.at_stop:
            release()
        self._service.store.close()
        self._service.vault.close()
        logs.logger("runtime").info("stopped")

    def probes(self) -> dict[str, Callable[[], object]]:
        """Readiness: what must answer, by name; a dead thread makes the process unready."""
        return {
            "database": self._service.store.ping,
            "vault": self._service.vault.ping,
            "threads": self._all_alive,
        }

    def _all_alive(self) -> None:
        threads = [*self._threads, self._service.lane.thread]
        dead = [thread.name for thread in threads if not thread.is_alive()]
        if dead:
            raise RuntimeError(f"threads ended: {', '.join(dead)}")

    def _follow(self, subscription: Subscription) -> None:
        feed = ReadAhead(self._ports.feed(self._feed(subscription)), self._ports.ahead_from)
        Follower(self._service.store, subscription, feed, self._stop).run()

    def _feed(self, subscription: Subscription) -> Feed:
        if self._settings.bus == "kafka":
            from chassis.bus.kafka import KafkaFeed

            return KafkaFeed(subscription.name, subscription.source, *self._kafka())
        from chassis.bus.direct import DirectFeed

        return DirectFeed(
            subscription.name,
            subscription.source,
            self._settings.sources[subscription.source],
            self._settings.database_url,
        )

    def _publisher(self) -> Any:
        from chassis.bus.kafka import KafkaPublisher

        return KafkaPublisher(self._service.name, *self._kafka())

    def _kafka(self) -> tuple[str, str]:
        return str(self._settings.kafka_bootstrap_servers), self._settings.kafka_prefix

    def _thread(self, name: str, target: Callable[..., object], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)
