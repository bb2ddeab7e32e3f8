"""Body limits: refuses bodies that are too large, too slow, or too many at once, before and while they come in.

The app gets a body when it is here as a whole, so one that trickles keeps nobody from work (`in_flight.py`).
FastAPI's own `max_body_size` counts as well, but answers one of its two cases (a large Content-Length) with
plain text from outside all handlers; here both are the same problem document. The server reads and forgets
what still comes after the answer, so the caller gets to read it (held by a test over a real socket).
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import metrics
from chassis.http.principal import CALLER
from chassis.http.refusals.errors import BodyRefused, ErrorTable
from chassis.http.refusals.problems import respond
from chassis.http.shares import SHARES, Share, Shares

KIB: Final = 1024
MIB: Final = 1024 * KIB
HELD_MAX: Final = 64 * MIB
"""Bytes of all bodies that are being read or worked on; beyond it, or beyond one's share, nobody's body grows."""
COMING_MAX: Final = 512
"""Bodies that are being read: beyond a share of it a caller's further ones are refused, however small."""
PIECE_S: Final = 10.0
WHOLE_S: Final = 60.0
"""A body that stops, or trickles, holds its connection and what came of it."""
FREE_S: Final = 10.0
SLOWEST: Final = 16 * KIB
"""Bytes a second that a body which is not whole after `FREE_S` has to come with."""
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
        self.coming = Shares(COMING_MAX)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        shares, stranger, headers = scope[SHARES], scope[CALLER] is None, Headers(scope=scope)
        limit = self._limit(scope["path"], stranger)
        body = _Body(receive, limit, WHOLE_OF_A_STRANGER_S if stranger else WHOLE_S)
        try:
            try:
                await self._read(body, shares, headers)
            except BodyRefused as refused:
                answer = respond(self.table, refused.code, refused.params, headers=refused.headers)
                return await answer(scope, receive, send)
            if not body.broken_off:
                await self.app(scope, body.again, send)
        finally:
            self.held.give_back(shares, body.held)

    async def _read(self, body: "_Body", shares: tuple[Share, ...], headers: Headers) -> None:
        announced = _announced(headers)
        coming = 1 if announced or "transfer-encoding" in headers else 0
        if announced > body.limit:
            raise BodyRefused(413, "body_too_large", limit_bytes=body.limit)
        self._require_room(self.held, shares, announced)
        self._require_room(self.coming, shares, coming)
        self.coming.take(shares, coming)
        try:
            while not body.whole:
                size = await body.more()
                self._require_room(self.held, shares, size)
                self.held.take(shares, size)
                body.held += size
        finally:
            self.coming.give_back(shares, coming)

    def _require_room(self, taken: Shares, shares: tuple[Share, ...], more: int) -> None:
        code = taken.refusal(shares, more) if more else None
        if code is not None:
            metrics.HTTP_TURNED_AWAY.labels(code).inc()
            raise BodyRefused(self.table[code].status, code, retry_after_s=2)

    def _limit(self, path: str, stranger: bool) -> int:
        limit = next((limit for prefix, limit in self.limits if path.startswith(prefix)), self.default)
        if not stranger:
            return limit
        return min(limit, next((limit for prefix, limit in self.strangers if path.startswith(prefix)), 0))


class _Body:
    """One request's body: read as it comes in, then handed on piece by piece."""

    def __init__(self, receive: Receive, limit: int, whole_s: float) -> None:
        self.limit = limit
        self.held = 0
        """Bytes of it that are counted."""
        self.whole = False
        self.broken_off = False
        """Its caller is gone; nothing more comes."""
        self._receive = receive
        self._received = 0
        self._pieces: deque[Message] = deque()
        self._began = asyncio.get_running_loop().time()
        self._whole_s = whole_s

    async def more(self) -> int:
        """Bytes of the next piece."""
        try:
            async with asyncio.timeout_at(self._until()):
                message = await self._receive()
        except TimeoutError:
            raise BodyRefused(408, "body_too_slow") from None
        size = len(message.get("body", b""))
        self._received += size
        self._pieces.append(message)
        self.broken_off = message["type"] == "http.disconnect"
        self.whole = not message.get("more_body", False)
        if self._received > self.limit:
            raise BodyRefused(413, "body_too_large", limit_bytes=self.limit)
        return size

    async def again(self) -> Message:
        """Behind the body there is only the end of the connection to wait for."""
        return self._pieces.popleft() if self._pieces else await self._receive()

    def _until(self) -> float:
        """When the next piece must be here."""
        whole = self._began + min(self._whole_s, FREE_S + self._received / SLOWEST)
        return min(whole, asyncio.get_running_loop().time() + PIECE_S)


def _announced(headers: Headers) -> int:
    """The server has already refused a Content-Length that is no number."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
