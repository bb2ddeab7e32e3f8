"""The composition of a service as a value: what `bootstrap` puts together, and what `runtime` starts and stops."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from fastapi import APIRouter

from chassis.clock import Clock
from chassis.deliveries import Send
from chassis.group_commit import Lane
from chassis.http.refusals.errors import ErrorText
from chassis.projection import Projection
from chassis.reactions import Reaction
from chassis.resources import Resources
from chassis.settings import Settings
from chassis.store import Timer
from chassis.store.postgres import PostgresStore
from chassis.subscription import Subscription
from chassis.vault.postgres import PostgresVault

Resources_co = TypeVar("Resources_co", bound=Resources, covariant=True)


@dataclass(frozen=True)
class ReadModels:
    """Tables that fold from the service's own events alone, and the writes of one event.

    `guards`: they are written before the counter row is taken, as guards are.
    """

    project: Projection
    tables: Sequence[str]
    guards: bool = False


@dataclass(frozen=True)
class Service(Generic[Resources_co]):
    """Everything a service is made of; the four look alike."""

    name: str
    resources: Resources_co
    routers: Sequence[APIRouter]
    errors: Sequence[ErrorText]
    raises: frozenset[str] = frozenset()
    """codes its code may raise; one without a text keeps the process from starting"""
    body_limits: Mapping[str, int] = field(default_factory=dict)
    read_models: Sequence[ReadModels] = ()
    subscriptions: Sequence[Subscription] = ()
    timers: Mapping[str, Reaction[Timer]] = field(default_factory=dict)
    senders: Mapping[str, Send] = field(default_factory=dict)
    delivery_hands: int = 4
    """outward calls under way at a time"""
    waits: Mapping[str, str] = field(default_factory=dict)
    """what is waited for -> a bounded query of how many wait and since when (real time); over 30 s is an alarm"""
    at_start: Sequence[Callable[[], None]] = ()
    at_stop: Sequence[Callable[[], None]] = ()

    @property
    def settings(self) -> Settings:
        return self.resources.settings

    @property
    def store(self) -> PostgresStore:
        return self.resources.store

    @property
    def lane(self) -> Lane:
        return self.resources.lane

    @property
    def vault(self) -> PostgresVault:
        return self.resources.vault

    @property
    def clock(self) -> Clock:
        return self.resources.clock
