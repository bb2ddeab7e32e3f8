"""The standard's schemas as JSON Schema, in our words: what each message must hold, and what it may not.

Stricter than the originals where they are silent and their readers are not: `null` nowhere, times with a zone, names of
at most 99 characters, closed lists of codes. What the originals misspell is asked for as it is meant.
"""

from typing import Any, Final

import jsonschema_rs

Schema = dict[str, Any]

NAME: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 99}
TEXT: Final[Schema] = {"type": "string"}
TIME: Final[Schema] = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
    "format": "date-time",
}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
LOCALE: Final[Schema] = {"type": "string", "pattern": "^[a-z]{3}$"}
STATUS: Final[Schema] = {"enum": ["rcvd", "pdng", "succ", "rjct"]}
REASON: Final[Schema] = {"type": "string", "maxLength": 999}


def _object(required: Schema, optional: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(required),
        "properties": required | optional,
        "additionalProperties": False,
    }


def _codes(*codes: str) -> Schema:
    return {"enum": [f"rjct.{code}" for code in codes]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


HEADER_REASON: Final = _codes(
    "version.invalid",
    "message_id.duplicate",
    "message_ts.invalid",
    "action.invalid",
    "action.not_supported",
    "total_count.invalid",
    "total_count.limit_exceeded",
    "errors.too_many",
)
SEARCH_REASON: Final = _codes(
    "reference_id.invalid",
    "reference_id.duplicate",
    "timestamp.invalid",
    "search_criteria.invalid",
    "filter.invalid",
    "sort.invalid",
    "pagination.invalid",
    "search.too_many_records_found",
)
SUBSCRIBE_REASON: Final = _codes(
    "reference_id.invalid",
    "reference_id.duplicate",
    "timestamp.invalid",
    "notify_types.invalid",
    "notify_details.invalid",
    "person_id.invalid",
    "event.already_subscribed",
)
UNSUBSCRIBE_REASON: Final = _codes(
    "reference_id.invalid",
    "reference_id.duplicate",
    "timestamp.invalid",
    "subscription_code.invalid",
    "requester.invalid",
    "event.already_unsubscribed",
)
ACK_CODES: Final = [
    "err.request.bad",
    "err.request.unauthorized",
    "err.request.forbidden",
    "err.request.not_found",
    "err.request.timeout",
    "err.version.not_supported",
    "err.request.too_many_requests",
    "err.sender_id.invalid",
    "err.sender_uri.invalid",
    "err.receiver_id.invalid",
    "err.signature.missing",
    "err.signature.invalid",
    "err.encryption.invalid",
    "err.service.unavailable",
]

_EITHER: Final[Schema] = {
    "version": {"const": "1.0.0"},
    "receiver_id": NAME,
    "is_msg_encrypted": {"type": "boolean"},
    "meta": {"type": "object"},
}
_REQUEST: Final[Schema] = {
    "message_id": NAME,
    "message_ts": TIME,
    "sender_id": NAME,
    "total_count": COUNT,
}
_CALLBACK: Final[Schema] = {
    "status": STATUS,
    "status_reason_code": HEADER_REASON,
    "status_reason_message": REASON,
    "completed_count": COUNT,
}

QUERY: Final[Schema] = {"anyOf": [{"type": "object", "required": ["type", "value"]}, {"type": "array"}]}
QUERY_TYPE: Final[Schema] = {"enum": ["idtype-value", "expression", "predicate"]}
PAGE: Final = {"page_size": {"type": "integer", "minimum": 1}, "page_number": {"type": "integer", "minimum": 1}}

CRITERIA: Final = _object(
    {"query_type": QUERY_TYPE, "query": QUERY},
    {
        "version": TEXT,
        "reg_type": TEXT,
        "reg_event_type": TEXT,
        "sort": _list({"type": "object"}),
        "pagination": _object(PAGE, {}),
        "consent": {"type": "object"},
        "authorize": {"type": "object"},
    },
)
SEARCH: Final = _object(
    {
        "transaction_id": NAME,
        "search_request": _list(
            _object({"reference_id": NAME, "timestamp": TIME, "search_criteria": CRITERIA}, {"locale": LOCALE})
        ),
    },
    {},
)


def _data(records: Schema) -> Schema:
    return _object(
        {"reg_record_type": TEXT, "reg_records": records},
        {"version": TEXT, "reg_type": TEXT, "reg_event_type": TEXT},
    )


ON_SEARCH: Final = _object(
    {
        "transaction_id": NAME,
        "correlation_id": NAME,
        "search_response": _list(
            _object(
                {"reference_id": NAME, "timestamp": TIME, "status": STATUS},
                {
                    "status_reason_code": SEARCH_REASON,
                    "status_reason_message": REASON,
                    "data": _data(_list({"type": "object"})),
                    "pagination": _object(PAGE | {"total_count": COUNT}, {}),
                    "locale": LOCALE,
                },
            )
        ),
    },
    {},
)
SUBSCRIBE_CRITERIA: Final = _object(
    {"reg_event_type": TEXT, "filter": QUERY, "notify_record_type": TEXT},
    {
        "version": TEXT,
        "reg_type": TEXT,
        "filter_type": QUERY_TYPE,
        "frequency": {"type": "object", "required": ["start_time", "end_time", "frequency"]},
        "authorize": {"type": "object"},
    },
)
SUBSCRIPTION_STATUS: Final[Schema] = {"enum": ["subscribe", "unsubscribe"]}
ON_SUBSCRIBE: Final = _object(
    {
        "transaction_id": NAME,
        "correlation_id": NAME,
        "subscribe_response": _list(
            _object(
                {"reference_id": NAME, "timestamp": TIME, "status": STATUS},
                {
                    "status_reason_code": SUBSCRIBE_REASON,
                    "status_reason_message": REASON,
                    "subscriptions": _list(
                        _object(
                            {
                                "code": NAME,
                                "status": SUBSCRIPTION_STATUS,
                                "timestamp": TIME,
                                "subscription_code": NAME,
                                "subscribe_criteria": SUBSCRIBE_CRITERIA,
                            },
                            {
                                "version": TEXT,
                                "reg_type": TEXT,
                                "reg_event_type": TEXT,
                                "filter_type": QUERY_TYPE,
                                "filter": QUERY,
                                "notify_record_type": TEXT,
                            },
                        )
                    ),
                    "locale": LOCALE,
                },
            )
        ),
    },
    {},
)
ON_UNSUBSCRIBE: Final = _object(
    {"transaction_id": NAME, "correlation_id": NAME, "timestamp": TIME, "status": STATUS},
    {
        "status_reason_code": UNSUBSCRIBE_REASON,
        "status_reason_message": REASON,
        "subscription_status": _list(_object({"code": NAME, "status": SUBSCRIPTION_STATUS}, {})),
    },
)
NOTIFY: Final = _object(
    {
        "transaction_id": NAME,
        "notify_event": _list(
            _object(
                {"reference_id": NAME, "timestamp": TIME, "data": _data({"type": "object"})},
                {"locale": LOCALE},
            )
        ),
    },
    {},
)


def _standing(kind: str, status: Schema) -> Schema:
    return _object({"txn_type": {"const": kind}, "txn_status": status}, {})


TXN_ON_STATUS: Final = _object(
    {
        "transaction_id": NAME,
        "correlation_id": NAME,
        "txnstatus_response": {
            "oneOf": [
                _standing("on-search", ON_SEARCH),
                _standing("on-subscribe", ON_SUBSCRIBE),
                _standing("on-unsubscribe", ON_UNSUBSCRIBE),
            ]
        },
    },
    {},
)


def _envelope(action: str, required: Schema, optional: Schema, message: Schema) -> Schema:
    header = _object({"action": {"const": action}} | required, _EITHER | optional)
    return _object(
        {"signature": {"type": "string", "pattern": '^namespace="dci", kidId="'}}
        | {"header": header, "message": message},
        {},
    )


_CALLBACK_REQUIRED: Final = {name: _REQUEST[name] for name in ("message_id", "message_ts")} | {"status": STATUS}
_CALLBACK_OPTIONAL: Final = _CALLBACK | {"total_count": COUNT, "sender_id": NAME}

ENVELOPES: Final = {
    "search": _envelope("search", _REQUEST, {"sender_uri": {"type": "string", "format": "uri"}}, SEARCH),
    "on-search": _envelope("on-search", _CALLBACK_REQUIRED, _CALLBACK_OPTIONAL, ON_SEARCH),
    # The header of a request is asked for here, that of a callback meant: the union holds both.
    "on-subscribe": _envelope("on-subscribe", _REQUEST | {"status": STATUS}, _CALLBACK, ON_SUBSCRIBE),
    "on-unsubscribe": _envelope("on-unsubscribe", _REQUEST | {"status": STATUS}, _CALLBACK, ON_UNSUBSCRIBE),
    "notify": _envelope("notify", _CALLBACK_REQUIRED, _CALLBACK_OPTIONAL, NOTIFY),
    "txn-on-status": _envelope("txn-on-status", _CALLBACK_REQUIRED, _CALLBACK_OPTIONAL, TXN_ON_STATUS),
}
"""By action: all that we write."""

ACK: Final = _object(
    {
        "message": _object(
            {"ack_status": {"enum": ["ACK", "NACK", "ERR"]}, "timestamp": TIME, "correlation_id": NAME},
            {"error": _object({"code": {"enum": ACK_CODES}}, {"message": REASON})},
        )
    },
    {},
)


def require(schema: Schema, told: Any) -> None:
    """Raises with the place where it does not hold."""
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(told)


def require_message(whole: dict[str, Any]) -> None:
    """One of ours, whichever."""
    require(ENVELOPES[whole["header"]["action"]], whole)
