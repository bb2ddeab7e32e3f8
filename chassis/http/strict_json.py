"""Strict JSON (RFC 8259 §4, RFC 7493): a body in which a name stands twice is two bodies, and which one is meant is for
nobody to guess. A proxy that reads the first and a service that reads the last would otherwise disagree.

Also the canonical form of a body, by which a retry is known however it was written.
"""

import json
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.http.refusals.errors import BodyRefused

_SIGNED: Final = "/registry/"
"""Behind it bodies are signed as they stand, and are judged and answered as DCI messages: `dci.parser`."""


class StrictJson:
    """ASGI middleware; stands behind the body's limits."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_SIGNED) or not _is_json(Headers(scope=scope)):
            return await self.app(scope, receive, send)
        pieces: list[bytes] = []

        async def judged() -> Message:
            message = await receive()
            pieces.append(message.get("body", b""))
            if message["type"] == "http.request" and not message.get("more_body", False):
                _require_strict(b"".join(pieces))
                pieces.clear()
            return message

        await self.app(scope, judged, send)


def loads(body: bytes) -> Any:
    """The value of a body. Raises `NameTwice`; `ValueError` for what is no JSON in UTF-8; `RecursionError` for what is
    nested too deep. NaN and half characters are left to the fields' own types, which can name the place."""
    return json.loads(body.decode(), object_pairs_hook=_once)


def canonical(body: bytes) -> bytes:
    """The same bytes for the same value, whatever its spaces, escapes and order of names; others as they are."""
    try:
        return json.dumps(loads(body), sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return body


class NameTwice(ValueError):
    """A name stands twice in one object."""


def _require_strict(body: bytes) -> None:
    if not body:
        return
    try:
        loads(body)
    except NameTwice:
        raise BodyRefused(400, "duplicate_name") from None
    except (ValueError, RecursionError):
        raise BodyRefused(400, "malformed_json") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise NameTwice
    return value


def _is_json(headers: Headers) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")
