"""A consumer's test harness: what the services beside it say, put into its hands message by message.

Nothing runs in between: a foreign fact stands at the next place of its source's log and is handled where the test
says so, and a timer rings when the test moves the time.
"""

from collections import defaultdict
from datetime import datetime
from importlib import import_module
from typing import Any

from chassis import timers, unit_of_work
from chassis.codec import Codec
from chassis.envelope import Context
from chassis.ids import uuid7
from chassis.message import Message
from chassis.service import Service
from chassis.store import partition_of
from chassis.subscription import Subscription, step
from chassis.vault import Vault


class Neighbours:
    """`vault` seals what they say: the service's own, or one of theirs where it may not open anything."""

    def __init__(self, service: Service[Any], vault: Vault | None = None) -> None:
        self._service, self._vault = service, vault or service.vault
        self._head: dict[str, int] = defaultdict(int)
        self._previous: dict[tuple[str, int], int] = defaultdict(int)

    def said(self, subject: str, event: Any, at: datetime | None = None) -> Message:
        """The message of this fact, as the store of the service that owns it would publish it next; `at`: or now."""
        source = type(event).__module__.rpartition(".")[2]
        codec = Codec(source, import_module(f"contracts.{source}").EVENTS, self._vault)
        context = Context(actor=f"system:{source}", at=at or self._service.clock.now(), correlation=uuid7())
        (row,) = unit_of_work.unit(
            codec, context, [unit_of_work.Change(f"{source}-{uuid7()}", 0, subject, [event])]
        ).rows
        self._head[source] += 1
        position, partition = self._head[source], partition_of(subject)
        previous, self._previous[source, partition] = self._previous[source, partition], position
        return Message(source, partition, position, previous, subject, row.type, row.body)

    def hear(self, subject: str, event: Any, at: datetime | None = None) -> Message:
        """The service is told this fact and does with it what it has to do."""
        message = self.said(subject, event, at)
        assert handle(self._service, message) == len(_listening(self._service, message.source)) > 0
        assert parked(self._service) == []
        return message


def handle(service: Service[Any], message: Message) -> int:
    """Every subscription to the message's source takes it; to how many it was news."""
    taken = [step(service.store, each, message.partition, [message]) for each in _listening(service, message.source)]
    return sum(one.handled for one in taken)


def ring(service: Service[Any], now: datetime) -> int:
    """Fires all timers due at `now`; how many."""
    fired = 0
    while count := timers.step(service.store, service.timers, now):
        fired += count
    return fired


def events(service: Service[Any], subject: str) -> list[Any]:
    """The service's own events about a subject, in order, opened as far as it may."""
    found = rows(service, "SELECT body FROM events WHERE subject = %s ORDER BY position", subject)
    return [service.store.codec.decode(body).event for (body,) in found]


def parked(service: Service[Any]) -> list[tuple[str, str]]:
    """(type, reason)."""
    return rows(service, "SELECT type, reason FROM parked ORDER BY subscription, source, position")


def rows(service: Service[Any], sql: str, *parameters: Any) -> list[Any]:
    with service.store.reading() as connection:
        return connection.execute(sql, parameters or None).fetchall()


def _listening(service: Service[Any], source: str) -> list[Subscription]:
    return [each for each in service.subscriptions if each.source == source]
