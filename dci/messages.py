"""The messages on the wire, as DCI's schemas have them: headers, search, on-search, notify; others beside it.

An absent field is left out when written, never `null`. When read, an optional field that is `null` counts
as absent, a required one that is `null` is malformed, and unknown fields of what is signed are passed over.
"""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from dci.codes import Action, HeaderReason, QueryType, SearchReason, Status

VERSION: Final = "1.0.0"

Id = Annotated[str, Meta(min_length=1, max_length=99, pattern=r"^[^\s]+( [^\s]+)*\Z")]
"""One line without blanks around it."""
Moment = Annotated[datetime, Meta(tz=True)]
Locale = Annotated[str, Meta(pattern=r"^[a-z]{3}\Z")]
Reason = Annotated[str, Meta(max_length=999)]
Count = Annotated[int, Meta(ge=0)]


class Envelope(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole body. Header and message are kept as they stand: the signature is over those bytes."""

    signature: str | None = None
    header: msgspec.Raw
    message: msgspec.Raw


class RequestHeader(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Header of `search` and the other requests."""

    version: str | None = None
    message_id: Id
    message_ts: Moment
    action: Action
    sender_id: Id
    sender_uri: str | None = None
    receiver_id: Id | None = None
    total_count: Count
    is_msg_encrypted: bool | None = None
    meta: dict[str, Any] | None = None


class CallbackHeader(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Header of `on-search` and `notify`."""

    version: str | None = None
    message_id: Id
    message_ts: Moment
    action: Action
    status: Status
    status_reason_code: HeaderReason | None = None
    status_reason_message: Reason | None = None
    total_count: Count | None = None
    completed_count: Count | None = None
    sender_id: Id | None = None
    receiver_id: Id | None = None
    is_msg_encrypted: bool | None = None
    meta: dict[str, Any] | None = None


class ReplyHeader(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Header of `on-subscribe` and `on-unsubscribe`, which the standard gives the header of a request, as callbacks
    that they are: we write the union of both, and ask for what the standard asks for."""

    version: str | None = None
    message_id: Id
    message_ts: Moment
    action: Action
    status: Status | None = None
    status_reason_code: HeaderReason | None = None
    status_reason_message: Reason | None = None
    sender_id: Id
    sender_uri: str | None = None
    receiver_id: Id | None = None
    total_count: Count
    completed_count: Count | None = None
    is_msg_encrypted: bool | None = None
    meta: dict[str, Any] | None = None


class PageRequest(Struct, frozen=True, kw_only=True):
    """Which page of the records; the first unless said."""

    page_size: Annotated[int, Meta(ge=1)]
    page_number: Annotated[int, Meta(ge=1)] = 1


class Pagination(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which page an answer is; `total_count`: records in all."""

    page_size: Annotated[int, Meta(ge=1)]
    page_number: Annotated[int, Meta(ge=1)]
    total_count: Count | None = None


class Sorting(Struct, frozen=True, kw_only=True):
    attribute_name: str
    sort_order: Literal["asc", "desc"] = "asc"


class Purpose(Struct, frozen=True, kw_only=True, omit_defaults=True):
    text: str | None = None
    code: str | None = None


class Consent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The household's authorisation (授权书) that covers the question: its reference, date and purpose."""

    id: str | None = None
    ts: str | None = None
    purpose: Purpose | None = None


class SearchCriteria(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`query` is judged by who answers: an unknown id type is acknowledged and rejected in the callback."""

    version: str | None = None
    reg_type: str | None = None
    reg_event_type: str | None = None
    query_type: QueryType
    query: dict[str, Any] | list[Any]
    sort: list[Sorting] | None = None
    pagination: PageRequest | None = None
    consent: Consent | None = None
    authorize: dict[str, Any] | None = None


class SearchRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`pagination` stands beside the criteria from some and inside them from others."""

    reference_id: Id
    timestamp: Moment
    search_criteria: SearchCriteria
    pagination: PageRequest | None = None
    locale: Locale | None = None


class Search(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    search_request: Annotated[list[SearchRequest], Meta(min_length=1)]


class SearchData(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`reg_records` is always there; `[]` with status succ says: looked, and nothing is on file."""

    version: str | None = None
    reg_type: str | None = None
    reg_record_type: str | None = None
    reg_records: list[dict[str, Any]]


class SearchResponse(Struct, frozen=True, kw_only=True, omit_defaults=True):
    reference_id: Id
    timestamp: Moment
    status: Status
    status_reason_code: SearchReason | None = None
    status_reason_message: Reason | None = None
    data: SearchData | None = None
    pagination: Pagination | None = None
    locale: Locale | None = None

    def __post_init__(self) -> None:
        # Otherwise an answer that says nothing would read as "nothing on file".
        if self.status is Status.SUCCEEDED and self.data is None:
            raise ValueError("a successful answer without data")


class OnSearch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    correlation_id: Id
    search_response: list[SearchResponse]


class NotifyData(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """In a notify, unlike a search, `reg_records` is one object."""

    version: str | None = None
    reg_type: str | None = None
    reg_event_type: str | None = None
    reg_record_type: str | None = None
    reg_records: dict[str, Any]


class NotifyEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    reference_id: Id
    timestamp: Moment
    data: NotifyData
    locale: Locale | None = None


class Notify(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    notify_event: Annotated[list[NotifyEvent], Meta(min_length=1)]


Header = RequestHeader | CallbackHeader | ReplyHeader
