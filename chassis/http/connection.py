"""Connection time-outs and places: how long one may do nothing, and how many there may be (uvicorn has no settings).

A peer that sends no whole head, or does not read its answer, is cut off: otherwise each holds a file descriptor, and
the second an answer in memory, for ever. Slow bodies are the app's (`body_limit.py`), which can still answer them.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

from chassis import trace
from chassis.http.door import KNOWN
from chassis.http.places import Holder, Places
from chassis.http.refusals import error_table
from chassis.http.refusals.problems import respond

HEAD_S: Final = 10.0
"""From the connection, or the answer before, until a whole request head has come; longer than keep-alive."""
UNREAD_S: Final = 20.0
"""How long an answer may wait without a byte of it being read; who reads slowly gets it all."""

BUSY_S: Final = 2
_COMMON: Final = error_table.build(())


class Connection(H11Protocol):
    """Timers belong to the event loop, so nothing here needs a lock."""

    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    since = 0.0
    """When it began to wait for what it has not sent yet."""

    def __init__(self, places: Places, **more: Any) -> None:
        super().__init__(**more)
        self._places = places

    @property
    def host(self) -> str:
        return self.client[0] if self.client else ""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.since = self.loop.time()
        if not self._places.take(self):
            transport.write(busy())
            transport.close()
            return
        self._wait_for_a_head()

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            _cancel(self._head)

    def handle_events(self) -> None:
        super().handle_events()
        if self.scope is not None:
            # The app's task has not begun yet.
            self.scope[KNOWN] = self._known  # type: ignore[typeddict-unknown-key]

    def _known(self, holder: Holder) -> None:
        self._places.know(self, holder)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.since = self.loop.time()
        self._wait_for_a_head()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._wait_for_a_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        _cancel(self._unread)

    def connection_lost(self, exc: Exception | None) -> None:
        _cancel(self._head)
        _cancel(self._unread)
        self._places.leave(self)
        super().connection_lost(exc)

    def pause(self) -> None:
        """Nothing is read until there is a place; the time for a head runs."""
        self.transport.pause_reading()

    def go_on(self) -> None:
        self.since = self.loop.time()
        if not self.transport.is_closing():
            self.transport.resume_reading()

    def has_sent_nothing_for(self, seconds: float) -> bool:
        """Whether it has kept us waiting so long for the rest of a request."""
        waits_for_it = self.cycle is None or self.cycle.response_complete or self.cycle.more_body
        return waits_for_it and self.loop.time() - self.since >= seconds

    def give_up(self) -> None:
        self.transport.abort()

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        self.loop.call_later(seconds, then)

    def _wait_for_a_head(self) -> None:
        """Bytes that trickle in do not prolong it."""
        _cancel(self._head)
        self._head = self.loop.call_later(HEAD_S, self._give_up)

    def _give_up(self) -> None:
        """What is still in the buffer of an answer is sent before."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()

    def _wait_for_a_reader(self) -> None:
        self._unread = self.loop.call_later(UNREAD_S, self._look_for_a_reader, self.transport.get_write_buffer_size())

    def _look_for_a_reader(self, before: int) -> None:
        if self.transport.get_write_buffer_size() < before:
            self._wait_for_a_reader()
        else:
            self.transport.abort()


def busy() -> bytes:
    """The answer to a connection too many, whatever it would have asked for: the app never hears of it."""
    with trace.use(None):
        answer = respond(_COMMON, "overloaded", {"retry_after_s": BUSY_S}, headers={"Connection": "close"})
    head = b"".join(b"%b: %b\r\n" % header for header in answer.raw_headers)
    return b"HTTP/1.1 503 Service Unavailable\r\n" + head + b"\r\n" + bytes(answer.body)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
