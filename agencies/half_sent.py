"""Half an answer: the header promises the whole body, half of it is sent, and the connection is closed."""

import socket
from urllib.parse import urlsplit

WITHIN_S = 5.0


def send_half(url: str, body: bytes) -> None:
    """Nobody at home is no error: nothing was to be heard from there."""
    place = urlsplit(url)
    head = (
        f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    try:
        with socket.create_connection((place.hostname, place.port or 80), WITHIN_S) as there:
            there.sendall(head.encode() + body[: len(body) // 2])
    except OSError:
        return
