"""Rounds in turn, on contestants that are small programs of this test."""

import sys
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lab.bench import rounds
from lab.bench.contestant import CHECKOUT, Failed, contestant

FAST = """
import sys
sys.path.insert(0, {checkout!r})
from lab.bench.peers.line import converse
def make(settings):
    print("this must not disturb the line")
    return lambda count: count / settings["rate"]
converse(make)
"""


@pytest.fixture
def program(tmp_path: Path) -> Sequence[str]:
    path = tmp_path / "contestant.py"
    path.write_text(FAST.format(checkout=str(CHECKOUT)))
    return (sys.executable, str(path))


def test_a_contestant_plays_the_rounds_it_is_asked_for(program: Sequence[str]) -> None:
    with contestant(program, {"rate": 250.0}) as one:
        assert [one.round(100), one.round(1_000)] == [250.0, 250.0]


def test_a_contestant_that_ends_says_why() -> None:
    with (
        pytest.raises(Failed, match="no such peer"),
        contestant((sys.executable, "-c", "raise SystemExit('no such peer')"), {}),
    ):
        pass


@pytest.mark.parametrize(("scale", "count"), [(1.0, 6_400), (0.5, 3_200), (0.0001, 100)])
def test_a_round_is_a_whole_number_of_batches(scale: float, count: int) -> None:
    assert rounds.scaled(6_400, scale) == count


def test_ours_and_the_peer_play_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.unit.lab.bench.test_rows import ROW

    played: list[str] = []

    class Side:
        def __init__(self, name: str) -> None:
            self.name = name

        def round(self, count: int) -> float:
            played.append(f"{self.name} {count}")
            return 10.0 if self.name == "ours" else 5.0

    class Ground:
        def tidy(self) -> None:
            played.append("tidy")

        def settle(self) -> None: ...

    @contextmanager
    def entered(*_: Any) -> Any:
        yield

    monkeypatch.setattr(rounds, "_ours", lambda *_: Side("ours"))
    monkeypatch.setattr(rounds, "_peer", lambda *_: Side("peer"))
    told = rounds.play(ROW, rounds.Field(Ground(), lambda side: (), rounds=2, scale=4.0))  # type: ignore[arg-type]
    assert played == ["ours 100", "peer 100", "tidy", "ours 400", "peer 400", "ours 400", "peer 400"]
    assert (told.ratio, told.rounds) == (2.0, 2)
