"""The row `redecide`, with a history and a process that say what they would: what is told of them; a real one once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lab.bench import history, redecision, rounds
from lab.bench.contestant import Failed
from lab.bench.decisions import DAY
from lab.bench.row import Figure
from lab.bench.table import ROWS
from machine.service_tools import ask

(ROW,) = [row for row in ROWS if row.name == "redecide"]
ON: Any = rounds.Field(None, peer_command=lambda side: (), rounds=3)  # type: ignore[arg-type]
PEAK_MIB = {10_000: 180.0, 100_000: 200.0}


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was filled in, a number for each time; redecision takes a second for 5,000."""
    filled: list[int] = []

    @contextmanager
    def server(folder: Any) -> Iterator[Any]:
        yield "place"

    def answer(service: str, place: Any, word: str, asked: str) -> dict[str, Any]:
        assert (service, place, word, json.loads(asked)["profile"]) == ("intake", "place", "redecide", "shantou-2016")
        count = sum(filled)
        return {"decisions": count, "seconds": count / 5_000, "peak_mib": PEAK_MIB[count]}

    monkeypatch.setattr(history, "server", server)
    monkeypatch.setattr(history, "fill", lambda place, count: filled.append(count))
    monkeypatch.setattr(redecision, "ask", answer)
    return filled


def test_a_tenth_of_the_history_is_the_peer_of_the_whole(stored: list[int]) -> None:
    told = redecision.play(ROW, ON)
    assert stored == [10_000, 90_000]
    assert (told.ours, told.peer, told.ratio, told.rounds) == (5_000.0, 5_000.0, 1.0, 3)
    assert told.figures == (
        Figure("seconds per 100,000", 20.0, 20.0, 30.0),
        Figure("peak MiB", 200.0, 180.0),
        Figure("more MiB", 20.0, None, 64.0),
    )
    assert told.reached


def test_the_history_that_is_filled_in_is_one_that_intake_reads(tmp_path: Path) -> None:
    """On a server of its own, by the migrations of today: a column that intake adds is filled in here as well."""
    with history.server(tmp_path) as place:
        for count in (3, 2):
            history.fill(place, count)
        asked = json.dumps({**ROW.ours.settings, "as_of": DAY.isoformat()})
        told = ask("intake", place, "redecide", asked)
    assert (told["decisions"], told["unusable"]) == (5, 0)


def test_memory_that_grows_with_the_history_misses_the_goal(stored: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEAK_MIB, 100_000, 300.0)
    assert not redecision.play(ROW, ON).reached


def test_a_run_that_does_not_see_every_decision_is_no_result(
    stored: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"decisions": 9_999, "seconds": 1.0, "peak_mib": 1.0}
    monkeypatch.setattr(redecision, "ask", lambda *asked: told)
    with pytest.raises(Failed, match="9999 decisions were told of 10000"):
        redecision.play(ROW, ON)
