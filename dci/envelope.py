"""The one place where a signed body is put together, once; it is sent as it is and never encoded again.

Three headers: of a request, of a callback, and the union of both that answers about subscriptions carry.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from dci.codes import Action, HeaderReason, Status
from dci.keys import SigningKey
from dci.messages import VERSION, CallbackHeader, Header, ReplyHeader, RequestHeader
from dci.signatures import sign

SIGNATURE_TTL: Final = timedelta(minutes=5)


def envelope(
    header: Header | bytes,
    message: msgspec.Struct | bytes,
    key: SigningKey,
    now: datetime,
    ttl: timedelta = SIGNATURE_TTL,
) -> bytes:
    """The whole body, signed at `now` (real time, aware) and good for `ttl`."""
    header_raw = header if isinstance(header, bytes) else msgspec.json.encode(header)
    message_raw = message if isinstance(message, bytes) else msgspec.json.encode(message)
    signature = msgspec.json.encode(sign(header_raw, message_raw, key, now, now + ttl))
    return b'{"signature":%b,"header":%b,"message":%b}' % (signature, header_raw, message_raw)


def request(
    action: Action,
    message: msgspec.Struct | bytes,
    key: SigningKey,
    *,
    message_id: str,
    receiver_id: str | None,
    now: datetime,
    sender_uri: str | None = None,
    total_count: int = 1,
    ttl: timedelta = SIGNATURE_TTL,
) -> bytes:
    """The whole body of a request; without a `sender_uri` only a status query gets the answer."""
    header = RequestHeader(
        version=VERSION,
        message_id=message_id,
        message_ts=now,
        action=action,
        sender_id=key.sender_id,
        sender_uri=sender_uri,
        receiver_id=receiver_id,
        total_count=total_count,
    )
    return envelope(header, message, key, now, ttl)


def callback(
    action: Action,
    message: msgspec.Struct | bytes,
    key: SigningKey,
    *,
    message_id: str,
    receiver_id: str | None,
    now: datetime,
    status: Status = Status.SUCCEEDED,
    reason_code: HeaderReason | None = None,
    total_count: int = 1,
    completed_count: int | None = None,
    question_hash: str | None = None,
    standing: str | None = None,
    ttl: timedelta = SIGNATURE_TTL,
) -> bytes:
    """The whole body of a callback, or of the answer of a sync endpoint; all is completed unless said."""
    shape = ReplyHeader if action in (Action.ON_SUBSCRIBE, Action.ON_UNSUBSCRIBE) else CallbackHeader
    header = shape(
        version=VERSION,
        message_id=message_id,
        message_ts=now,
        action=action,
        status=status,
        status_reason_code=reason_code,
        total_count=total_count,
        completed_count=total_count if completed_count is None else completed_count,
        sender_id=key.sender_id,
        receiver_id=receiver_id,
        meta=_meta(question_hash, standing),
    )
    return envelope(header, message, key, now, ttl)


def _meta(question_hash: str | None, standing: str | None) -> dict[str, str] | None:
    """What the standard has no place for."""
    said = {"question_hash": question_hash, "standing": standing}
    return {name: value for name, value in said.items() if value} or None
