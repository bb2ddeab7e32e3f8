"""A service as a value: what `bootstrap` puts together, and what `runtime` starts and stops."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter

from chassis.deliveries import Send
from chassis.http.errors import ErrorText
from chassis.lane import Lane
from chassis.reactions import Reaction
from chassis.settings import Settings
from chassis.store.append import Projection
from chassis.store.postgres import PostgresStore
from chassis.subscription import Subscription


@dataclass(frozen=True)
class ReadModels:
    """Tables that fold from the service's own events alone, and the writes of one event.

    `guards`: they are written before the counter row is taken, as guards are.
    """

    project: Projection
    tables: Sequence[str]
    guards: bool = False


@dataclass(frozen=True)
class Service:
    """Everything a service is made of; the four look alike."""

    name: str
    settings: Settings
    store: PostgresStore
    lane: Lane
    vault: Any
    clock: Any
    routers: Sequence[APIRouter]
    errors: Sequence[ErrorText]
    raises: frozenset[str] = frozenset()
    """codes its code may raise; one without a text keeps the process from starting"""
    body_limits: Mapping[str, int] = field(default_factory=dict)
    read_models: Sequence[ReadModels] = ()
    subscriptions: Sequence[Subscription] = ()
    timers: Mapping[str, Reaction] = field(default_factory=dict)
    senders: Mapping[str, Send] = field(default_factory=dict)
    delivery_hands: int = 4
    """outward calls under way at a time"""
    waits: Mapping[str, str] = field(default_factory=dict)
    """what is waited for -> a bounded query of how many wait and since when (real time); over 30 s is an alarm"""
    at_start: Sequence[Callable[[], None]] = ()
    at_stop: Sequence[Callable[[], None]] = ()
