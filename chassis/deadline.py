"""Deadline of a whole HTTP exchange: looking up the name, connecting, sending, and every byte of the reply, its head
included.

httpcore bounds each read by itself; a peer that sends its head a byte at a time would hold a thread for days.
"""

import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore

from chassis.name_lookup import Address, addresses_of

_now = threading.local()
"""`until`: the deadline of the exchange that this thread is in."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What this thread reads and writes inside is cut off when the time is over."""
    _now.until = time.monotonic() + seconds
    try:
        yield
    finally:
        del _now.until


def left(timeout: float | None) -> float | None:
    """The shorter of a time-out and what is left; raises `httpcore.ReadTimeout` when nothing is."""
    until: float | None = getattr(_now, "until", None)
    if until is None:
        return timeout
    rest = until - time.monotonic()
    if rest <= 0:
        raise httpcore.ReadTimeout("the deadline is over")
    return rest if timeout is None else min(timeout, rest)


class Network(httpcore.NetworkBackend):
    """The usual network, under the deadline: a name's addresses in turn, until one takes the connection."""

    def __init__(self) -> None:
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        refused = httpcore.ConnectError("the name has no address")
        for address in self._reached(_looked_up(host, port, left(timeout))):
            try:
                stream = self._network.connect_tcp(str(address), port, left(timeout), local_address, socket_options)
            except httpcore.ConnectError as error:
                refused = error
            else:
                return _Stream(stream)
        raise refused

    def _reached(self, addresses: Sequence[Address]) -> Sequence[Address]:
        """Those that may be; raises where none may."""
        return addresses


def _looked_up(host: str, port: int, timeout: float | None) -> Sequence[Address]:
    try:
        return addresses_of(host, port, timeout)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout("the name was not looked up in time") from error
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
