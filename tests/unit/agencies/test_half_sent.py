"""Half of a body is sent under a header that promises the whole, and then nothing more comes."""

import socket
from threading import Thread

from agencies.half_sent import send_half


def test_half_of_the_body_comes_and_the_connection_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard: list[bytes] = []

        def listen() -> None:
            there, _ = server.accept()
            with there:
                while more := there.recv(1024):
                    heard.append(more)

        listening = Thread(target=listen)
        listening.start()
        send_half(f"http://127.0.0.1:{server.getsockname()[1]}/registry/on-search", b"0123456789")
        listening.join(timeout=10)

    head, _, body = b"".join(heard).partition(b"\r\n\r\n")
    assert b"Content-Length: 10" in head
    assert body == b"01234"


def test_nobody_at_home_is_no_error() -> None:
    send_half("http://127.0.0.1:1/registry/on-search", b"0123456789")
