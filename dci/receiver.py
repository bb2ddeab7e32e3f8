"""What every receiving door does first: verify, parse, acknowledge.

Shared by verification (callbacks and `notify`), the ledger (`notify`) and the agencies (requests). The ack judges
envelope, signature and schema alone; what the message means is judged afterwards.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Generic, Protocol, TypeVar

from msgspec import Raw, Struct

from dci.acks import HTTP_STATUS, ack, err
from dci.codes import AckCode, Action, HeaderReason, SearchReason
from dci.keys import KeyHistory
from dci.messages import CallbackHeader, Header, Notify, OnSearch, ReplyHeader, RequestHeader, Search
from dci.parser import Malformed, decode, require_no_controls
from dci.signatures import CLOCK_SKEW, SignatureRefused, Verified, verify
from dci.spellings import respelt
from dci.statuses import TxnOnStatus, TxnStatus
from dci.subscriptions import OnSubscribe, OnUnsubscribe, Subscribe, Unsubscribe
from kernel import text

H = TypeVar("H", bound=Header)


class _Message(Protocol):
    @property
    def transaction_id(self) -> str: ...


M = TypeVar("M", bound=_Message)


class _Part(Protocol):
    @property
    def reference_id(self) -> str: ...


@dataclass(frozen=True)
class Kind(Generic[H, M]):
    """One action of the standard, with the shapes of its header and its message."""

    action: Action
    header: type[H]
    message: type[M]
    parts: Callable[[M], Sequence[_Part]] | None = None
    """What the message holds: `total_count` must say how many, and each has a reference of its own. Of a message
    without parts the standard does not say what it counts."""
    misspelt: bool = False
    """The originals misspell some of its names."""


SEARCH: Final = Kind[RequestHeader, Search](Action.SEARCH, RequestHeader, Search, lambda it: it.search_request)
ON_SEARCH: Final = Kind[CallbackHeader, OnSearch](
    Action.ON_SEARCH, CallbackHeader, OnSearch, lambda it: it.search_response
)
NOTIFY: Final = Kind[CallbackHeader, Notify](Action.NOTIFY, CallbackHeader, Notify, lambda it: it.notify_event)
SUBSCRIBE: Final = Kind[RequestHeader, Subscribe](
    Action.SUBSCRIBE, RequestHeader, Subscribe, lambda it: it.subscribe_request, misspelt=True
)
ON_SUBSCRIBE: Final = Kind[ReplyHeader, OnSubscribe](
    Action.ON_SUBSCRIBE, ReplyHeader, OnSubscribe, lambda it: it.subscribe_response, misspelt=True
)
UNSUBSCRIBE: Final = Kind[RequestHeader, Unsubscribe](Action.UNSUBSCRIBE, RequestHeader, Unsubscribe, misspelt=True)
ON_UNSUBSCRIBE: Final = Kind[ReplyHeader, OnUnsubscribe](
    Action.ON_UNSUBSCRIBE, ReplyHeader, OnUnsubscribe, misspelt=True
)
TXN_STATUS: Final = Kind[RequestHeader, TxnStatus](Action.TXN_STATUS, RequestHeader, TxnStatus)
TXN_ON_STATUS: Final = Kind[CallbackHeader, TxnOnStatus](Action.TXN_ON_STATUS, CallbackHeader, TxnOnStatus)

MESSAGE_AGE_MAX: Final = timedelta(days=1)
"""How old `message_ts` may be: a sender signs each try anew, and may keep the header for a day of tries."""
JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"


@dataclass(frozen=True)
class Accepted(Generic[H, M]):
    """A message to act on. Answer with `ack` (HTTP 202), or with `acks.nack` if nothing will follow."""

    verified: Verified
    header: H
    message: M
    correlation_id: str
    ack: bytes
    received_at: datetime
    """The instant as of which it was judged."""


AcceptedSearch = Accepted[RequestHeader, Search]
AcceptedOnSearch = Accepted[CallbackHeader, OnSearch]
AcceptedNotify = Accepted[CallbackHeader, Notify]
AcceptedSubscribe = Accepted[RequestHeader, Subscribe]
AcceptedUnsubscribe = Accepted[RequestHeader, Unsubscribe]
AcceptedTxnStatus = Accepted[RequestHeader, TxnStatus]


@dataclass(frozen=True)
class Refusal:
    """Answer with `ack` as the body and `http_status`; store nothing but that it happened."""

    code: AckCode
    reason: str
    correlation_id: str
    ack: bytes
    http_status: int


def accept(
    body: bytes,
    keys: KeyHistory,
    now: datetime,
    kind: Kind[H, M],
    receiver_id: str | None = None,
) -> Accepted[H, M] | Refusal:
    """Judge a body received at `now` (real time, aware), where messages of one kind are served.

    With `receiver_id` (our own name) a message addressed to somebody else is refused. Never raises for
    anything that can stand in a body.
    """
    correlation_id = uuid.uuid4().hex
    try:
        verified = verify(body, keys, now)
        decode(body, _NothingUnsigned)
        require_no_controls(body)
        start = decode(verified.header, _Start)
        unfit = _unfit(start, kind.action, receiver_id)
        if unfit is not None:
            return refuse(*unfit, now, correlation_id)
        header = decode(verified.header, kind.header)
        message = decode(respelt(verified.message) if kind.misspelt else verified.message, kind.message)
        references = [part.reference_id for part in kind.parts(message)] if kind.parts else None
        _require_seen(header.message_id, message.transaction_id, *(references or ()))
        wrong = _wrong(header, references, now)
        if wrong is not None:
            return refuse(AckCode.REQUEST_BAD, wrong, now, correlation_id)
    except SignatureRefused as refusal:
        return refuse(refusal.code, refusal.reason, now, correlation_id)
    except Malformed as error:
        return refuse(AckCode.REQUEST_BAD, str(error), now, correlation_id)
    return Accepted(verified, header, message, correlation_id, ack(correlation_id, now), now)


def unfit_transport(headers: Mapping[str, str], now: datetime, *, many: bool = False) -> Refusal | None:
    """Why a body is not even looked at: it came encoded, or as another kind of content (`many`: one envelope a line is
    a kind, too).

    `headers` are read by lower-case names; a body whose kind is not said is taken for what it must be.
    """
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity"):
        return refuse(AckCode.REQUEST_BAD, "content_encoding_not_supported", now)
    kind, _, parameters = headers.get("content-type", JSON).lower().partition(";")
    kinds = (JSON, LINES) if many else (JSON,)
    if kind.strip() not in kinds or parameters.replace('"', "").strip() not in ("", "charset=utf-8"):
        return refuse(AckCode.REQUEST_BAD, "content_type_not_supported", now)
    return None


def refuse(code: AckCode, reason: str, now: datetime, correlation_id: str | None = None) -> Refusal:
    """A refusal with its ack; also for what only the receiver can judge, such as a record out of shape."""
    correlation_id = correlation_id or uuid.uuid4().hex
    return Refusal(code, reason, correlation_id, err(correlation_id, now, code, reason), HTTP_STATUS[code])


class _NothingUnsigned(Struct, frozen=True, forbid_unknown_fields=True):
    """The envelope as a door takes it: a member more would be read by somebody, and nobody signed it.

    A stored body is verified without this (`signatures.py`): what was believed once is believed for ever.
    """

    signature: str
    header: Raw
    message: Raw


class _Start(Struct, frozen=True):
    """What must be known of a header before its shape can be chosen."""

    action: Action
    version: str | None = None
    receiver_id: str | None = None
    is_msg_encrypted: bool | None = None


def _unfit(header: _Start, served: Action, receiver_id: str | None) -> tuple[AckCode, str] | None:
    if header.action is not served:
        return AckCode.REQUEST_BAD, "action_not_served_here"
    if header.version is not None and header.version.partition(".")[0] != "1":
        return AckCode.VERSION_NOT_SUPPORTED, "version_not_supported"
    if header.is_msg_encrypted:
        return AckCode.ENCRYPTION_INVALID, "encrypted_messages_not_supported"
    if receiver_id is not None and header.receiver_id not in (None, receiver_id):
        return AckCode.RECEIVER_ID_INVALID, "addressed_to_somebody_else"
    return None


def _require_seen(*names: str) -> None:
    """Two names that look alike are one act or one question to whoever reads them."""
    if not all(text.is_a_clean_line(name) for name in names):
        raise Malformed("a name with a character that is not seen")


def _wrong(header: Header, references: Sequence[str] | None, now: datetime) -> HeaderReason | SearchReason | None:
    """What header and message say and cannot be: in the standard's own words."""
    if not now - MESSAGE_AGE_MAX <= header.message_ts <= now + CLOCK_SKEW:
        return HeaderReason.MESSAGE_TS_INVALID
    if references is None:
        return None
    count = len(references)
    if header.total_count not in (None, count):
        return HeaderReason.TOTAL_COUNT_INVALID
    if isinstance(header, CallbackHeader) and (header.completed_count or 0) > count:
        return HeaderReason.TOTAL_COUNT_INVALID
    if len(set(references)) < count:
        return SearchReason.REFERENCE_ID_DUPLICATE
    return None
