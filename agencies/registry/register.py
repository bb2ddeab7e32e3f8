"""A register, and what changes in it: who subscribed to the person's item is told, each in an envelope of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from agencies.entries import Changed, Kept
from agencies.journal import Journal
from agencies.letters import CallbackLetter
from agencies.outbox import Outbox
from agencies.partners import Partners
from agencies.registry.subscriptions import Subscriptions
from dci import names
from dci.codes import Action
from dci.messages import VERSION, Notify, NotifyData, NotifyEvent


class Register:
    """All agencies' together: by person, by item."""

    def __init__(
        self,
        on_file: dict[str, dict[str, dict[str, Any]]],
        journal: Journal,
        outbox: Outbox,
        subscriptions: Subscriptions,
        partners: Partners,
    ) -> None:
        self._on_file, self._journal, self._outbox = on_file, journal, outbox
        self._subscriptions, self._partners = subscriptions, partners
        self._changes = 0
        for entry in journal.past:
            if isinstance(entry, Changed):
                self._apply(entry)

    def change(self, agency: str, changed: Changed, now: datetime) -> int:
        """How many are told."""
        wanted = self._subscriptions.to_be_told(agency, changed.item, changed.id_number)
        self._apply(changed)
        letters = [self._letter(one, changed, now) for one in wanted if one.url is not None]
        self._journal.append(changed, *letters)
        for letter in letters:
            self._outbox.put(letter)
        return len(letters)

    def _apply(self, changed: Changed) -> None:
        self._changes += 1
        person = dict(self._on_file.get(changed.id_number, {}))
        person.pop(changed.item, None)
        told = {} if changed.facts is None else {changed.item: changed.facts}
        self._on_file[changed.id_number] = person | told

    def _letter(self, one: Kept, changed: Changed, now: datetime) -> CallbackLetter:
        reference = f"{one.code}-{self._changes}"
        message = Notify(transaction_id=one.transaction_id, notify_event=[_event(one, changed, reference, now)])
        return CallbackLetter(
            id=f"{one.agency}/{reference}#notify",
            agency=one.agency,
            due=now,
            url=self._address(one),
            receiver_id=one.sender_id,
            action=Action.NOTIFY,
            message=msgspec.json.encode(message).decode(),
        )

    def _address(self, one: Kept) -> str:
        """The standard has no field for it: beside where the subscription was answered, or there."""
        given = one.url or ""
        beside = given.removesuffix("on-subscribe") + "notify"
        is_known = given.endswith("/on-subscribe") and self._partners.may_call(one.sender_id, beside)
        return beside if is_known else given


def _event(one: Kept, changed: Changed, reference: str, now: datetime) -> NotifyEvent:
    """Who it is about stands in the record: by number, and by the token that the subscriber gave."""
    (person,) = (each for each in one.persons if each.id_number == changed.id_number)
    about = {"id_number": person.id_number} | ({"person": person.token} if person.token else {})
    return NotifyEvent(
        reference_id=reference,
        timestamp=now,
        data=NotifyData(
            version=VERSION,
            reg_type=names.registry(one.agency),
            reg_event_type=one.criteria.reg_event_type,
            reg_record_type=one.criteria.notify_record_type,
            reg_records=about | (changed.facts or {}),
        ),
        locale="zho",
    )
