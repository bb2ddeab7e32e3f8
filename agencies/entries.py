"""What the journal keeps of a registry: subscriptions as they stand, and what changed in a register."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from dci.codes import SubscriptionStatus
from dci.questions import Person
from dci.subscriptions import SubscribeCriteria


class Kept(msgspec.Struct, frozen=True, kw_only=True, tag="subscription"):
    """One subscription; the last entry under its code counts. `url`: where its subscriber is told, if anywhere."""

    code: str
    agency: str
    sender_id: str
    url: str | None
    transaction_id: str
    reference_id: str
    correlation_id: str
    made: datetime
    item: str
    persons: tuple[Person, ...]
    criteria: SubscribeCriteria
    ended_by: str | None = None
    """The transaction that ended it."""
    ended_correlation: str | None = None

    @property
    def subscriber(self) -> tuple[str, str]:
        return self.agency, self.sender_id

    @property
    def status(self) -> SubscriptionStatus:
        return SubscriptionStatus.UNSUBSCRIBE if self.ended_by is not None else SubscriptionStatus.SUBSCRIBE

    def wants(self, agency: str, item: str, id_number: str) -> bool:
        about = self.ended_by is None and (self.agency, self.item) == (agency, item)
        return about and any(person.id_number == id_number for person in self.persons)

    def is_the_same_wish(self, other: Kept) -> bool:
        same = (self.subscriber, self.item) == (other.subscriber, other.item) and self.ended_by is None
        return same and {one.id_number for one in self.persons} == {one.id_number for one in other.persons}


class Changed(msgspec.Struct, frozen=True, kw_only=True, tag="changed"):
    """What is on file about a person's item from now on; None: nothing."""

    id_number: str
    item: str
    facts: dict[str, Any] | None
