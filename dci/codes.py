"""The closed lists of the DCI registry messages (spdci/standards 1.0.0): what may stand in a code field.

A value that is not listed here makes a message malformed; nothing is ever added to a list by us.
"""

from enum import StrEnum


class Action(StrEnum):
    """`header.action`."""

    SEARCH = "search"
    ON_SEARCH = "on-search"
    SUBSCRIBE = "subscribe"
    ON_SUBSCRIBE = "on-subscribe"
    UNSUBSCRIBE = "unsubscribe"
    ON_UNSUBSCRIBE = "on-unsubscribe"
    NOTIFY = "notify"
    TXN_STATUS = "txn-status"
    TXN_ON_STATUS = "txn-on-status"


class AckStatus(StrEnum):
    """ACK: valid, a callback follows. NACK: valid, nothing follows. ERR: cannot be processed."""

    ACK = "ACK"
    NACK = "NACK"
    ERR = "ERR"


class AckCode(StrEnum):
    """`error.code` of an ack."""

    REQUEST_BAD = "err.request.bad"
    REQUEST_UNAUTHORIZED = "err.request.unauthorized"
    REQUEST_FORBIDDEN = "err.request.forbidden"
    REQUEST_NOT_FOUND = "err.request.not_found"
    REQUEST_TIMEOUT = "err.request.timeout"
    VERSION_NOT_SUPPORTED = "err.version.not_supported"
    TOO_MANY_REQUESTS = "err.request.too_many_requests"
    SENDER_ID_INVALID = "err.sender_id.invalid"
    SENDER_URI_INVALID = "err.sender_uri.invalid"
    RECEIVER_ID_INVALID = "err.receiver_id.invalid"
    SIGNATURE_MISSING = "err.signature.missing"
    SIGNATURE_INVALID = "err.signature.invalid"
    ENCRYPTION_INVALID = "err.encryption.invalid"
    SERVICE_UNAVAILABLE = "err.service.unavailable"


class Status(StrEnum):
    """`status` of a callback header and of each item in it: received, pending, succeeded, rejected."""

    RECEIVED = "rcvd"
    PENDING = "pdng"
    SUCCEEDED = "succ"
    REJECTED = "rjct"


class HeaderReason(StrEnum):
    """`status_reason_code` of a callback header."""

    VERSION_INVALID = "rjct.version.invalid"
    MESSAGE_ID_DUPLICATE = "rjct.message_id.duplicate"
    MESSAGE_TS_INVALID = "rjct.message_ts.invalid"
    ACTION_INVALID = "rjct.action.invalid"
    ACTION_NOT_SUPPORTED = "rjct.action.not_supported"
    TOTAL_COUNT_INVALID = "rjct.total_count.invalid"
    TOTAL_COUNT_LIMIT_EXCEEDED = "rjct.total_count.limit_exceeded"
    ERRORS_TOO_MANY = "rjct.errors.too_many"


class SearchReason(StrEnum):
    """`status_reason_code` of one item of an on-search."""

    REFERENCE_ID_INVALID = "rjct.reference_id.invalid"
    REFERENCE_ID_DUPLICATE = "rjct.reference_id.duplicate"
    TIMESTAMP_INVALID = "rjct.timestamp.invalid"
    SEARCH_CRITERIA_INVALID = "rjct.search_criteria.invalid"
    FILTER_INVALID = "rjct.filter.invalid"
    SORT_INVALID = "rjct.sort.invalid"
    PAGINATION_INVALID = "rjct.pagination.invalid"
    TOO_MANY_RECORDS_FOUND = "rjct.search.too_many_records_found"


class QueryType(StrEnum):
    """`search_criteria.query_type`."""

    IDTYPE_VALUE = "idtype-value"
    EXPRESSION = "expression"
    PREDICATE = "predicate"


class SubscribeReason(StrEnum):
    """`status_reason_code` of one item of an on-subscribe."""

    REFERENCE_ID_INVALID = "rjct.reference_id.invalid"
    REFERENCE_ID_DUPLICATE = "rjct.reference_id.duplicate"
    TIMESTAMP_INVALID = "rjct.timestamp.invalid"
    NOTIFY_TYPES_INVALID = "rjct.notify_types.invalid"
    NOTIFY_DETAILS_INVALID = "rjct.notify_details.invalid"
    PERSON_ID_INVALID = "rjct.person_id.invalid"
    ALREADY_SUBSCRIBED = "rjct.event.already_subscribed"


class UnsubscribeReason(StrEnum):
    """`status_reason_code` of an on-unsubscribe."""

    REFERENCE_ID_INVALID = "rjct.reference_id.invalid"
    REFERENCE_ID_DUPLICATE = "rjct.reference_id.duplicate"
    TIMESTAMP_INVALID = "rjct.timestamp.invalid"
    SUBSCRIPTION_CODE_INVALID = "rjct.subscription_code.invalid"
    REQUESTER_INVALID = "rjct.requester.invalid"
    ALREADY_UNSUBSCRIBED = "rjct.event.already_unsubscribed"


class SubscriptionStatus(StrEnum):
    """How a subscription stands; the originals misspell one of the two."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"

    @classmethod
    def _missing_(cls, value: object) -> "SubscriptionStatus | None":
        return cls.SUBSCRIBE if value == "subscibe" else None


class TxnType(StrEnum):
    """`txn_type`: of what a status query asks; its answer names the callback. Others name the request there too."""

    SEARCH = "search"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    ON_SEARCH = "on-search"
    ON_SUBSCRIBE = "on-subscribe"
    ON_UNSUBSCRIBE = "on-unsubscribe"


class AttributeType(StrEnum):
    """By what a status query names the transaction."""

    TRANSACTION_ID = "transaction_id"
    REFERENCE_ID_LIST = "reference_id_list"
    CORRELATION_ID = "correlation_id"
    SUBSCRIPTION_CODE_LIST = "subscription_code_list"


class Operator(StrEnum):
    """Of one expression in a `predicate` query."""

    GREATER = "gt"
    LESS = "lt"
    EQUAL = "eq"
    GREATER_OR_EQUAL = "ge"
    LESS_OR_EQUAL = "le"
    IN = "in"
