"""Connection time-outs: how long one may do nothing, and how many there may be (uvicorn has no settings for it).

A peer that sends no whole head, or does not read its answer, is cut off: otherwise each holds a file descriptor, and
the second an answer in memory, for ever. Slow bodies are the app's (`body_limit.py`), which can still answer them.
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S: Final = 10.0
"""From the connection, or the answer before, until a whole request head has come; longer than keep-alive."""
UNREAD_S: Final = 20.0
"""How long an answer may wait without a byte of it being read; who reads slowly gets it all."""
CONNECTIONS_MAX: Final = 768
"""More than requests in flight; together with the pools' below the 1,024 descriptors that a process usually gets."""

BUSY: Final = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Connection(H11Protocol):
    """Timers belong to the event loop, so nothing here needs a lock."""

    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS_MAX:
            transport.write(BUSY)
            transport.close()
            return
        self._wait_for_a_head()

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            _cancel(self._head)

    def on_response_complete(self) -> None:
        super().on_response_complete()
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
        super().connection_lost(exc)

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


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
