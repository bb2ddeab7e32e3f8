"""Clients that send their request a byte at a time or not at all, or do not read their answer, are cut off."""

import json
import select
import socket

import pytest

from tests.faults.overload.conftest import Answer, Serve
from tests.support.until import wait_until

QUICK = {
    "chassis.http.connection.HEAD_S": 0.5,
    "chassis.http.connection.UNREAD_S": 0.5,
    "chassis.http.body_limit.PIECE_S": 0.5,
}
POST = b"POST /body HTTP/1.1\r\nHost: x\r\n"


def test_a_connection_without_a_whole_head_is_closed(serve: Serve) -> None:
    served = serve(limits=QUICK)
    for sent in (b"", POST):
        with served.open_socket() as client:
            client.sendall(sent)
            assert ends(client) == b""


def test_a_body_that_stops_is_refused_and_its_place_is_free_again(serve: Serve) -> None:
    served = serve(in_flight_max=1, limits=QUICK)
    with served.open_socket() as client:
        client.sendall(POST + served.known + b"Content-Length: 10\r\n\r\nhalf")
        head, _, body = ends(client).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["code"] == "body_too_slow"
    assert served.post("/body", body=b"whole") == Answer(200, "", None)


def test_an_answer_that_nobody_reads_is_given_up(serve: Serve) -> None:
    served = serve(limits=QUICK)
    if not served.open_files():
        pytest.skip("this system does not tell how many files a process has open")
    wait_until(lambda: served.post("/body") == Answer(200, "", None), "an answer")
    with served.open_socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(b"GET /much HTTP/1.1\r\nHost: x\r\n" + served.known + b"\r\n")
        assert client.recv(12) == b"HTTP/1.1 200"
        during = served.open_files()
        wait_until(lambda: served.open_files() < during, "the service to close the connection")


def test_an_answer_that_is_read_slowly_arrives_whole(serve: Serve) -> None:
    """It takes longer than any of the limits, each of which is met again and again meanwhile."""
    served = serve(limits={**QUICK, "chassis.http.connection.HEAD_S": 0.1, "chassis.http.connection.UNREAD_S": 1.0})
    with served.open_socket() as client:
        client.sendall(b"GET /much HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + served.known + b"\r\n")
        read = 0
        while more := client.recv(1024 * 1024):
            read += len(more)
            select.select([], [], [], 0.05)
    assert read > 32 * 1024 * 1024


def test_more_connections_than_there_may_be_are_told_to_come_again(serve: Serve) -> None:
    """One address gets half of the places."""
    served = serve(connections_max=6)
    clients = [served.open_socket() for _ in range(10)]
    wait_until(lambda: len(select.select(clients, [], [], 0)[0]) >= 7, "those too many to be answered")
    turned_away = select.select(clients, [], [], 0)[0]
    for client in turned_away:
        head, _, body = ends(client).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 503 ")
        assert b"\r\nretry-after: 2" in head
        assert json.loads(body)["code"] == "overloaded"
    for client in clients:
        client.close()
    wait_until(lambda: served.post("/body") == Answer(200, "", None), "a place to be free")


def ends(client: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    read = b""
    try:
        while more := client.recv(65536):
            read += more
    except ConnectionResetError:
        pass
    return read
