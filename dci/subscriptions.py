"""The messages about subscriptions, as DCI's schemas have them: to be told of changes, and to be told no more.

What the originals misspell is written right, and read either way (`dci/spellings.py`).
"""

from typing import Annotated, Any

from msgspec import Meta, Struct

from dci.codes import QueryType, Status, SubscribeReason, SubscriptionStatus, UnsubscribeReason
from dci.messages import Id, Locale, Moment, Reason

Code = Id
"""The registry's name of a subscription."""


class Frequency(Struct, frozen=True, kw_only=True):
    """From when to when, and how often (a cron expression)."""

    start_time: Moment
    end_time: Moment
    frequency: str


class SubscribeCriteria(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`filter` is judged by who is asked, as a search's `query` is."""

    version: str | None = None
    reg_type: str | None = None
    reg_event_type: str
    frequency: Frequency | None = None
    filter_type: QueryType | None = None
    filter: dict[str, Any] | list[Any]
    notify_record_type: str
    authorize: dict[str, Any] | None = None


class SubscribeRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    reference_id: Id
    timestamp: Moment
    subscribe_criteria: SubscribeCriteria
    locale: Locale | None = None


class Subscribe(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    subscribe_request: Annotated[list[SubscribeRequest], Meta(min_length=1)]


class Subscription(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One subscription as its registry keeps it. The standard lists its fields one by one and then requires two others,
    `subscription_code` and `subscribe_criteria`: we write both ways."""

    version: str | None = None
    code: Code | None = None
    subscription_code: Code | None = None
    status: SubscriptionStatus
    timestamp: Moment
    reg_type: str | None = None
    reg_event_type: str | None = None
    filter_type: QueryType | None = None
    filter: dict[str, Any] | list[Any] | None = None
    notify_record_type: str | None = None
    subscribe_criteria: SubscribeCriteria | None = None
    locale: Locale | None = None


class SubscribeResponse(Struct, frozen=True, kw_only=True, omit_defaults=True):
    reference_id: Id
    timestamp: Moment
    status: Status
    status_reason_code: SubscribeReason | None = None
    status_reason_message: Reason | None = None
    subscriptions: list[Subscription] | None = None
    locale: Locale | None = None


class OnSubscribe(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    correlation_id: Id
    subscribe_response: list[SubscribeResponse]


class Unsubscribe(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    timestamp: Moment
    subscription_codes: Annotated[list[Code], Meta(min_length=1)]


class SubscriptionState(Struct, frozen=True, kw_only=True):
    code: Code
    status: SubscriptionStatus


class OnUnsubscribe(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    correlation_id: Id
    timestamp: Moment
    status: Status
    status_reason_code: UnsubscribeReason | None = None
    status_reason_message: Reason | None = None
    subscription_status: list[SubscriptionState] | None = None
