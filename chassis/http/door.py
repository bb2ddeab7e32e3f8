"""The door: who calls is asked before a byte of the body is read, and so of whose shares the request takes.

A body that is read first could be anybody's, and nine of them were enough to keep all others out. Only agencies come
without a token (their bodies are signed, and small), and probers.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import metrics
from chassis.http.auth import Tokens
from chassis.http.peers import Proxies
from chassis.http.principal import CALLER, ROLES, Principal
from chassis.http.refusals.errors import ErrorTable, Problem
from chassis.http.refusals.problems import respond
from chassis.http.shares import SHARES, shares_of

KNOWN: Final = "jiekun.known"
"""In the scope of a served connection's request: called with its caller's subject, once known (`connection.py`)."""

OTHER_TOKENS: Final = ("/registry/", "/oauth2/", "/.well-known/")
"""Where callers are known by what they sign; a token that they show there is another issuer's, and is not read here."""
FREE_A_SECOND: Final = 50
"""Requests without a token that one address may make in vain, before it has to wait."""
WAIT_S: Final = 2.0
"""It costs us a timer; a caller who asks again and again, nearly all of the requests that they could make."""


class Door:
    """ASGI middleware. `open_to_strangers`: paths that need no token, and all below those that end in `/`."""

    def __init__(
        self,
        app: ASGIApp,
        table: ErrorTable,
        tokens: Tokens,
        proxies: Proxies,
        open_to_strangers: Mapping[str, int],
    ) -> None:
        self.app = app
        self.table = table
        self.tokens = tokens
        self.proxies = proxies
        self.open = frozenset(open_to_strangers)
        self.open_below = tuple(path for path in open_to_strangers if path.endswith("/"))
        self.vain = _Vain()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        peer = self.proxies.peer(scope)
        try:
            scope[CALLER] = caller = self._caller(scope)
        except Problem as refused:
            metrics.HTTP_TURNED_AWAY.labels(refused.code).inc()
            await self.vain.wait(peer)
            return await respond(self.table, refused.code, refused.params)(scope, receive, send)
        scope[SHARES] = shares_of(peer, caller)
        if caller is None:
            await self._stranger(peer, scope, receive, send)
        else:
            scope.get(KNOWN, _nobody_waits)(("subject", caller.subject))
            await self.app(scope, receive, send)

    def _caller(self, scope: Scope) -> Principal | None:
        """Raises Problem `unauthenticated`, `token_invalid`, `token_expired`; `forbidden` without a role of ours."""
        if scope["path"].startswith(OTHER_TOKENS):
            return None
        scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            if scope["path"] in self.open or scope["path"].startswith(self.open_below):
                return None
            raise Problem("unauthenticated")
        caller = self.tokens.verify(token.strip())
        if not caller.roles:
            raise Problem("forbidden", roles=", ".join(sorted(ROLES)))
        return caller

    async def _stranger(self, peer: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Whoever asked too often in vain waits; signed messages that we take are not in vain."""

        async def looked_at(message: Message) -> None:
            if message["type"] == "http.response.start" and not (scope["method"] == "POST" and message["status"] < 300):
                self.vain.count(peer)
            await send(message)

        await self.vain.wait(peer, counted=False)
        await self.app(scope, receive, looked_at)


class _Vain:
    """Rate limit (a fixed window of a second) on requests in vain, by address; owned by the event loop."""

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()
        self._since = 0.0

    def count(self, peer: str) -> None:
        if time.monotonic() - self._since >= 1:
            self._asked, self._since = Counter(), time.monotonic()
        self._asked[peer] += 1

    async def wait(self, peer: str, *, counted: bool = True) -> None:
        if counted:
            self.count(peer)
        if self._asked[peer] > FREE_A_SECOND and time.monotonic() - self._since < 1:
            await asyncio.sleep(WAIT_S)


def _nobody_waits(_: tuple[str, str]) -> None:
    """To hear who calls: the app is not served by `connection.py`."""
