"""A lost or rebuilt Kafka cluster, filled again from a store: the relay is set back and publishes anew.

What comes twice is dropped at the marks. The epoch grows with the place's setting back: a relay that is just sending
from its old place would else move on from there, and nobody would see that the refill had been lost.
"""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from chassis.database import only_row
from chassis.operations import Operator, tell
from chassis.operations.events import RelaySetBack
from chassis.store import Store

SUBJECT = "relay"


class NeverRelayed(Exception):
    """No relay ever ran on this store: it is on the direct bus, or was never started."""


@dataclass(frozen=True)
class SetBack:
    """`goal`: when the relay's place has reached it, all that stood in the store is published again."""

    was: int
    place: int
    goal: int


@dataclass(frozen=True)
class RelayPlace:
    """Where the relay stands; `held`: whether a relay holds the lease now."""

    position: int
    held: bool


def set_back(store: Store, operator: Operator, first: int = 1) -> SetBack:
    """Has everything from position `first` on published again. Raises `NeverRelayed`."""
    with store.transaction() as transaction:
        was, epoch, goal = only_row(
            transaction.connection.execute(
                "SELECT position, epoch, (SELECT position FROM counter) FROM relay FOR UPDATE"
            )
        )
        if not epoch:
            raise NeverRelayed
        place = min(was, first - 1)
        transaction.connection.execute("UPDATE relay SET position = %s, epoch = epoch + 1", (place,))
        tell(store, transaction, operator, (SUBJECT, RelaySetBack(first=first, was=was)))
    return SetBack(was, place, goal)


def place_of(connection: Connection[Any]) -> RelayPlace:
    return RelayPlace(*only_row(connection.execute("SELECT position, coalesce(leased_to > now(), false) FROM relay")))
