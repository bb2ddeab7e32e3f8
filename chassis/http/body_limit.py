"""Body limits: refuses bodies that are too large, too slow, or too many at once, before and while they come in.

The app gets a body when it is here as a whole, so one that trickles keeps nobody from work (`in_flight.py`).
FastAPI's own `max_body_size` counts as well, but answers one of its two cases (a large Content-Length) with
plain text from outside all handlers; here both are the same problem document. The server reads and forgets
what still comes after the answer, so the caller gets to read it (held by a test over a real socket).
"""

import asyncio
import re
from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import metrics
from chassis.http.fairness import Coming
from chassis.http.principal import CALLER
from chassis.http.refusals.errors import BodyRefused, ErrorTable
from chassis.http.refusals.problems import respond
from chassis.http.shares import SHARES, Share, Shares

KIB: Final = 1024
MIB: Final = 1024 * KIB
HELD_MAX: Final = 64 * MIB
"""Bytes of all bodies that are being read or worked on; beyond it, or beyond one's share, a body grows only where a
larger holder's gives way (`fairness.py`)."""
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
    """ASGI middleware. `limits` are bytes by path prefix, or by a route's whole address where that has places in it
    (`/v1/things/{thing}/papers`); `strangers` those of callers without a token. The longest that fits decides."""

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
        self.limits, self.strangers = _longest_first(limits), _longest_first(strangers)
        self.held = Shares(HELD_MAX)
        self.places = Shares(COMING_MAX)
        self.coming: Coming[_Body] = Coming()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        stranger, headers = scope[CALLER] is None, Headers(scope=scope)
        limit = self._limit(scope["path"], stranger)
        body = _Body(receive, scope[SHARES], limit, WHOLE_OF_A_STRANGER_S if stranger else WHOLE_S)
        try:
            try:
                await self._read(body, headers)
            except BodyRefused as refused:
                answer = respond(self.table, refused.code, refused.params, headers=refused.headers)
                return await answer(scope, receive, send)
            if not body.broken_off:
                await self.app(scope, body.again, send)
        finally:
            self._let_go(body)

    async def _read(self, body: "_Body", headers: Headers) -> None:
        announced = _announced(headers)
        if announced > body.limit:
            raise BodyRefused(413, "body_too_large", limit_bytes=body.limit)
        self._make_room(self.held, body, announced, _bytes)
        if announced or "transfer-encoding" in headers:
            self._make_room(self.places, body, 1, _places)
            self.places.take(body.shares, 1)
            body.places = 1
        self.coming.enter(body)
        try:
            while not body.whole:
                size = await body.more()
                self._make_room(self.held, body, size, _bytes)
                self.held.take(body.shares, size)
                body.held += size
        finally:
            self.coming.leave(body)
            self.places.give_back(body.shares, body.places)
            body.places = 0

    def _make_room(self, taken: Shares, body: "_Body", more: int, size: Callable[["_Body"], int]) -> None:
        """Where a share is used up, a larger holder's body is cut, or this one is refused."""
        while more and (lacking := taken.lacking(body.shares, more)) is not None:
            other = self.coming.who_gives_way(body.shares, more, lacking, size)
            if other is None:
                raise self._refused(lacking.code)
            other.cut(self._refused("too_much_at_once", cut=True))
            self._let_go(other)

    def _refused(self, code: str, *, cut: bool = False) -> BodyRefused:
        metrics.HTTP_TURNED_AWAY.labels(code).inc()
        return BodyRefused(self.table[code].status, code, cut=cut, retry_after_s=2)

    def _let_go(self, body: "_Body") -> None:
        self.coming.leave(body)
        self.held.give_back(body.shares, body.held)
        self.places.give_back(body.shares, body.places)
        body.held = body.places = 0

    def _limit(self, path: str, stranger: bool) -> int:
        limit = next((limit for fits, limit in self.limits if fits(path)), self.default)
        if not stranger:
            return limit
        return min(limit, next((limit for fits, limit in self.strangers if fits(path)), 0))


class _Body:
    """One request's body: read as it comes in, then handed on piece by piece."""

    def __init__(self, receive: Receive, shares: tuple[Share, ...], limit: int, whole_s: float) -> None:
        self.shares = shares
        self.limit = limit
        self.held = 0
        self.places = 0
        """Bytes and places that are counted."""
        self.whole = False
        self.broken_off = False
        """Its caller is gone; nothing more comes."""
        self._receive = receive
        self._received = 0
        self._pieces: deque[Message] = deque()
        self._began = asyncio.get_running_loop().time()
        self._whole_s = whole_s
        self._waits: asyncio.Timeout | None = None
        self._cut: BodyRefused | None = None

    def cut(self, refusal: BodyRefused) -> None:
        """Nothing more of it is waited for."""
        self._cut = refusal
        if self._waits is not None:
            self._waits.reschedule(0)

    async def more(self) -> int:
        """Bytes of the next piece."""
        try:
            async with asyncio.timeout_at(self._until()) as self._waits:
                message = await self._receive()
        except TimeoutError:
            raise self._cut or BodyRefused(408, "body_too_slow", cut=True) from None
        finally:
            self._waits = None
        if self._cut is not None:
            raise self._cut
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


def _bytes(body: _Body) -> int:
    return body.held


def _places(body: _Body) -> int:
    return body.places


def _longest_first(limits: Mapping[str, int]) -> list[tuple[Callable[[str], object], int]]:
    return [(_fitting(address), limits[address]) for address in sorted(limits, key=lambda one: -len(one))]


def _fitting(address: str) -> Callable[[str], object]:
    pieces = [re.escape(piece) for piece in re.split(r"{\w+}", address)]
    return re.compile("[^/]+".join(pieces) + ("$" if len(pieces) > 1 else "")).match


def _announced(headers: Headers) -> int:
    """The server has already refused a Content-Length that is no number."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
