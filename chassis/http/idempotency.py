"""`Idempotency-Key` at the HTTP edge: a retried command is recognised by who sent which key where.

The request key made here is kept by the event store in the transaction of the command itself.
"""

import json
import re
from collections.abc import Callable
from typing import Final

from fastapi import Request

from chassis.http.edge import route_template
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.request_key import RequestKey

KeyedHash = Callable[[bytes], str]
"""HMAC under a key of the vault, hex: bodies, and perhaps keys, hold personal data."""

FORM: Final = "[!-~]{1,255}"
"""Visible ASCII."""


def request_key(request: Request, principal: Principal, content: bytes) -> RequestKey:
    """The key of this request; `content` is its body in canonical form, or the bytes of the file it uploads.

    The hash also covers the address and If-Match: the same body sent to another household is another request.
    A form's own bytes would not do: each retry picks a new boundary.
    Raises Problem `idempotency_key_required` or `idempotency_key_malformed`.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        raise Problem("idempotency_key_required")
    if not re.fullmatch(FORM, key):
        raise Problem("idempotency_key_malformed")
    keyed_hash: KeyedHash = request.app.state.keyed_hash
    route = f"{request.method} {route_template(request.scope)}"
    asked = [request.url.path, request.url.query, request.headers.get("if-match")]
    return RequestKey(
        scope=keyed_hash(_joined("idempotency-scope", principal.subject, route, key)),
        body_hash=keyed_hash(_joined("idempotency-body", *asked) + b"\n" + content),
    )


def _joined(*parts: str | None) -> bytes:
    """As JSON, so that no part can pretend to be two."""
    return json.dumps(parts).encode()
