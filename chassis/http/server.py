"""Runs one service's app: orderly start, orderly stop.

Signals end it in this order: no new connections, answers in work are finished, then `on_stop`, which ends the
service's own threads and pools. A second Ctrl-C does not wait for the answers.

See docs/design/time-and-operation.md#starting-and-stopping.
"""

import asyncio
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Final, cast

import anyio.to_thread
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.http.connection import Connection
from chassis.http.peers import Proxies
from chassis.http.places import CONNECTIONS_MAX, Places, as_many_as_files_may_be_open

THREADS: Final = 64
"""Plain `def` routes run in this many threads; each waits at most `database.FREE_WITHIN_S` for a connection."""

DRAIN_S: Final = 20

TICK_S: Final = 1.0
"""The Date header tells seconds."""

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


def serve(
    app: ASGIApp,
    host: str,
    port: int,
    on_start: Callable[[], None],
    on_stop: Callable[[], None],
    *,
    threads: int = THREADS,
    drain_s: int = DRAIN_S,
    proxies: Proxies | None = None,
    connections_max: int = CONNECTIONS_MAX,
) -> None:
    """Returns when the service has stopped in order; SystemExit 3 when the address cannot be had.

    `on_stop` is called whatever happened, also when `on_start` failed halfway.
    """
    places = Places(as_many_as_files_may_be_open(connections_max), proxies or Proxies())
    server = _Server(
        uvicorn.Config(
            _with_threads(app, threads),
            host=host,
            port=port,
            access_log=False,  # edge.py writes one line per request, without its query
            log_config=None,
            http=cast(type[asyncio.Protocol], partial(Connection, places)),
            ws="none",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=drain_s,
        )
    )

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        # Before and after uvicorn listens to signals itself; it raises them once more when it is done.
        server.should_exit = True

    before = _listen(ask_to_stop)
    try:
        on_start()
        server.run()
    finally:
        try:
            on_stop()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Server(uvicorn.Server):
    """uvicorn looks ten times a second whether it was asked to end; this one is told."""

    _loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        self._loop, self._told = asyncio.get_running_loop(), asyncio.Event()
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), TICK_S)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._told.set)


def _listen(handler: Callable[[int, FrameType | None], None]) -> dict[signal.Signals, "signal._HANDLER"]:
    """Only the main thread may; a test that serves from another stops the server through the app."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    return {number: signal.signal(number, handler) for number in _SIGNALS}


def _with_threads(app: ASGIApp, threads: int) -> ASGIApp:
    """The limit belongs to the event loop, so it is set from inside, when the app starts."""

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            anyio.to_thread.current_default_thread_limiter().total_tokens = threads
        await app(scope, receive, send)

    return limited
