"""Subscriptions: who wants to be told of which persons' changes, until they say that they do no more."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from threading import Lock
from typing import Final, NamedTuple

import msgspec

from agencies.entries import Kept
from agencies.items_table import answers
from agencies.journal import Journal
from dci import names
from dci.codes import AttributeType, Status, SubscribeReason, UnsubscribeReason
from dci.parser import Malformed
from dci.questions import persons_of
from dci.receiver import AcceptedSubscribe, AcceptedUnsubscribe
from dci.statuses import StatusQuery
from dci.subscriptions import (
    OnSubscribe,
    OnUnsubscribe,
    SubscribeRequest,
    SubscribeResponse,
    Subscription,
    SubscriptionState,
)

CODES: Final = uuid.UUID("0f0c2a52-1f6e-4b9d-8d0e-6f1f4a0b9c21")


class Subscriber(NamedTuple):
    """Of which agency, and who asks."""

    agency: str
    sender: str


class Subscriptions:
    """Shared by all agencies of the process; safe to call from many threads."""

    def __init__(self, journal: Journal) -> None:
        self._journal, self._lock = journal, Lock()
        self._kept = {entry.code: entry for entry in journal.past if isinstance(entry, Kept)}

    def subscribe(self, agency: str, accepted: AcceptedSubscribe, now: datetime) -> OnSubscribe:
        who = Subscriber(agency, accepted.verified.sender_id)
        with self._lock:
            told = [self._take(who, accepted, request, now) for request in accepted.message.subscribe_request]
        return OnSubscribe(
            transaction_id=accepted.message.transaction_id,
            correlation_id=accepted.correlation_id,
            subscribe_response=told,
        )

    def unsubscribe(self, agency: str, accepted: AcceptedUnsubscribe, now: datetime) -> OnUnsubscribe:
        """All of the codes, or none."""
        message, who = accepted.message, Subscriber(agency, accepted.verified.sender_id)
        with self._lock:
            own = [self._kept.get(code) for code in message.subscription_codes]
            known = [one for one in own if one is not None and one.subscriber == who]
            reason = _why_not(known, len(own))
            if reason is None:
                known = [
                    msgspec.structs.replace(
                        one, ended_by=message.transaction_id, ended_correlation=accepted.correlation_id
                    )
                    for one in known
                ]
                self._keep(known)
        return _ended(message.transaction_id, accepted.correlation_id, known, now, reason)

    def to_be_told(self, agency: str, item: str, id_number: str) -> list[Kept]:
        with self._lock:
            return [one for one in self._kept.values() if one.wants(agency, item, id_number)]

    def subscribed(self, agency: str, sender: str, query: StatusQuery) -> Iterator[SubscribeResponse]:
        for one in self._named_by(agency, sender, query):
            yield _told(one.reference_id, one.made, [one])

    def unsubscribed(self, agency: str, sender: str, query: StatusQuery, now: datetime) -> OnUnsubscribe | None:
        """None for what nobody ended."""
        ended = [one for one in self._named_by(agency, sender, query) if one.ended_by is not None]
        if not ended:
            return None
        first = ended[0]
        return _ended(first.ended_by or "", first.ended_correlation or "", ended, now, None)

    def _named_by(self, agency: str, sender: str, query: StatusQuery) -> list[Kept]:
        with self._lock:
            own = [one for one in self._kept.values() if one.subscriber == (agency, sender)]
        return [one for one in own if not set(query.names).isdisjoint(_named(one, query.attribute_type))]

    def _take(
        self, who: Subscriber, accepted: AcceptedSubscribe, request: SubscribeRequest, now: datetime
    ) -> SubscribeResponse:
        """The same request again gets the same answer."""
        transaction = accepted.message.transaction_id
        code = str(uuid.uuid5(CODES, "\n".join((*who, transaction, request.reference_id))))
        if (known := self._kept.get(code)) is not None:
            return _told(request.reference_id, now, [known])
        criteria = request.subscribe_criteria
        try:
            item = names.code_of(criteria.reg_event_type, names.EVENT)
        except Malformed:
            return _refused(request, now, SubscribeReason.NOTIFY_TYPES_INVALID)
        if not answers(who.agency, item):
            return _refused(request, now, SubscribeReason.NOTIFY_TYPES_INVALID)
        if criteria.notify_record_type != names.record_type(item):
            return _refused(request, now, SubscribeReason.NOTIFY_DETAILS_INVALID)
        try:
            persons = persons_of(criteria.filter_type, criteria.filter)
        except Malformed:
            return _refused(request, now, SubscribeReason.PERSON_ID_INVALID)
        made = Kept(
            code=code,
            agency=who.agency,
            sender_id=who.sender,
            url=accepted.header.sender_uri,
            transaction_id=transaction,
            reference_id=request.reference_id,
            correlation_id=accepted.correlation_id,
            made=now,
            item=item,
            persons=persons,
            criteria=criteria,
        )
        if any(one.is_the_same_wish(made) for one in self._kept.values()):
            return _refused(request, now, SubscribeReason.ALREADY_SUBSCRIBED)
        self._keep([made])
        return _told(request.reference_id, now, [made])

    def _keep(self, changed: Iterable[Kept]) -> None:
        """In the journal before anybody is told."""
        entries = list(changed)
        self._journal.append(*entries)
        self._kept |= {one.code: one for one in entries}


def _named(one: Kept, by: AttributeType) -> set[str | None]:
    match by:
        case AttributeType.TRANSACTION_ID:
            return {one.transaction_id, one.ended_by}
        case AttributeType.CORRELATION_ID:
            return {one.correlation_id, one.ended_correlation}
        case AttributeType.REFERENCE_ID_LIST:
            return {one.reference_id}
        case AttributeType.SUBSCRIPTION_CODE_LIST:
            return {one.code}


def _why_not(known: list[Kept], asked: int) -> UnsubscribeReason | None:
    """Somebody else's code is none."""
    if len(known) < asked:
        return UnsubscribeReason.SUBSCRIPTION_CODE_INVALID
    if any(one.ended_by is not None for one in known):
        return UnsubscribeReason.ALREADY_UNSUBSCRIBED
    return None


def _ended(
    transaction: str, correlation: str, known: list[Kept], now: datetime, reason: UnsubscribeReason | None
) -> OnUnsubscribe:
    return OnUnsubscribe(
        transaction_id=transaction,
        correlation_id=correlation,
        timestamp=now,
        status=Status.REJECTED if reason else Status.SUCCEEDED,
        status_reason_code=reason,
        subscription_status=[SubscriptionState(code=one.code, status=one.status) for one in known],
    )


def _told(reference_id: str, at: datetime, kept: list[Kept]) -> SubscribeResponse:
    return SubscribeResponse(
        reference_id=reference_id,
        timestamp=at,
        status=Status.SUCCEEDED,
        subscriptions=[_shown(one) for one in kept],
        locale="zho",
    )


def _shown(one: Kept) -> Subscription:
    return Subscription(
        version=one.criteria.version,
        code=one.code,
        subscription_code=one.code,
        status=one.status,
        timestamp=one.made,
        reg_type=names.registry(one.agency),
        reg_event_type=one.criteria.reg_event_type,
        filter_type=one.criteria.filter_type,
        filter=one.criteria.filter,
        notify_record_type=one.criteria.notify_record_type,
        subscribe_criteria=one.criteria,
    )


def _refused(request: SubscribeRequest, now: datetime, reason: SubscribeReason) -> SubscribeResponse:
    return SubscribeResponse(
        reference_id=request.reference_id, timestamp=now, status=Status.REJECTED, status_reason_code=reason
    )
