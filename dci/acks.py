"""The ack: what every request is answered with at once, always with a time (zoned) and a correlation id."""

from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from dci.codes import AckCode, AckStatus
from dci.messages import Id, Moment

HTTP_STATUS: Final = {
    AckCode.REQUEST_BAD: 400,
    AckCode.REQUEST_UNAUTHORIZED: 401,
    AckCode.REQUEST_FORBIDDEN: 403,
    AckCode.REQUEST_NOT_FOUND: 404,
    AckCode.REQUEST_TIMEOUT: 408,
    AckCode.VERSION_NOT_SUPPORTED: 400,
    AckCode.TOO_MANY_REQUESTS: 429,
    AckCode.SENDER_ID_INVALID: 403,
    AckCode.SENDER_URI_INVALID: 400,
    AckCode.RECEIVER_ID_INVALID: 400,
    AckCode.SIGNATURE_MISSING: 401,
    AckCode.SIGNATURE_INVALID: 401,
    AckCode.ENCRYPTION_INVALID: 400,
    AckCode.SERVICE_UNAVAILABLE: 503,
}
"""A refusal's HTTP status: never 2xx, so that a sender who reads the status alone knows."""


class AckError(Struct, frozen=True, kw_only=True, omit_defaults=True):
    code: AckCode
    message: str | None = None


class AckMessage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    ack_status: AckStatus
    timestamp: Moment
    correlation_id: Id
    error: AckError | None = None


class Ack(Struct, frozen=True):
    """The body of an ack; decode a peer's reply with `parser.decode(reply.body, Ack)`."""

    message: AckMessage


def ack(correlation_id: str, now: datetime) -> bytes:
    """Valid; a callback follows."""
    return _body(AckStatus.ACK, correlation_id, now, None)


def nack(correlation_id: str, now: datetime, code: AckCode, reason: str) -> bytes:
    """Valid, but nothing follows: such as a callback that was never asked for (sent with HTTP 200)."""
    return _body(AckStatus.NACK, correlation_id, now, AckError(code=code, message=reason))


def err(correlation_id: str, now: datetime, code: AckCode, reason: str) -> bytes:
    """Cannot be processed. `reason` is stable text without personal data."""
    return _body(AckStatus.ERR, correlation_id, now, AckError(code=code, message=reason))


def _body(status: AckStatus, correlation_id: str, now: datetime, error: AckError | None) -> bytes:
    return msgspec.json.encode(
        Ack(AckMessage(ack_status=status, timestamp=now, correlation_id=correlation_id, error=error))
    )
