"""The doors of a registry beside `search`: at once, about subscriptions, about how a transaction stands, for tokens.

The ack judges envelope and schema; what a message means is told in its callback, or in the answer of a sync endpoint.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from agencies.arrivals import Incoming, incoming_of
from agencies.desk import Desk, letter_of
from agencies.entries import Changed
from agencies.items_table import AGENCIES, answers
from agencies.journal import Journal
from agencies.letters import CallbackLetter
from agencies.outbox import Outbox
from agencies.partners import Partners
from agencies.population import Population
from agencies.registry.lookups import looked_up
from agencies.registry.register import Register
from agencies.registry.statuses import standing
from agencies.registry.subscriptions import Subscriptions
from chassis.clock import Clock
from dci import acks, tokens
from dci.answers import response
from dci.codes import AckCode, Action, HeaderReason, Status
from dci.envelope import callback
from dci.key_set import jwk_set
from dci.keys import SigningKey
from dci.messages import OnSearch, RequestHeader, SearchRequest, SearchResponse
from dci.receiver import (
    SEARCH,
    SUBSCRIBE,
    TXN_STATUS,
    UNSUBSCRIBE,
    Accepted,
    Kind,
    M,
    Refusal,
    accept,
    refuse,
    unfit_transport,
)

BODY_BYTES_MAX: Final = 1 << 20


@dataclass(frozen=True)
class House:
    """What all agencies of the process share. `is_out`: whether an agency answers nobody now."""

    population: Population
    keys: dict[str, SigningKey]
    partners: Partners
    journal: Journal
    clock: Clock
    outbox: Outbox
    desk: Desk
    is_out: Callable[[str], bool]


async def raw_body(request: Request) -> bytes:
    """The bytes as they came, read no further than a little beyond what is allowed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES_MAX:
            break
    return bytes(body)


Body = Annotated[bytes, Depends(raw_body)]


def router(house: House) -> APIRouter:
    routes, history = APIRouter(), house.partners.history()
    subscriptions = Subscriptions(house.journal)
    on_file = house.population.on_file
    register = Register(on_file, house.journal, house.outbox, subscriptions, house.partners)

    def entered(agency: str, request: Request, body: bytes, kind: Kind[RequestHeader, M]) -> Accepted[Any, M] | Refusal:
        now = datetime.now(UTC)
        if (shut := unfit(house, agency, request, body, now)) is not None:
            return shut
        accepted = accept(body, history, now, kind, receiver_id=agency)
        if isinstance(accepted, Refusal):
            return accepted
        return unknown(house, agency, request, accepted, now) or accepted

    def taken(accepted: Accepted[RequestHeader, Any], agency: str, action: Action, message: msgspec.Struct) -> Response:
        """The ack of what was taken; its callback is promised when there is an address."""
        if accepted.header.sender_uri is not None:
            letter = CallbackLetter(
                id=f"{agency}/{accepted.correlation_id}#{action}",
                agency=agency,
                due=house.clock.now(),
                url=accepted.header.sender_uri,
                receiver_id=accepted.verified.sender_id,
                action=action,
                message=msgspec.json.encode(message).decode(),
            )
            house.journal.append(letter)
            house.outbox.put(letter)
        return as_json(accepted.ack, 202)

    def told(
        accepted: Accepted[RequestHeader, Any], agency: str, action: Action, message: msgspec.Struct, **header: Any
    ) -> Response:
        """The whole signed envelope, at once."""
        body = callback(
            action,
            message,
            house.keys[agency],
            message_id=uuid.uuid4().hex,
            receiver_id=accepted.verified.sender_id,
            now=datetime.now(UTC),
            **header,
        )
        return as_json(body, 200)

    @routes.post("/{agency}/registry/sync/search")
    def search_now(agency: str, request: Request, body: Body) -> Response:
        accepted = entered(agency, request, body, SEARCH)
        if isinstance(accepted, Refusal):
            return refused(accepted)
        incoming = incoming_of(agency, accepted, house.clock.now())
        if not is_first(house, accepted):
            nothing = _on_search(incoming, [])
            again = {"status": Status.REJECTED, "reason_code": HeaderReason.MESSAGE_ID_DUPLICATE, "total_count": 0}
            return told(accepted, agency, Action.ON_SEARCH, nothing, **again)
        found = [answered(incoming, one) for one in accepted.message.search_request]
        whole = {"total_count": len(found), "question_hash": incoming.question_hash}
        return told(accepted, agency, Action.ON_SEARCH, _on_search(incoming, found), **whole)

    def answered(incoming: Incoming, request: SearchRequest) -> SearchResponse:
        return response(looked_up(on_file, letter_of(incoming, request, "sync", house.clock.now())))

    @routes.post("/{agency}/registry/subscribe")
    def subscribe(agency: str, request: Request, body: Body) -> Response:
        accepted = entered(agency, request, body, SUBSCRIBE)
        if isinstance(accepted, Refusal):
            return refused(accepted)
        if not is_first(house, accepted):
            return duplicate(accepted)
        message = subscriptions.subscribe(agency, accepted, house.clock.now())
        return taken(accepted, agency, Action.ON_SUBSCRIBE, message)

    @routes.post("/{agency}/registry/unsubscribe")
    def unsubscribe(agency: str, request: Request, body: Body) -> Response:
        accepted = entered(agency, request, body, UNSUBSCRIBE)
        if isinstance(accepted, Refusal):
            return refused(accepted)
        if not is_first(house, accepted):
            return duplicate(accepted)
        message = subscriptions.unsubscribe(agency, accepted, house.clock.now())
        return taken(accepted, agency, Action.ON_UNSUBSCRIBE, message)

    @routes.post("/{agency}/registry/txn/status")
    def status(agency: str, request: Request, body: Body) -> Response:
        accepted = entered(agency, request, body, TXN_STATUS)
        if isinstance(accepted, Refusal):
            return refused(accepted)
        if not is_first(house, accepted):
            return duplicate(accepted)
        message = standing(agency, accepted, house.desk, subscriptions, answered, house.clock.now())
        return taken(accepted, agency, Action.TXN_ON_STATUS, message)

    @routes.post("/{agency}/registry/sync/txn/status")
    def status_now(agency: str, request: Request, body: Body) -> Response:
        """Asked as often as one likes: it changes nothing."""
        accepted = entered(agency, request, body, TXN_STATUS)
        if isinstance(accepted, Refusal):
            return refused(accepted)
        message = standing(agency, accepted, house.desk, subscriptions, answered, house.clock.now())
        return told(accepted, agency, Action.TXN_ON_STATUS, message)

    @routes.post("/{agency}/oauth2/client/token")
    def token(agency: str, body: Body) -> Response:
        if agency not in AGENCIES:
            return refused(no_such_agency(datetime.now(UTC)))
        given, status = tokens.answer(house.keys[agency], house.partners.secrets, body, datetime.now(UTC))
        return as_json(msgspec.json.encode(given), status)

    @routes.get("/{agency}/.well-known/jwks.json")
    def key_set(agency: str) -> Response:
        if agency not in AGENCIES:
            return refused(no_such_agency(datetime.now(UTC)))
        return as_json(msgspec.json.encode(jwk_set(house.keys[agency])), 200)

    @routes.post("/{agency}/register")
    def change_register(agency: str, body: Body) -> Response:
        """The mock's own: a person's item changes, and its subscribers are told."""
        changed = msgspec.json.decode(body, type=Changed)
        if not answers(agency, changed.item):
            return refused(no_such_agency(datetime.now(UTC)))
        return as_json(msgspec.json.encode({"told": register.change(agency, changed, house.clock.now())}), 200)

    return routes


