"""Turns a refusal into its problem document (RFC 9457): the only place that knows the shape of an error."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from chassis import trace
from chassis.http.refusals.errors import ErrorTable, ErrorText, FieldError

MEDIA_TYPE: Final = "application/problem+json"


def respond(
    table: ErrorTable,
    code: str,
    params: Mapping[str, Any] | None = None,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response for a code; raises `MissingText` when the table does not know it."""
    text = table[code]
    params = {**(params or {})}
    pointer = params.pop("pointer", None)
    if pointer is not None and not errors:
        errors = (text.at(str(pointer), params),)
    headers = {**(headers or {})}
    if "retry_after_s" in params:
        headers["Retry-After"] = str(params["retry_after_s"])
    if text.status == 401:
        headers["WWW-Authenticate"] = _challenge(code)
    return Response(
        # The name of an unknown field may hold half a character.
        json.dumps(_document(text, params, errors), ensure_ascii=False, default=str).encode(errors="replace"),
        status_code=text.status,
        headers=headers,
        media_type=MEDIA_TYPE,
    )


def _document(text: ErrorText, params: Mapping[str, Any], errors: Sequence[FieldError]) -> dict[str, Any]:
    """`detail` is Chinese, as the people who read it; both languages stand in `texts` and `next`."""
    told = text.told(params)
    document: dict[str, Any] = {
        "type": f"urn:jiekun:problem:{text.code}",
        "title": _title(text.code),
        "status": text.status,
        "detail": told.zh,
        "instance": f"urn:jiekun:trace:{trace.current().trace_id}",
        "code": text.code,
        "texts": {"zh": told.zh, "en": told.en},
        "next": {"zh": told.next_zh, "en": told.next_en},
    }
    if params:
        document["params"] = dict(params)
    if errors:
        document["errors"] = [
            {"pointer": error.pointer, "code": error.code, "texts": {"zh": error.zh, "en": error.en}}
            for error in errors
        ]
    return document


def _title(code: str) -> str:
    """The same for every occurrence of a code, as RFC 9457 §3.1.3 asks."""
    return code.replace("_", " ").replace(".", ": ").capitalize()


def _challenge(code: str) -> str:
    """RFC 6750 §3: no error attribute when no token came at all."""
    return "Bearer" if code == "unauthenticated" else 'Bearer error="invalid_token"'
