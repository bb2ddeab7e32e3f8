"""The client against a real server on the loopback: what it sends, what it refuses to wait for or to read."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chassis.client import HttpClient, Reply, Unreachable

SEEN: list[tuple[str, str, bytes, dict[str, str]]] = []
FINISH = threading.Event()


class Peer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Silent."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        SEEN.append((str(self.client_address), self.path, body, {k.lower(): v for k, v in self.headers.items()}))
        self.answer(202, b'{"ok":true}')

    def do_GET(self) -> None:
        if self.path == "/silent":
            FINISH.wait(10)
            self.close_connection = True
        elif self.path == "/drip":
            self.drip()
        elif self.path == "/drip-head":
            self.drip_head()
        elif self.path == "/moved":
            self.answer(302, b"", {"Location": "/big"})
        elif self.path == "/packed":
            self.answer(200, b"xx", {"Content-Encoding": "gzip"})
        else:
            self.answer(200, b"x" * 5000)

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        """A byte at a time, each soon enough to keep a per-read timeout from firing."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            while not FINISH.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            pass
        self.close_connection = True

    def drip_head(self) -> None:
        """Headers without end: the reply's body never begins."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        try:
            while not FINISH.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            pass
        self.close_connection = True


@pytest.fixture
def url() -> Iterator[str]:
    SEEN.clear()
    FINISH.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    FINISH.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def client() -> Iterator[HttpClient]:
    with HttpClient(timeout_s=0.4, reply_bytes_max=4999) as client:
        yield client


def reason(client: HttpClient, url: str) -> str:
    with pytest.raises(Unreachable) as caught:
        client.get(url)
    assert "127.0.0.1" not in str(caught.value)
    return caught.value.reason


def test_a_body_goes_out_byte_by_byte_with_the_callers_headers_on_one_kept_connection(
    url: str, client: HttpClient
) -> None:
    body = '{"名":1 }'.encode()
    replies = [client.post(url + "/registry/search", body, {"traceparent": "00-1-2-01"}) for _ in range(2)]
    assert replies == [Reply(202, b'{"ok":true}')] * 2
    assert [(path, sent) for _, path, sent, _ in SEEN] == [("/registry/search", body)] * 2
    assert SEEN[0][0] == SEEN[1][0]
    headers = SEEN[0][3]
    assert (headers["content-type"], headers["traceparent"]) == ("application/json", "00-1-2-01")


def test_the_caller_may_name_another_content_type_once(url: str, client: HttpClient) -> None:
    client.post(url, b"a=b", {"content-type": "application/x-www-form-urlencoded"})
    assert SEEN[0][3]["content-type"] == "application/x-www-form-urlencoded"


def test_a_redirect_is_a_reply_and_is_not_followed(url: str, client: HttpClient) -> None:
    assert client.get(url + "/moved") == Reply(302, b"")


def test_a_reply_that_is_too_large_or_packed_is_not_read(url: str, client: HttpClient) -> None:
    assert reason(client, url + "/big") == "too_large"
    assert reason(client, url + "/packed") == "encoded"


def test_a_silent_peer_and_a_dripping_one_are_cut_off(url: str, client: HttpClient) -> None:
    assert reason(client, url + "/silent") == "timeout"
    assert reason(client, url + "/drip") == "timeout"
    assert reason(client, url + "/drip-head") == "timeout"


def test_an_address_where_nobody_listens_is_unreachable(client: HttpClient) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        assert reason(client, f"http://127.0.0.1:{unheard.getsockname()[1]}/") == "connect"


def test_an_address_that_makes_no_sense_is_unreachable_too(client: HttpClient) -> None:
    assert reason(client, "nonsense") == "protocol"
