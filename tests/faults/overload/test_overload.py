"""More callers than can be served: some are told to come again, nobody who was told yes is lost, memory stays."""

import select
import socket

import psycopg

from tests.faults.overload.conftest import Answer, Serve
from tests.support.until import wait_until

IN_FLIGHT = 40
CALLERS = 160
MIB = 1024 * 1024
HELD_MIB = 16
BODIES = 120
GROWTH_KIB_MAX = 64 * 1024
"""Stacks and buffers of all that may be in flight fit in twice; all bodies at once would not."""


def test_a_storm_is_answered_with_yes_or_come_again_and_every_yes_is_in_the_store(serve: Serve) -> None:
    served = serve(IN_FLIGHT)
    served.post("/lane/warm", "warm")
    before = served.memory_kib()
    asked = [(f"/lane/h{number % 50}", f"key-{number}") for number in range(1_200)]
    with psycopg.connect(served.urls.app) as holder:
        holder.execute("SELECT FROM counter FOR UPDATE")  # nobody can write: the service fills up
        turned_away = served.post_all(asked[:CALLERS], CALLERS)
    answers = served.post_all(asked[CALLERS:], CALLERS)

    assert {one.status for one in turned_away} == {429, 503}
    assert {one.code for one in turned_away} == {"too_much_at_once", "contended"}
    assert {one.retry_after is not None for one in [*turned_away, *answers] if one.status != 200} == {True}
    assert {one.status for one in answers} <= {200, 429, 503}
    said_yes = sorted(key for (_, key), one in zip(asked[CALLERS:], answers, strict=True) if one.status == 200)
    assert sorted(text for texts in served.stored().values() for text in texts) == sorted([*said_yes, "warm"])
    assert served.memory_kib() - before < GROWTH_KIB_MAX
    assert served.post("/lane/after", "after") == Answer(200, "", None)


def test_who_was_turned_away_is_served_under_the_same_key_and_who_was_served_is_not_served_twice(serve: Serve) -> None:
    served = serve(8)
    asked = [(f"/lane/h{number}", f"key-{number}") for number in range(100)]
    left, turned_away = asked, 0
    while left:
        answers = served.post_all(left, 40)
        left = [one for one, answer in zip(left, answers, strict=True) if answer.status != 200]
        turned_away += len(left)
        assert {answer.status for answer in answers} <= {200, 429, 503}
        assert 200 in {answer.status for answer in answers}
    assert turned_away > 0
    assert served.post_all(asked, 2) == [Answer(200, "", None)] * 100
    assert served.stored() == {f"h{number}": [f"key-{number}"] for number in range(100)}


def test_many_bodies_at_once_are_held_up_to_a_bound_and_let_go_again(serve: Serve) -> None:
    """Each caller sends all of a MiB but its last byte: only so many can be held."""
    served = serve(limits={"chassis.http.body_limit.HELD_MAX": HELD_MIB * MIB})
    before = served.memory_kib()
    senders = [served.open_socket() for _ in range(BODIES)]
    for sender in senders:
        head = b"POST /body HTTP/1.1\r\nHost: x\r\n" + served.known + b"Content-Length: %d\r\n\r\n" % MIB
        sender.sendall(head + b"x" * (MIB - 1))
    wait_until(lambda: len(answered(senders)) >= BODIES - HELD_MIB, "those to be refused who cannot be held")
    assert {sender.recv(12) for sender in answered(senders)} == {b"HTTP/1.1 429"}
    assert served.memory_kib() - before < GROWTH_KIB_MAX
    for sender in senders:
        sender.close()
    wait_until(lambda: served.post("/body", body=b"x" * MIB).status == 200, "the bodies to be let go")


def answered(senders: list[socket.socket]) -> list[socket.socket]:
    return select.select(senders, [], [], 0)[0]
