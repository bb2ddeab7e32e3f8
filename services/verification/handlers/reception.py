"""What every signed message goes through before anybody asks what it means: size, signature, shape, token."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from chassis import logs
from chassis.clock import real_now
from dci.acks import nack
from dci.codes import AckCode
from dci.messages import Header
from dci.receiver import Accepted, Kind, Refusal, accept, refuse
from dci.tokens import client_of
from services.verification.adapters.exchange import Exchange
from services.verification.handlers import refusals
from services.verification.resources import Resources

BODY_BYTES_MAX: Final = 40 * 1024


@dataclass(frozen=True)
class Acknowledged:
    body: bytes
    status: int


@dataclass(frozen=True)
class Came:
    """One signed message as it came: its bytes, and the `Authorization` header that came with it."""

    body: bytes
    authorization: str | None = None


Take = Callable[[Resources, Accepted[Any, Any], bytes], str]
"""Keeps what is to be kept of a message that is believed; gives why it is refused, or ""."""


def receive(resources: Resources, exchange: Exchange, came: Came, kind: Kind[Any, Any], take: Take) -> Acknowledged:
    """The ack of one message; whatever is to be kept of it is kept when this returns.

    Who was never asked gets a NACK under a good status, as the standard's seekers answer.
    """
    now = real_now()
    if len(came.body) > BODY_BYTES_MAX:
        return _refused(refuse(AckCode.REQUEST_BAD, "body_too_large", now))
    accepted: Accepted[Header, Any] | Refusal = accept(came.body, exchange.keys, now, kind, exchange.key.sender_id)
    if isinstance(accepted, Refusal):
        refusals.count_unbelieved(accepted.reason)
        return _refused(accepted)
    sender = accepted.verified.sender_id
    if sender in exchange.with_token and client_of(came.authorization, exchange.key, now) != sender:
        return _refused(refuse(AckCode.REQUEST_UNAUTHORIZED, "token_missing_or_invalid", now))
    reason = take(resources, accepted, came.body)
    if not reason:
        return Acknowledged(accepted.ack, 200)
    logs.logger("exchange").warning("message_refused", action=kind.action, sender=sender, reason=reason)
    return Acknowledged(nack(accepted.correlation_id, now, AckCode.REQUEST_BAD, reason), 200)


def _refused(refusal: Refusal) -> Acknowledged:
    return Acknowledged(refusal.ack, refusal.http_status)
