"""Subscriptions and status queries on the wire: the right names out, the originals' misspellings in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import pytest

from dci import receiver
from dci.codes import Action, AttributeType, Status, SubscriptionStatus, TxnType
from dci.envelope import callback, request
from dci.messages import OnSearch
from dci.receiver import Accepted, Kind, Refusal, accept
from dci.statuses import StatusAnswer, StatusQuery, TxnOnStatus, TxnStatus, searched
from dci.subscriptions import (
    OnSubscribe,
    OnUnsubscribe,
    Subscribe,
    SubscribeCriteria,
    SubscribeRequest,
    SubscribeResponse,
    Subscription,
    SubscriptionState,
    Unsubscribe,
)

AT = "2026-11-02T01:00:00Z"
FILTER = {"type": "ns:cn:IdType:ResidentId", "value": "99010119800101001X"}


def judged(kind: Kind[Any, Any], message: Any, parties: Any, now: datetime) -> Accepted[Any, Any] | Refusal:
    """As its receiver sees it, whoever put the message together."""
    raw = message if isinstance(message, bytes) else msgspec.json.encode(message)
    make = request if kind.header is receiver.RequestHeader else callback
    body = make(kind.action, raw, parties.tax, message_id="m-1", receiver_id="verification", now=now)
    return accept(body, parties.keys, now, kind, "verification")


def every(now: datetime) -> list[tuple[Kind[Any, Any], Any]]:
    criteria = SubscribeCriteria(
        reg_event_type="ns:cn:RegistryEventType:Tax", filter=FILTER, notify_record_type="ns:cn:RegRecordType:Tax"
    )
    asked = SubscribeRequest(reference_id="r-1", timestamp=now, subscribe_criteria=criteria)
    kept = Subscription(code="s-1", subscription_code="s-1", status=SubscriptionStatus.SUBSCRIBE, timestamp=now)
    told = SubscribeResponse(reference_id="r-1", timestamp=now, status=Status.SUCCEEDED, subscriptions=[kept])
    state = SubscriptionState(code="s-1", status=SubscriptionStatus.UNSUBSCRIBE)
    query = StatusQuery(
        reference_id="r-2",
        txn_type=TxnType.SEARCH,
        attribute_type=AttributeType.REFERENCE_ID_LIST,
        attribute_value=["r-1", "r-9"],
    )
    nothing = msgspec.Raw(msgspec.json.encode(OnSearch(transaction_id="t", correlation_id="c", search_response=[])))
    answer = StatusAnswer(txn_type=TxnType.ON_SEARCH, txn_status=nothing)
    return [
        (receiver.SUBSCRIBE, Subscribe(transaction_id="t", subscribe_request=[asked])),
        (receiver.ON_SUBSCRIBE, OnSubscribe(transaction_id="t", correlation_id="c", subscribe_response=[told])),
        (receiver.UNSUBSCRIBE, Unsubscribe(transaction_id="t", timestamp=now, subscription_codes=["s-1", "s-2"])),
        (
            receiver.ON_UNSUBSCRIBE,
            OnUnsubscribe(
                transaction_id="t",
                correlation_id="c",
                timestamp=now,
                status=Status.SUCCEEDED,
                subscription_status=[state],
            ),
        ),
        (receiver.TXN_STATUS, TxnStatus(transaction_id="t", txnstatus_request=query)),
        (
            receiver.TXN_ON_STATUS,
            TxnOnStatus(transaction_id="t", correlation_id="c", txnstatus_response=answer),
        ),
    ]


@pytest.mark.parametrize("at", range(6))
def test_each_message_comes_out_as_it_went_in_and_holds_no_null(at: int, parties: Any, now: datetime) -> None:
    kind, message = every(now)[at]
    accepted = judged(kind, message, parties, now)
    assert isinstance(accepted, Accepted)
    assert msgspec.json.encode(accepted.message) == msgspec.json.encode(message)
    assert b"null" not in bytes(accepted.verified.header) + bytes(accepted.verified.message)


def test_what_answers_about_subscriptions_carries_both_headers(parties: Any, now: datetime) -> None:
    kind, message = every(now)[1]
    accepted = judged(kind, message, parties, now)
    assert isinstance(accepted, Accepted)
    header = accepted.header
    assert (header.sender_id, header.total_count, header.status) == ("tax", 1, Status.SUCCEEDED)


MISSPELT: list[tuple[Kind[Any, Any], dict[str, Any]]] = [
    (receiver.UNSUBSCRIBE, {"transaction_id": "t", "timesstamp": AT, "sunscription_codes": ["s-1"]}),
    (
        receiver.UNSUBSCRIBE,
        {
            "transaction_id": "t",
            "timesstamp": AT,
            "timestamp": AT,
            "sunscription_codes": ["s-1"],
            "subscription_codes": ["s-1"],
        },
    ),
    (
        receiver.ON_UNSUBSCRIBE,
        {
            "transaction_id": "t",
            "correlation_id": "c",
            "timesatmp": AT,
            "status": "succ",
            "subscription_status": [{"code": "s-1", "status": "subscibe"}],
        },
    ),
    (
        receiver.SUBSCRIBE,
        {
            "transaction_id": "t",
            "subscribe_request": [
                {
                    "reference_id": "r-1",
                    "timesstamp": AT,
                    "subscribe_criteria": {
                        "reg_event_type": "BIRTH",
                        "filter": {"timesstamp": "of their own"},
                        "notify_record_type": "Person",
                    },
                }
            ],
        },
    ),
]


@pytest.mark.parametrize(("kind", "message"), MISSPELT)
def test_what_the_originals_misspell_is_read(
    kind: Kind[Any, Any], message: dict[str, Any], parties: Any, now: datetime
) -> None:
    accepted = judged(kind, msgspec.json.encode(message), parties, now)
    assert isinstance(accepted, Accepted)
    again = msgspec.json.encode(accepted.message)
    for wrong in (b"sunscription_codes", b"timesatmp", b"subscibe", b'"timesstamp":"2026'):
        assert wrong not in again
    assert kind is not receiver.SUBSCRIBE or b"of their own" in again


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.update(timesatmp="2026-11-02T02:00:00Z"),
        lambda it: it.update(subscription_codes=["s" * 100]),
        lambda it: it.update(subscription_codes=[]),
        lambda it: it.update(timestamp="2026-11-02T01:00:00"),
        lambda it: it.pop("transaction_id"),
        lambda it: it.update(transaction_id="t" * 100),
    ],
)
def test_what_is_out_of_shape_is_refused(
    change: Callable[[dict[str, Any]], object], parties: Any, now: datetime
) -> None:
    message = {"transaction_id": "t", "timestamp": AT, "subscription_codes": ["s" * 99]}
    assert isinstance(judged(receiver.UNSUBSCRIBE, msgspec.json.encode(message), parties, now), Accepted)
    change(message)
    refused = judged(receiver.UNSUBSCRIBE, msgspec.json.encode(message), parties, now)
    assert isinstance(refused, Refusal)
    assert refused.http_status == 400


def test_a_status_answer_is_read_whichever_way_it_names_its_kind(parties: Any, now: datetime) -> None:
    inner = {"transaction_id": "t", "correlation_id": "c", "search_response": []}
    for told, understood in (("search", True), ("on-search", True), ("on-subscribe", False)):
        whole = {
            "transaction_id": "t",
            "correlation_id": "c",
            "txnstatus_response": {"txn_type": told, "txn_status": inner},
        }
        accepted = judged(receiver.TXN_ON_STATUS, msgspec.json.encode(whole), parties, now)
        assert isinstance(accepted, Accepted)
        assert (searched(accepted.message) is not None) is understood


def test_one_kind_is_not_taken_for_another(parties: Any, now: datetime) -> None:
    body = request(Action.SUBSCRIBE, b"{}", parties.tax, message_id="m", receiver_id="verification", now=now)
    refused = accept(body, parties.keys, now, receiver.UNSUBSCRIBE)
    assert isinstance(refused, Refusal)
    assert refused.reason == "action_not_served_here"
