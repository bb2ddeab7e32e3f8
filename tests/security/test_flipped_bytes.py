"""Signed messages with one byte changed, at the doors that take them: each is refused, and nothing of it is stored."""

from collections.abc import Iterator

import pytest

from tests.security.worlds.ledger import LedgerWorld
from tests.security.worlds.open import Worlds
from tests.security.worlds.verification import VerificationWorld
from tests.security.worlds.world import World

MASKS = tuple(1 << bit for bit in range(8))
SAMPLED = 23
"""Every so manieth byte, under one mask after another; no divisor of the number of masks."""
TABLES = ("events", "idempotency", "deliveries")
"""All that a door could leave behind."""


def flipped(body: bytes, step: int) -> Iterator[tuple[str, bytes]]:
    """With step 1 each bit of each byte, else one bit of every so manieth."""
    for number, at in enumerate(range(0, len(body), step)):
        for mask in MASKS if step == 1 else (MASKS[number % len(MASKS)],):
            yield f"byte {at} under {mask:#x}", body[:at] + bytes([body[at] ^ mask]) + body[at + 1 :]


def refused_and_forgotten(world: World, path: str, bodies: Iterator[tuple[str, bytes]]) -> int:
    """How many were tried."""
    before, tried = stored(world), 0
    for what, body in bodies:
        answer = world.door.post(path, content=body)
        assert 400 <= answer.status_code < 500, what
        assert answer.json()["message"]["ack_status"] == "ERR", what
        tried += 1
    assert stored(world) == before
    return tried


def stored(world: World) -> list[int]:
    return [world.hosted.one(f"SELECT count(*) FROM {table}") for table in TABLES]


def report_flipped(world: World, step: int) -> None:
    assert isinstance(world, LedgerWorld)
    body = world.report()
    assert refused_and_forgotten(world, "/registry/notify", flipped(body, step)) >= len(body) // step
    assert world.door.post("/registry/notify", content=body).status_code == 202


def answer_flipped(world: World, step: int) -> None:
    assert isinstance(world, VerificationWorld)
    household, asked = world.waiting()
    body = world.answer(asked)
    assert refused_and_forgotten(world, "/registry/on-search", flipped(body, step)) >= len(body) // step
    assert world.hosted.story(household).count("AnswerRecorded") == 0
    assert world.door.post("/registry/on-search", content=body).status_code == 200
    assert world.hosted.story(household).count("AnswerRecorded") == 1


def test_a_report_with_a_byte_changed_is_refused(worlds: Worlds) -> None:
    report_flipped(worlds.world("ledger"), SAMPLED)


def test_an_answer_with_a_byte_changed_is_refused(worlds: Worlds) -> None:
    answer_flipped(worlds.world("verification"), SAMPLED)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_report_with_any_bit_changed_is_refused(worlds: Worlds) -> None:
    report_flipped(worlds.world("ledger"), 1)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_an_answer_with_any_bit_changed_is_refused(worlds: Worlds) -> None:
    answer_flipped(worlds.world("verification"), 1)