def unfit(house: House, agency: str, request: Request, body: bytes, now: datetime) -> Refusal | None:
    """Why a body is not looked at."""
    if (ill := unfit_transport(request.headers, now)) is not None:
        return ill
    if agency not in AGENCIES:
        return no_such_agency(now)
    if house.is_out(agency):
        return refuse(AckCode.SERVICE_UNAVAILABLE, "outage", now)
    if house.outbox.is_full():
        return refuse(AckCode.SERVICE_UNAVAILABLE, "busy", now)
    if len(body) > BODY_BYTES_MAX:
        return refuse(AckCode.REQUEST_BAD, "body_too_large", now)
    return None


def unknown(
    house: House, agency: str, request: Request, accepted: Accepted[RequestHeader, Any], now: datetime
) -> Refusal | None:
    """Who signed is known; here it is asked for a token where that is the rule, and where it wants to be answered."""
    sender, address = accepted.verified.sender_id, accepted.header.sender_uri
    if sender in house.partners.with_token:
        shown = tokens.client_of(request.headers.get("authorization"), house.keys[agency], now)
        if shown != sender:
            return refuse(AckCode.REQUEST_UNAUTHORIZED, "token_missing_or_invalid", now)
    if address is not None and not house.partners.may_call(sender, address):
        return refuse(AckCode.SENDER_URI_INVALID, "callback_address_not_allowed", now)
    return None


def is_first(house: House, accepted: Accepted[RequestHeader, Any]) -> bool:
    return house.desk.is_first(accepted.header.sender_id, accepted.header.message_id)


def duplicate(accepted: Accepted[Any, Any]) -> Response:
    reason = HeaderReason.MESSAGE_ID_DUPLICATE
    return as_json(acks.nack(accepted.correlation_id, datetime.now(UTC), AckCode.REQUEST_BAD, reason), 200)


def no_such_agency(now: datetime) -> Refusal:
    return refuse(AckCode.REQUEST_NOT_FOUND, "no_such_agency", now)


def refused(refusal: Refusal) -> Response:
    return as_json(refusal.ack, refusal.http_status)


def as_json(body: bytes, status: int) -> Response:
    return Response(body, status, media_type="application/json")


def _on_search(incoming: Incoming, found: list[SearchResponse]) -> OnSearch:
    return OnSearch(
        transaction_id=incoming.message.transaction_id,
        correlation_id=incoming.correlation_id,
        search_response=found,
    )
