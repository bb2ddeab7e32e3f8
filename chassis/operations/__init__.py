"""Operator actions on a service's store, from outside: each commits together with an event that tells it.

No service's code is needed, nor a vault: these events hold nothing personal. Lists are read as the role `operator`;
writes go as the service's application role, which may do no more than the service itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.codec import Codec
from chassis.envelope import Context
from chassis.ids import uuid7
from chassis.operations.events import events_of
from chassis.store import Store, Transaction, Unit
from chassis.store.postgres import PostgresStore
from chassis.unit_of_work import Change, unit
from chassis.vault.sealed import SealedVault


@dataclass(frozen=True)
class Operator:
    """Who acts, and the business time at which; the event names them as its actor."""

    name: str
    at: datetime


def open_store(service: str, app_url: str) -> PostgresStore:
    """The store of `service`, for these acts alone; close it."""
    return PostgresStore(app_url, Codec(service, events_of(service), SealedVault()), lambda _: (), connections=2)


def tell(store: Store, transaction: Transaction, operator: Operator, *told: tuple[str, Any]) -> None:
    """Appends what was done; the last thing in its transaction."""
    transaction.append([unit_of(store.codec, operator, *told)])


def unit_of(codec: Codec, operator: Operator, *told: tuple[str, Any]) -> Unit:
    """`told`: subjects, each with an event about it, in a stream of its own."""
    context = Context(actor=f"operator:{operator.name}", at=operator.at, correlation=uuid7())
    return unit(codec, context, [Change(f"operating-{uuid7()}", 0, subject, [event]) for subject, event in told])
