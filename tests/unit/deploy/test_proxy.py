"""The proxy in front (`deploy/proxy/nginx.conf`): a real nginx, before a service that tells what it was sent."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from machine.ports import free_port
from services.intake.api.attachments import ADDRESS, BODY_LIMITS
from tests.support.until import wait_until

PROXY = Path(__file__).parents[3] / "deploy" / "proxy"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
KIB = 1024


class Service(BaseHTTPRequestHandler):
    """Answers with the headers that it was sent."""

    protocol_version = "HTTP/1.1"
    asked = 0

    def do_POST(self) -> None:
        type(self).asked += 1
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        told = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class Front:
    def __init__(self, port: int) -> None:
        self.port = port
        self.trusting = ssl.create_default_context()
        self.trusting.check_hostname, self.trusting.verify_mode = False, ssl.CERT_NONE

    def post(self, path: str, body: bytes = b"x", **headers: str) -> tuple[int, bytes]:
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=30, context=self.trusting)
        try:
            connection.request("POST", path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def socket(self) -> ssl.SSLSocket:
        return self.trusting.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=30))

    def listens(self) -> bool:
        try:
            self.socket().close()
        except OSError:
            return False
        return True


@pytest.fixture
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Front]:
    if NGINX is None:
        reason = "no nginx here, so its configuration was not tried: apt-get install nginx"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    service = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Thread(target=service.serve_forever, daemon=True).start()
    certificate(tmp_path)
    port, text = free_port(), (PROXY / "nginx.conf").read_text(encoding="utf-8")
    for number in (1, 2, 3, 4):
        listens = f"        listen 844{number} ssl;\n"
        assert listens in text
        text = text.replace(listens, f"        listen 127.0.0.1:{port} ssl;\n" if number == 1 else "")
    services = (PROXY / "services.conf").read_text(encoding="utf-8")
    assert "8441 127.0.0.1:7001" in services
    services = services.replace("8441 127.0.0.1:7001", f"{port} 127.0.0.1:{service.server_port}")
    (tmp_path / "services.conf").write_text(services, encoding="utf-8")
    if getattr(request, "param", "") == "mTLS":
        shutil.copy(PROXY / "agencies-by-certificate.conf.example", tmp_path / "agencies-by-certificate.conf")
        shutil.copy(tmp_path / "tls.crt", tmp_path / "agencies-ca.crt")
    as_root = "user root;\n" if os.geteuid() == 0 else ""  # its workers must reach the test's folder
    (tmp_path / "nginx.conf").write_text(f"{as_root}daemon off;\n{text}", encoding="utf-8")
    command = [NGINX, "-p", str(tmp_path), "-e", "error.log", "-c", "nginx.conf"]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=30, check=False)
    assert tried.returncode == 0, tried.stderr
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        made = Front(port)
        wait_until(made.listens, "nginx to listen")
        yield made
    finally:
        running.terminate()
        running.wait(30)
        service.shutdown()
        service.server_close()


def certificate(folder: Path) -> None:
    key, name = ed25519.Ed25519PrivateKey.generate(), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .sign(key, None)
    )  # fmt: skip
    (folder / "tls.crt").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "tls.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def test_a_service_is_told_the_address_by_the_proxy_and_nothing_else_that_a_caller_says(front: Front) -> None:
    """FAULTS A7."""
    status, told = front.post(
        "/v1/applications",
        Authorization="Bearer a.b.c", Idempotency_Key="1", If_Match='"7"', traceparent="00-1", Content_Type="text/x",
        X_Forwarded_For="8.8.8.8", Forwarded="for=8.8.8.8", X_Client_Cert="me", X_Real_IP="8.8.8.8",
    )  # fmt: skip
    sent = json.loads(told)
    assert (status, sent.pop("host"), sent.pop("accept", "")) == (200, "127.0.0.1", "")
    assert sent == {
        "x-forwarded-for": "127.0.0.1",
        "authorization": "Bearer a.b.c",
        "idempotency-key": "1",
        "if-match": '"7"',
        "traceparent": "00-1",
        "content-type": "text/x",
        "content-length": "1",
    }


def test_bodies_are_as_large_as_services_take_them_and_those_of_strangers_small(front: Front) -> None:
    """FAULTS A7."""
    assert front.post("/v1/rosters", b"x" * (8 * KIB * KIB))[0] == 200
    assert front.post("/v1/rosters", b"x" * (8 * KIB * KIB + 1))[0] == 413
    paper = "/v1/households/0193b5f0/attachments"
    assert front.post(paper, b"x" * BODY_LIMITS[ADDRESS])[0] == 200
    assert front.post(paper, b"x" * (BODY_LIMITS[ADDRESS] + 1))[0] == 413
    assert front.post(f"{paper}/1/opening", b"x" * (8 * KIB * KIB + 1))[0] == 413
    assert front.post("/registry/on-search", b"x" * (64 * KIB))[0] == 200
    assert front.post("/registry/on-search", b"x" * (64 * KIB + 1))[0] == 413
    assert {front.post(path)[0] for path in ("/metrics", "/readyz", "/openapi.json")} == {404}


def test_a_slow_body_does_not_reach_a_service_before_it_is_whole(front: Front) -> None:
    """FAULTS A7."""
    before = Service.asked
    with front.socket() as slow:
        slow.sendall(b"POST /v1/applications HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nhal")
        assert front.post("/v1/applications")[0] == 200
        assert Service.asked == before + 1
        slow.sendall(b"f")
        assert slow.recv(12) == b"HTTP/1.1 200"
    assert Service.asked == before + 2


def test_one_address_has_so_many_requests_a_second_and_so_many_connections(front: Front) -> None:
    """FAULTS A7."""
    with ThreadPoolExecutor(16) as callers:
        answers = list(callers.map(lambda _: front.post("/v1/applications")[0], range(400)))
    assert set(answers) == {200, 429}
    held = []
    try:
        for _ in range(120):  # on a busy machine the oldest may have ended before the last begins
            held.append(front.socket())
            held[-1].sendall(b"POST /v1/applications HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nhal")
        assert b"HTTP/1.1 429" in {one.recv(12) for one in held[100:]}
    finally:
        for one in held:
            one.close()


@pytest.mark.parametrize("front", ["mTLS"], indirect=True)
def test_where_agencies_show_certificates_their_lines_are_shut_to_all_others(front: Front, tmp_path: Path) -> None:
    assert front.post("/registry/on-search")[0] == 403
    assert front.post("/registry/../registry/notify")[0] == 403
    assert front.post("/v1/applications")[0] == 200, "portals show a token, and no certificate"
    (tmp_path / "stranger").mkdir()
    certificate(tmp_path / "stranger")
    front.trusting.load_cert_chain(tmp_path / "stranger" / "tls.crt", tmp_path / "stranger" / "tls.key")
    assert front.post("/registry/on-search")[0] in (400, 403), "a certificate of somebody else's"
    front.trusting.load_cert_chain(tmp_path / "tls.crt", tmp_path / "tls.key")
    assert front.post("/registry/on-search")[0] == 200


def test_the_proxy_in_containers_knows_every_service_by_its_name() -> None:
    here, there = (
        dict(re.findall(r"(844\d) ([^;]+);", (PROXY / name).read_text(encoding="utf-8")))
        for name in ("services.conf", "services-in-containers.conf")
    )
    assert here.keys() == there.keys()
    assert list(there.values()) == [f"{name}:7000" for name in ("intake", "verification", "assistance", "ledger")]
