"""How a run is divided among workers: what shares a broker or a walked house stands together, the longest is first."""

import re

import pytest

from tests.architecture.tree import ROOT
from tests.support.workers import LONGEST, STRUCK, TOGETHER, turn, unit_of

ASKS_FOR_THE_BROKER = re.compile(r'killable_kafka|\bkafka: KafkaServer|(?:fixtures|fixturevalue)\("kafka"\)')


def test_whoever_asks_for_the_broker_stands_with_the_others_who_do() -> None:
    tests = [
        path for folder in ("chassis", "e2e", "machine", "faults") for path in (ROOT / "tests" / folder).rglob("*")
    ]
    asking = {
        path.parent / "test_x.py" if path.name == "conftest.py" else path
        for path in tests
        if path.suffix == ".py" and ASKS_FOR_THE_BROKER.search(path.read_text(encoding="utf-8"))
    }
    assert len(asking) > 4
    assert {unit_of(str(path.relative_to(ROOT))) for path in asking} == {"kafka"}


@pytest.mark.parametrize("place", [place for places in TOGETHER.values() for place in places] + [STRUCK])
def test_what_stands_together_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_all_other_files_are_given_away_one_by_one() -> None:
    assert unit_of("tests/unit/test_x.py::test_y[a::b]") == "tests/unit/test_x.py"
    assert unit_of("tests/faults/each_call/test_files.py::test_y") == "each call"


def test_every_demo_that_is_struck_is_given_away_alone() -> None:
    assert unit_of(f"{STRUCK}::test_ten_kills_in_each[3]") == f"{STRUCK}::test_ten_kills_in_each[3]"


def test_the_longest_are_first_and_of_many_seeds_those_there_is_time_for_are_last() -> None:
    files = [
        "tests/chassis/bus_contract/test_sharing.py",
        "tests/unit/test_x.py",
        "tests/faults/each_call/test_files.py",
    ]
    demos = [
        f"{STRUCK}::test_ten_kills_in_each_of_twenty_demos[3]",
        f"{STRUCK}::test_ten_kills_with_kafka_of_the_broker",
    ]
    assert sorted([*demos, *files], key=turn) == [demos[1], files[2], files[0], files[1], demos[0]]


def test_the_longest_are_there() -> None:
    struck = (ROOT / STRUCK).read_text(encoding="utf-8")
    named = [long.partition("::")[2] for long in LONGEST if long not in TOGETHER]
    assert len(named) == 2
    assert [name for name in named if f"def {name}" not in struck] == []
