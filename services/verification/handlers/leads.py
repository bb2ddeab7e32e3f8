"""早发现: an agency tells under law of somebody whom no household here has: a lead for the union of the place.

The number is read, turned into the person's token, and dropped with the message: of it no byte is kept. The token
stands in a row of its own and in no event, since what has a term must be able to go: with the term, or with the
person's application. So leads are the one thing here that a rebuild does not make again. Nobody learns from the ack
who is known.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from chassis import commands, unit_of_work
from chassis.codec import Recorded
from chassis.store import NewTimer, Timer, Transaction, Unit
from chassis.use_case import because_of, begun_by, by_system
from contracts import intake
from contracts.verification import LeadMet, LeadReceived
from dci import names
from dci.messages import NotifyEvent
from dci.parser import Malformed
from dci.receiver import AcceptedNotify
from kernel import calendar
from kernel.leads import ITEM_OF_LEAD
from services.verification.domain.events import LeadForgotten
from services.verification.handlers import directory
from services.verification.projections import leads as rows
from services.verification.resources import Resources

OVER: Final = "lead_over"
OLDEST_DAYS: Final = 90
"""**Ours**: of what was longer ago no lead is made."""
_A_NUMBER: Final = re.compile(r"[0-9]{15}|[0-9]{17}[0-9Xx]")


class Unfit(ValueError):
    """`reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Said(Struct, frozen=True):
    """What a push says beyond an ordinary one."""

    kind: str
    region: str
    on: date
    until: date


class _Place(Struct, frozen=True):
    """Beside the item's own fields in the record."""

    region: str
    on: date


def said(resources: Resources, sender: str, event: NotifyEvent, item: str) -> Said | None:
    """None of an ordinary push. Raises `Unfit`, whoever it is about."""
    try:
        kind = names.code_of(event.data.reg_event_type, names.EVENT)
    except Malformed:
        return None
    if kind not in ITEM_OF_LEAD:
        return None
    days, today = resources.exchange.leads.get(sender, {}).get(kind), resources.today()
    if days is None or item != ITEM_OF_LEAD[kind]:
        raise Unfit("lead_kind_not_yours")
    try:
        place = msgspec.convert(event.data.reg_records, _Place)
    except msgspec.ValidationError:
        raise Unfit("lead_malformed") from None
    if not re.fullmatch("[0-9]{6}", place.region) or not today - timedelta(days=OLDEST_DAYS) <= place.on <= today:
        raise Unfit("lead_malformed")
    with resources.store.reading() as connection:
        office = directory.in_charge(resources, connection, [item], place.region, today)[item]
    if office != sender:
        raise Unfit("lead_of_another_place")
    if _A_NUMBER.search(event.reference_id):
        raise Unfit("reference_is_personal")
    return Said(kind, place.region, place.on, today + timedelta(days=days))


def keep(resources: Resources, accepted: AcceptedNotify, person: str, told: Sequence[tuple[str, Said]]) -> None:
    """(sender, transaction, reference) is one lead for ever: a repeat changes nothing, also after its term."""
    sender = accepted.verified.sender_id
    for reference, said in told:
        parts = (sender, accepted.message.transaction_id, reference)
        lead = resources.vault.keyed_hash(msgspec.json.encode(("lead", *parts)))[:40]
        _keep(resources, lead, person, _received(sender, reference, said))


def _received(sender: str, reference: str, said: Said) -> LeadReceived:
    return LeadReceived(
        agency=sender, kind=said.kind, reference=reference, region=said.region, on=said.on, until=said.until
    )


def _keep(resources: Resources, lead: str, person: str, received: LeadReceived) -> None:
    def build(transaction: Transaction) -> Unit:
        if transaction.load(_stream(lead)):
            return Unit()
        rows.remember(transaction.connection, lead, person)
        over = NewTimer(calendar.start_of(received.until + timedelta(days=1)), OVER, lead, {})
        change = unit_of_work.Change(_stream(lead), 0, lead, [received])
        context = begun_by(resources, f"agency:{received.agency}")
        return unit_of_work.unit(resources.codec, context, [change], timers=[over])

    commands.guarded(resources.store, None, build)


def on_over(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    """The token goes; that there was a lead stays."""
    recorded = transaction.load(_stream(timer.subject))
    if any(isinstance(one.event, LeadForgotten | LeadMet) for one in recorded):
        return None
    change = unit_of_work.Change(_stream(timer.subject), len(recorded), timer.subject, [LeadForgotten()])
    return unit_of_work.unit(resources.codec, by_system(resources), [change])


def met(
    resources: Resources,
    transaction: Transaction,
    recorded: Recorded[intake.ApplicationSubmitted],
    opened: Unit | None,
) -> Unit | None:
    """With the inquiry of an application: the leads that were about somebody in it."""
    found = rows.about(transaction.connection, recorded.event.members)
    if not found:
        return opened
    household = recorded.envelope.subject
    changes = [
        unit_of_work.Change(_stream(lead), len(transaction.load(_stream(lead))), lead, [LeadMet(household=household)])
        for lead in found
    ]
    unit = unit_of_work.unit(resources.codec, because_of(resources, recorded), changes)
    return unit if opened is None else replace(opened, rows=[*opened.rows, *unit.rows])


def _stream(lead: str) -> str:
    return f"lead-{lead}"
