"""Duplicate-parameter check: refuses a parameter or header given twice, which two readers could read differently.

A proxy that takes the first and a service that takes the last would otherwise disagree on who asks for what.
"""

from collections import Counter
from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.http.refusals.errors import ErrorTable
from chassis.http.refusals.problems import respond

_ONCE: Final = frozenset(
    {
        "authorization",
        "content-encoding",
        "content-length",
        "content-type",
        "idempotency-key",
        "if-match",
        "traceparent",
    }
)


class DuplicateParameters:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, table: ErrorTable) -> None:
        self.app = app
        self.table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        query = scope["query_string"].decode("latin-1")
        if "\0" in scope["path"] or "%00" in query:
            return await respond(self.table, "malformed_address")(scope, receive, send)
        repeated = _repeated(query, Headers(scope=scope))
        if repeated is not None:
            refusal = respond(self.table, "duplicate_parameter", {"name": repeated[:80]})
            return await refusal(scope, receive, send)
        await self.app(scope, receive, send)


def _repeated(query: str, headers: Headers) -> str | None:
    names = Counter(name for name, _ in parse_qsl(query, keep_blank_values=True))
    names.update(name for name in headers if name in _ONCE)
    return next((name for name, count in names.items() if count > 1), None)
