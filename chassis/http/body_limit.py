"""Refuses bodies that are too large, before they are read and while they come in.

FastAPI's own `max_body_size` counts as well, but answers one of its two cases (a large Content-Length) with
plain text from outside all handlers; here both are the same problem document. The server reads and forgets
what still comes after the answer, so the caller gets to read it (held by a test over a real socket).
"""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.http.errors import ErrorTable
from chassis.http.problems import respond

MIB: Final = 1024 * 1024


class BodyTooLarge(HTTPException):
    """An HTTPException, because FastAPI turns any other failure of reading into a 400 of its own."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(413)
        self.limit_bytes = limit_bytes


class BodyLimit:
    """ASGI middleware. `limits` are bytes by path prefix; the longest prefix that fits decides."""

    def __init__(self, app: ASGIApp, table: ErrorTable, default: int, limits: Mapping[str, int]) -> None:
        self.app = app
        self.table = table
        self.default = default
        self.limits = sorted(limits.items(), key=lambda item: -len(item[0]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = self._limit(scope["path"])
        if _announced(Headers(scope=scope)) > limit:
            refusal = respond(self.table, "body_too_large", {"limit_bytes": limit})
            return await refusal(scope, receive, send)
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise BodyTooLarge(limit)
            return message

        await self.app(scope, counted, send)

    def _limit(self, path: str) -> int:
        return next((limit for prefix, limit in self.limits if path.startswith(prefix)), self.default)


def _announced(headers: Headers) -> int:
    """The server has already refused a Content-Length that is no number."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
