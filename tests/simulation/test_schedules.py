"""Whatever happens in whatever order: nothing acknowledged is lost, nothing is done twice, nothing out of order."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis import relay
from tests.simulation.play import play
from tests.simulation.tape import LENGTH, Tape, tape_of
from tests.simulation.world import World, simulate

SCHEDULES = 2_000
LONG = 20_000

SEEN = {
    "a process dies": " dies",
    "a connection is lost before the commit": "connection lost before the commit",
    "a connection is lost after the commit": "connection lost after the commit",
    "two transactions want the same lock": "Busy",
    "a send goes wrong": " sends ",
    "an answer is lost": "the answer to",
    "the topic is lost": "the topic is lost",
    "the group shares out anew": "shares out anew",
    "what was ill is healed": "is healed",
}


def test_thousands_of_schedules_leave_nothing_lost_doubled_or_out_of_order() -> None:
    acknowledged = sum(len(house.answered_requests) for house in play(range(SCHEDULES)))
    assert acknowledged > SCHEDULES


@pytest.mark.long
@pytest.mark.parametrize("block", range(4))
def test_tens_of_thousands_of_schedules_leave_nothing_lost_doubled_or_out_of_order(block: int) -> None:
    first = SCHEDULES + block * (LONG // 4)
    assert sum(1 for _ in play(range(first, first + LONG // 4))) == LONG // 4


@given(st.binary(min_size=LENGTH // 4, max_size=LENGTH))
@settings(max_examples=150)
def test_schedules_that_hypothesis_thinks_of_do_not_either(tape: bytes) -> None:
    house = simulate(tape)
    assert house.desk.relay.position == house.desk.position


def test_a_seed_is_the_same_schedule_every_time() -> None:
    assert [simulate(tape_of(seed)).story for seed in range(20)] == [
        simulate(tape_of(seed)).story for seed in range(20)
    ]


def test_the_schedules_hold_what_they_are_for() -> None:
    seen: Counter[str] = Counter()
    for house in play(range(200)):
        story = "\n".join(house.story)
        seen.update(name for name, words in SEEN.items() if words in story)
    assert {name for name in SEEN if seen[name] < 5} == set()


def test_a_relay_woken_after_its_lease_was_taken_leaves_late_duplicates_at_most() -> None:
    house = World(Tape(b""))
    late, next_one = house.desks
    house.say(4)
    asleep = relay.take_lease(late.store, "late")
    assert asleep is not None
    house.clock.advance(relay.LEASE_S + 1)
    next_one.turn()
    house.say(3)
    next_one.turn()
    assert relay.take_lease(late.store, "late") is None
    assert relay.step(late.store, late.publisher, "desk", asleep) == 7
    assert (house.desk.relay.holder, house.desk.relay.position, asleep.epoch) == (next_one.life.name, 7, 1)
    assert house.published() == sorted([*range(1, 8)] * 2)
    house.come_to_rest()
    assert [row.recorded.event.nth for *_, row in house.till.events] == list(range(1, 8))
