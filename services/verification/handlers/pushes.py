"""An agency's push: what changed about a person, told without having been asked. It is judged as an answer is, and kept
as evidence for each household that was asked about the person under a consent that still covers the item; where the
latest report holds something else, it comes out again.

One push is about one person, so that the erasure of one household touches no other's evidence. The ack is the same
whether the person is known here or not: a sender learns nothing by trying.
"""

import zlib
from collections.abc import Callable
from datetime import datetime
from functools import partial, reduce
from typing import Final

import msgspec
from msgspec import Struct

from chassis import unit_of_work
from chassis.codec import EventTooLarge
from chassis.commands import through_lane
from chassis.store import Transaction, Unit
from chassis.use_case import begun_by
from dci import names
from dci.messages import NotifyEvent
from dci.parser import Malformed
from dci.receiver import AcceptedNotify
from kernel import resident_id
from kernel.identifier import InvalidIdentifier
from kernel.items import Item
from services.verification import projections
from services.verification.domain.commands import TakePush
from services.verification.domain.events import AgencyPushed, Receipt, Record
from services.verification.domain.inquiry.evolution import evolve
from services.verification.domain.inquiry.recall import push as decide
from services.verification.domain.inquiry.states import NotOpened, State
from services.verification.domain.items import reader
from services.verification.domain.rules import why_not_covered
from services.verification.handlers import directory, leads, recall, refusals
from services.verification.handlers.inquiries import load
from services.verification.handlers.receipts import receipt_of
from services.verification.resources import Resources

ABOUT: Final = frozenset({"id_number", "person"})
"""Members of a record that say whom it is about; the rest is what is on file."""


class _Push(Struct, frozen=True):
    reference: str
    item: str
    person: str
    told_at: datetime
    lead: leads.Said | None
    records: tuple[Record, ...]


class _Unfit(ValueError):
    """`reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def take(resources: Resources, accepted: AcceptedNotify, body: bytes) -> str:
    """Why it is refused, or ""."""
    sender = accepted.verified.sender_id
    try:
        pushes = [
            _push(resources, sender, event, partial(_answers, resources, sender))
            for event in accepted.message.notify_event
        ]
    except (_Unfit, leads.Unfit) as unfit:
        return refusals.remember(resources, sender, unfit.reason)
    if len({push.person for push in pushes}) > 1:
        return refusals.remember(resources, sender, "more_than_one_person")
    with resources.store.reading() as connection:
        asked = projections.asked_about(connection, pushes[0].person)
    if not asked:
        leads.keep(resources, accepted, pushes[0].person, [(one.reference, one.lead) for one in pushes if one.lead])
    raw, receipt = zlib.compress(body), receipt_of(accepted, body)
    try:
        for household, stream in asked:
            _keep(resources, accepted, household, stream, pushes, raw, receipt)
    except EventTooLarge:
        return refusals.remember(resources, sender, "body_too_large")
    return ""


def _push(
    resources: Resources,
    sender: str,
    event: NotifyEvent,
    answers_somewhere: Callable[[str], bool],
) -> _Push:
    """Raises `_Unfit` and `leads.Unfit`."""
    item = _item(event, answers_somewhere)
    lead = leads.said(resources, sender, event, item)
    told = event.data.reg_records
    number = told.get("id_number")
    try:
        known = resident_id.parse(number if isinstance(number, str) else "", resources.today()).number
    except InvalidIdentifier:
        raise _Unfit("id_number_invalid") from None
    person = resources.vault.token("person", known)
    on_file = [{**told, "person": person}] if told.keys() - ABOUT else []
    try:
        return _Push(event.reference_id, item, person, event.timestamp, lead, reader.read(item, on_file, (person,)))
    except reader.Unreadable as unreadable:
        raise _Unfit(unreadable.reason) from None


def _item(event: NotifyEvent, answers_somewhere: Callable[[str], bool]) -> str:
    """What the record is of, if it is this sender's to tell of anybody."""
    try:
        item = names.code_of(event.data.reg_record_type, names.RECORD)
    except Malformed:
        item = ""
    if item not in set(Item) or not answers_somewhere(item):
        raise _Unfit("record_type_not_yours")
    return item


def _answers(resources: Resources, sender: str, item: str) -> bool:
    with resources.store.reading() as connection:
        return directory.answers_somewhere(resources, connection, sender, item)


def _keep(
    resources: Resources,
    accepted: AcceptedNotify,
    household: str,
    stream: str,
    pushes: list[_Push],
    raw: bytes,
    receipt: Receipt,
) -> None:
    """(sender, transaction, reference) is one push for ever: a repeat changes nothing."""
    resources.codec.prefetch([household])
    sender = accepted.verified.sender_id
    context = begun_by(resources, f"agency:{sender}")

    def build(transaction: Transaction) -> Unit:
        inquiry = load(transaction, stream)
        named = [(_stream(resources, accepted, household, push), push) for push in pushes]
        news = [
            (name, push)
            for name, push in named
            if _is_covered(resources, transaction, sender, inquiry.state, push) and not transaction.load(name)
        ]
        changes = [
            unit_of_work.Change(name, 0, household, [_pushed(resources, sender, push, raw, receipt)])
            for name, push in news
        ]
        if recall.latest_stream(transaction, household) == stream:
            replaced = _replaced(resources, news, inquiry.state)
            changes.append(unit_of_work.Change(stream, inquiry.version, household, replaced))
        return unit_of_work.unit(resources.codec, context, changes) if news else Unit()

    through_lane(resources.store, resources.lane, None, build)


def _replaced(resources: Resources, news: list[tuple[str, _Push]], state: State) -> list[object]:
    """What the latest report holds otherwise; of a person who has left the household it holds nothing."""
    commands = [
        TakePush(
            item=push.item,
            person=push.person,
            records=push.records,
            evidence=name,
            told_at=push.told_at,
            today=resources.today(),
        )
        for name, push in news
    ]
    decided = list[object]()
    for command in commands:
        decided += decide(command, reduce(evolve, decided, state))
    return decided


def _is_covered(resources: Resources, transaction: Transaction, sender: str, state: State, push: _Push) -> bool:
    """By the office that answers the item where the household lives, under the consent of its latest inquiry about the
    person; of one that was taken back, or of an erased household, nothing is kept."""
    if isinstance(state, NotOpened) or state.erased or state.consent_ended:
        return False
    today, region = resources.today(), state.opened.region
    if directory.in_charge(resources, transaction.connection, [push.item], region, today)[push.item] != sender:
        return False
    return why_not_covered(state.opened.consent, push.item, state.opened.persons, today) is None


def _stream(resources: Resources, accepted: AcceptedNotify, household: str, push: _Push) -> str:
    """A keyed hash, since senders choose the parts."""
    parts = (accepted.verified.sender_id, accepted.message.transaction_id, push.reference, household)
    return f"push-{resources.vault.keyed_hash(msgspec.json.encode(parts))[:40]}"


def _pushed(resources: Resources, sender: str, push: _Push, raw: bytes, receipt: Receipt) -> AgencyPushed:
    return AgencyPushed(
        item=push.item,
        agency=sender,
        person=push.person,
        told_at=push.told_at,
        received_on=resources.today(),
        records=push.records,
        raw=raw,
        receipt=receipt,
    )
