"""A way to a peer: it carries, becomes slow, becomes half-open, and breaks what it held when it heals."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from lab.faults.way import Way, Ways


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a peer that says everything again."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(peer,), daemon=True).start()

    def answer(peer: socket.socket) -> None:
        with peer, suppress(ConnectionResetError):
            while said := peer.recv(1024):
                peer.sendall(said)

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1]
    server.close()


@pytest.fixture
def way(echo: int) -> Iterator[Way]:
    ways = Ways()
    yield ways.open(echo)
    ways.close()


def connect(way: Way) -> socket.socket:
    return socket.create_connection(("127.0.0.1", way.port), timeout=10)


def said(line: socket.socket, word: bytes) -> bytes:
    line.sendall(word)
    return line.recv(1024)


def test_a_way_carries_both_directions_and_ends_with_its_peer(way: Way) -> None:
    with connect(way) as line:
        assert said(line, b"hello") == b"hello"
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1024) == b""


def test_a_slow_way_is_slow_in_both_directions(way: Way) -> None:
    with connect(way) as line:
        way.delay(0.1)
        began = time.monotonic()
        assert said(line, b"hello") == b"hello"
        assert time.monotonic() - began >= 0.2


def test_a_half_open_way_is_silent_and_what_it_held_is_broken_when_it_heals(way: Way) -> None:
    with connect(way) as line:
        assert said(line, b"before") == b"before"
        way.hold()
        line.settimeout(0.3)
        with pytest.raises(TimeoutError):
            said(line, b"held")
        line.settimeout(10)
        way.heal()
        with pytest.raises(ConnectionResetError):
            line.recv(1024)
    with connect(way) as line:
        assert said(line, b"after") == b"after"


def test_a_way_to_a_port_where_nobody_listens_is_reset_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = taken.getsockname()[1]
    ways = Ways()
    try:
        with pytest.raises(ConnectionResetError), connect(ways.open(nobody)) as line:
            line.recv(1024)
    finally:
        ways.close()
