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

from chassis.http.door import PEER
from chassis.http.principal import CALLER
from chassis.http.refusals.errors import BodyRefused, ErrorTable
from chassis.http.refusals.problems import respond
from chassis.http.shares import Shares

KIB: Final = 1024
MIB: Final = 1024 * KIB
HELD_MAX: Final = 64 * MIB
"""Bytes of all bodies that are being read or worked on; beyond it, or beyond one's share, nobody's body grows."""
PIECE_S: Final = 10.0
WHOLE_S: Final = 60.0
"""A body that stops, or trickles, holds one of the places in flight."""
WHOLE_OF_A_STRANGER_S: Final = 10.0


class BodyLimit:
    """ASGI middleware. `limits` are bytes by path prefix, `strangers` those of callers without a token; the longest
    prefix that fits decides."""

    def __init__(
        self,
        app: ASGIApp,
        table: ErrorTable,
        default: int,
        limits: Mapping[str, int],
        strangers: Mapping[str, int],
    ) -> None:
        self.app = app
        self.table = table
        self.default = default
        self.limits = sorted(limits.items(), key=lambda item: -len(item[0]))
        self.strangers = sorted(strangers.items(), key=lambda item: -len(item[0]))
        self.held = Shares(HELD_MAX)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        peer, stranger = scope[PEER], scope[CALLER] is None
        limit = self._limit(scope["path"], stranger)
        announced = _announced(Headers(scope=scope))
        if announced > limit:
            refusal = respond(self.table, "body_too_large", {"limit_bytes": limit})
            return await refusal(scope, receive, send)
        if (code := self.held.refusal(peer, stranger, announced)) is not None:
            return await respond(self.table, code, {"retry_after_s": 2})(scope, receive, send)
        body, held = _Body(receive, limit, WHOLE_OF_A_STRANGER_S if stranger else WHOLE_S), 0

        async def counted() -> Message:
            nonlocal held
            message, size = await body.more()
            code = self.held.refusal(peer, stranger, size) if size else None
            held += size
            self.held.take(peer, stranger, size)
            if code is not None:
                raise BodyRefused(self.table[code].status, code, retry_after_s=2)
            return message

        try:
            await self.app(scope, counted, send)
        finally:
            self.held.give_back(peer, stranger, held)

    def _limit(self, path: str, stranger: bool) -> int:
        limit = next((limit for prefix, limit in self.limits if path.startswith(prefix)), self.default)
        if not stranger:
            return limit
        return min(limit, next((limit for prefix, limit in self.strangers if path.startswith(prefix)), 0))


class _Body:
    """One request's body as it comes in."""

    def __init__(self, receive: Receive, limit: int, whole_s: float) -> None:
        self._received = 0
        self._receive = receive
        self._limit = limit
        self._whole = False
        self._until = asyncio.get_running_loop().time() + whole_s

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
