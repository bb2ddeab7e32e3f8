"""The schedule of faults: a pure function of its seed, fair, and spread over the work."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.roles import SERVICES
from lab.faults.catalogue import ALL, UnknownFault, left_out, named
from lab.faults.fault import Setting
from lab.faults.schedule import GAP_MIN, LAST, TooManyRounds, schedule

EVENTS = 1_800
KAFKA = Setting("kafka", own_postgres=True, own_broker=True, keeps=False)
TARGETS = {name: fault.targets(KAFKA) for name, fault in ALL.items()}
seeds, rounds = st.integers(0, 2**32), st.integers(1, 100)


@given(seeds, rounds)
def test_the_same_seed_gives_the_same_schedule(seed: int, rounds: int) -> None:
    assert schedule(seed, rounds, EVENTS, TARGETS) == schedule(seed, rounds, EVENTS, TARGETS)


def test_another_seed_gives_another_schedule() -> None:
    assert len({schedule(seed, 20, EVENTS, TARGETS) for seed in range(100)}) == 100


@given(seeds, rounds)
def test_every_round_falls_into_the_work_and_people_work_on_into_each_of_them(seed: int, rounds: int) -> None:
    made = schedule(seed, rounds, EVENTS, TARGETS)
    assert [each.round for each in made] == list(range(1, rounds + 1))
    assert all(each.at < each.until for each in made)
    assert all(before.until < after.at for before, after in itertools.pairwise(made))
    assert made[0].at > 0
    assert made[-1].until < LAST * EVENTS


@given(seeds)
def test_every_fault_strikes_once_before_any_comes_again(seed: int) -> None:
    striking = [name for name, targets in TARGETS.items() if targets]
    made = schedule(seed, len(striking), EVENTS, TARGETS)
    assert sorted(each.fault for each in made) == sorted(striking)


@given(seeds)
def test_every_target_of_every_fault_is_struck_as_often(seed: int) -> None:
    pairs = [(name, target) for name, targets in TARGETS.items() for target in targets]
    made = schedule(seed, 2 * len(pairs), 100 * EVENTS, TARGETS)
    assert Counter((each.fault, each.target) for each in made) == dict.fromkeys(pairs, 2)


def test_more_rounds_than_there_is_work_for_are_refused() -> None:
    most = int((LAST - 0.04) * EVENTS / GAP_MIN)
    assert len(schedule(1, most, EVENTS, TARGETS)) == most
    with pytest.raises(TooManyRounds, match=f"work for {most} rounds"):
        schedule(1, most + 1, EVENTS, TARGETS)


def test_a_fault_that_lasts_the_whole_run_needs_no_rounds() -> None:
    assert schedule(1, 10, EVENTS, {"redeliver": TARGETS["redeliver"]}) == ()


def test_names_are_all_or_some_with_commas_between_them() -> None:
    assert named("all") == tuple(ALL)
    assert named("kill, postgres,kill") == ("kill", "postgres")
    with pytest.raises(UnknownFault, match="no fault 'fire': all, or one or more of kill, pause"):
        named("kill,fire")


def test_a_fault_that_cannot_be_had_is_left_out_with_its_reason() -> None:
    elsewhere = Setting("direct", own_postgres=False, own_broker=False, keeps=True)
    assert set(left_out(ALL, elsewhere)) == {"postgres", "kafka", "disk"}
    assert "not ours to harm" in left_out(["postgres"], elsewhere)["postgres"]
    assert ALL["slow"].targets(elsewhere) == ("agencies",)


def test_a_kill_can_strike_every_process() -> None:
    assert ALL["kill"].targets(KAFKA) == (*SERVICES, "agencies")
