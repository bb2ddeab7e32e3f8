"""How a transaction stands: what a status query is told, of searches, subscriptions and their ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from agencies.arrivals import Incoming
from agencies.desk import Desk
from agencies.registry.subscriptions import Subscriptions
from dci.codes import Status, TxnType, UnsubscribeReason
from dci.messages import OnSearch, SearchRequest, SearchResponse
from dci.receiver import AcceptedTxnStatus
from dci.statuses import StatusAnswer, TxnOnStatus
from dci.subscriptions import OnSubscribe, OnUnsubscribe

Answered = Callable[[Incoming, SearchRequest], SearchResponse]


def standing(
    agency: str,
    accepted: AcceptedTxnStatus,
    desk: Desk,
    subscriptions: Subscriptions,
    answered: Answered,
    now: datetime,
) -> TxnOnStatus:
    """A transaction that nobody knows, or that is somebody else's, has an empty list."""
    query, sender = accepted.message.txnstatus_request, accepted.verified.sender_id
    about = {"transaction_id": accepted.message.transaction_id, "correlation_id": accepted.correlation_id}
    told: OnSearch | OnSubscribe | OnUnsubscribe
    match query.txn_type:
        case TxnType.SEARCH | TxnType.ON_SEARCH:
            asked = list(desk.transactions.named_by(agency, sender, query))
            found = [
                _pending(one.request, now)
                if desk.is_owed(one.incoming, one.request)
                else answered(one.incoming, one.request)
                for one in asked
            ]
            kind, told = TxnType.ON_SEARCH, OnSearch(**about, search_response=found)
        case TxnType.SUBSCRIBE | TxnType.ON_SUBSCRIBE:
            known = list(subscriptions.subscribed(agency, sender, query))
            kind, told = TxnType.ON_SUBSCRIBE, OnSubscribe(**about, subscribe_response=known)
        case TxnType.UNSUBSCRIBE | TxnType.ON_UNSUBSCRIBE:
            ended = subscriptions.unsubscribed(agency, sender, query, now)
            kind, told = TxnType.ON_UNSUBSCRIBE, ended or _nothing_ended(about, now)
    answer = StatusAnswer(txn_type=kind, txn_status=msgspec.Raw(msgspec.json.encode(told)))
    return TxnOnStatus(**about, txnstatus_response=answer)


def _pending(request: SearchRequest, now: datetime) -> SearchResponse:
    return SearchResponse(reference_id=request.reference_id, timestamp=now, status=Status.PENDING)


def _nothing_ended(about: dict[str, Any], now: datetime) -> OnUnsubscribe:
    return OnUnsubscribe(
        **about,
        timestamp=now,
        status=Status.REJECTED,
        status_reason_code=UnsubscribeReason.REFERENCE_ID_INVALID,
        subscription_status=[],
    )
