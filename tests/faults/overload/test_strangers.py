"""A thousand sockets do their worst, without a token from one address, or with four from two; others hardly notice."""

import json
import selectors
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from chassis.http.connection import HEAD_S
from tests.faults.overload.conftest import Answer, Serve, Served
from tests.support.until import wait_until

ATTACKER, SECOND, HONEST = "127.0.0.2", "127.0.0.3", "127.0.0.1"
SOCKETS = 1_000
CALLS, ROUNDS, ROUNDS_MAX = 400, 3, 12
SLOWER_MAX = 2.0
FLOOR_S = 0.05
"""A p99 below it is good, whatever the one without an attack was: two cores are shared with the attackers."""
ENDS_AFTER_S = 120.0
AGAIN_S = 3.0

HEAD = b"POST /registry/letter HTTP/1.1\r\nHost: x\r\n"
WORST = {
    "silent": b"",
    "half a head": HEAD,
    "a body that does not come": HEAD + b"Content-Length: 1000\r\n\r\nx",
    "a body for a door that is shut": b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nx",
    "no token, again and again": b"GET /v1/households HTTP/1.1\r\nHost: x\r\n\r\n" * 3,
}


Attack = list[tuple[str, str]]
"""What is sent, and from where: one socket after the other."""


def of_strangers(_: Served) -> Attack:
    return [(ATTACKER, sent.decode()) for sent in WORST.values()]


def of_four_subjects(served: Served) -> Attack:
    """Of two organisations, each within its shares: bodies that begin, stay as long as they may, and come again."""
    sent = []
    for number in range(4):
        host, org_path = ((ATTACKER, "44/4405/440507"), (SECOND, "44/4405/440511"))[number % 2]
        known = f"Authorization: {served.bearer(f'bad-{number}', org_path)}\r\n"
        sent.append((host, f"POST /body HTTP/1.1\r\nHost: x\r\n{known}Content-Length: 100000\r\n\r\nx"))
    return sent


@contextmanager
def attack(served: Served, worst: Attack) -> Iterator[None]:
    """In a process of its own, which ends with its standard input, or by itself."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.overload.test_strangers", str(served.port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert started.stdout is not None
    assert started.stdin is not None
    try:
        started.stdin.write(json.dumps(worst).encode() + b"\n")
        started.stdin.flush()
        assert started.stdout.readline() == b"all are there\n"
        yield
    finally:
        started.stdin.close()
        started.stdout.close()
        started.wait(30)


def p99_s(served: Served) -> float:
    """Of honest callers who keep their connection, and of some who do not."""
    took = []
    kept = HTTPConnection(HONEST, served.port, timeout=30, source_address=(HONEST, 0))
    for number in range(CALLS):
        connection = kept if number % 4 else HTTPConnection(HONEST, served.port, timeout=30, source_address=(HONEST, 0))
        began = time.perf_counter()
        connection.request("POST", "/body", b"x" * 1_000, {"Authorization": served.authorization})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b'{"bytes":1000}')
        took.append(time.perf_counter() - began)
        if connection is not kept:
            connection.close()
    kept.close()
    return sorted(took)[int(CALLS * 0.99) - 1]


def best_p99_s(served: Served, good_s: float = 0.0) -> float:
    """The attack is there in every round; what else a busy machine does is not. With `good_s` more rounds, until one is
    as good."""
    best = min(p99_s(served) for _ in range(ROUNDS))
    for _ in range(ROUNDS_MAX - ROUNDS if good_s else 0):
        if best <= good_s:
            break
        best = min(best, p99_s(served))
    return best


@pytest.mark.parametrize("worst_of", [of_strangers, of_four_subjects])
def test_honest_callers_hardly_notice_a_thousand_sockets(serve: Serve, worst_of: Callable[[Served], Attack]) -> None:
    """FAULTS A7. Whoever attacks is not one of several processes of the service, so a busy machine slows both."""
    served = serve()
    p99_s(served)
    alone = best_p99_s(served)
    good_s = max(SLOWER_MAX * alone, FLOOR_S)
    with attack(served, worst_of(served)):
        attacked = best_p99_s(served, good_s)
    assert attacked <= good_s, f"{attacked:.4f} s against {alone:.4f} s"


@pytest.mark.parametrize("sent", WORST.values(), ids=WORST.keys())
def test_an_honest_caller_from_the_same_address_is_served_all_the_same(serve: Serve, sent: bytes) -> None:
    """FAULTS A7: 520 slow posts or 800 idle connections stopped everybody."""
    served = serve()
    held = []
    try:
        for _ in range(800):
            held.append(served.open_socket())
            with suppress(OSError):
                held[-1].sendall(sent)
        wait_until(lambda: served.post("/body", body=b"x") == Answer(200, "", None), "an answer", 10)
    finally:
        for one in held:
            one.close()


def test_who_comes_behind_silent_sockets_of_its_address_need_not_wait_for_their_end(serve: Serve) -> None:
    """Nobody comes after it; each of the silent has `HEAD_S`, twice as long."""
    served = serve(connections_max=64)
    held = [served.open_socket() for _ in range(20)]
    began = time.monotonic()
    assert served.post("/body", body=b"x") == Answer(200, "", None)
    assert time.monotonic() - began < HEAD_S / 2
    for one in held:
        one.close()


def test_a_strangers_slow_post_is_cut(serve: Serve) -> None:
    """FAULTS A7."""
    served = serve(limits={"chassis.http.body_limit.WHOLE_OF_A_STRANGER_S": 0.3})
    with served.open_socket() as client:
        client.sendall(WORST["a body that does not come"])
        assert client.recv(12) == b"HTTP/1.1 408"


def one_more(port: int, host: str, sent: str) -> socket.socket | None:
    with suppress(OSError):
        made = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(host, 0))
        made.sendall(sent.encode())
        made.setblocking(False)
        return made
    return None


def main(port: int, worst: Attack) -> None:
    """Who is cut off or answered comes again: a stranger at once, who has a token a while later, for tokens have shares
    of requests as well."""
    selector, until = selectors.DefaultSelector(), time.monotonic() + ENDS_AFTER_S
    selector.register(sys.stdin, selectors.EVENT_READ)
    later: deque[tuple[float, str, str]] = deque()

    def come(host: str, sent: str) -> None:
        if (made := one_more(port, host, sent)) is not None:
            selector.register(made, selectors.EVENT_READ, (host, sent))

    for number in range(SOCKETS):
        come(*worst[number % len(worst)])
    sys.stdout.write("all are there\n")
    sys.stdout.flush()
    while time.monotonic() < until:
        while later and later[0][0] <= time.monotonic():
            come(*later.popleft()[1:])
        for key, _ in selector.select(0.1):
            if key.fileobj is sys.stdin:
                return
            assert isinstance(key.fileobj, socket.socket)
            host, sent = key.data
            with suppress(OSError):
                if key.fileobj.recv(65536) and "Bearer" not in sent:
                    key.fileobj.sendall(WORST["no token, again and again"])
                    continue
            selector.unregister(key.fileobj)
            key.fileobj.close()
            if "Bearer" in sent:
                later.append((time.monotonic() + AGAIN_S, host, sent))
            else:
                come(host, sent)


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.stdin.readline()))
