"""Body limits: refuses bodies that are too large, too slow, or too many at once, before and while they come in.

FastAPI's own `max_body_size` counts as well, but answers one of its two cases (a large Content-Length) with
plain text from outside all handlers; here both are the same problem document. The server reads and forgets
what still comes after the answer, so the caller gets to read it (held by a test over a real socket).
"""

import asyncio
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.http.refusals.errors import BodyRefused, ErrorTable
from chassis.http.refusals.problems import respond

MIB: Final = 1024 * 1024
HELD_MAX: Final = 64 * MIB
"""Bytes of all bodies that are being read or worked on; beyond it nobody's body grows."""
PIECE_S: Final = 10.0
WHOLE_S: Final = 60.0
"""A body that stops, or trickles, holds one of the places in flight."""


class BodyLimit:
    """ASGI middleware. `limits` are bytes by path prefix; the longest prefix that fits decides."""

    def __init__(self, app: ASGIApp, table: ErrorTable, default: int, limits: Mapping[str, int]) -> None:
        self.app = app
        self.table = table
        self.default = default
        self.limits = sorted(limits.items(), key=lambda item: -len(item[0]))
        self.held = 0  # owned by the event loop: no lock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = self._limit(scope["path"])
        announced = _announced(Headers(scope=scope))
        if announced > limit:
            refusal = respond(self.table, "body_too_large", {"limit_bytes": limit})
            return await refusal(scope, receive, send)
        if self.held + announced > HELD_MAX:
            return await respond(self.table, "overloaded", {"retry_after_s": 2})(scope, receive, send)
        body, held = _Body(receive, limit), 0

        async def counted() -> Message:
            nonlocal held
            message, size = await body.more()
            held += size
            self.held += size
            if self.held > HELD_MAX:
                raise BodyRefused(503, "overloaded", retry_after_s=2)
            return message

        try:
            await self.app(scope, counted, send)
        finally:
            self.held -= held

    def _limit(self, path: str) -> int:
        return next((limit for prefix, limit in self.limits if path.startswith(prefix)), self.default)


class _Body:
    """One request's body as it comes in."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._received = 0
        self._receive = receive
        self._limit = limit
        self._whole = False
        self._until = asyncio.get_running_loop().time() + WHOLE_S

    async def more(self) -> tuple[Message, int]:
        """The next message and its bytes; behind the body there is only the end of the connection to wait for."""
        if self._whole:
            return await self._receive(), 0
        try:
            async with asyncio.timeout_at(min(self._until, asyncio.get_running_loop().time() + PIECE_S)):
                message = await self._receive()
        except TimeoutError:
            raise BodyRefused(408, "body_too_slow") from None
        size = len(message.get("body", b""))
        self._received += size
        self._whole = not message.get("more_body", False)
        if self._received > self._limit:
            raise BodyRefused(413, "body_too_large", limit_bytes=self._limit)
        return message, size


def _announced(headers: Headers) -> int:
    """The server has already refused a Content-Length that is no number."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
