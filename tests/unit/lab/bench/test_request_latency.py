"""The row `request`: how long callers wait, beside a bare route; and once with everything real, at toy size."""

from pathlib import Path
from typing import Any

import pytest

from lab.bench import request_latency, rounds
from lab.bench.request_latency import Waited
from lab.bench.row import Figure
from lab.bench.table import ROWS

(ROW,) = [row for row in ROWS if row.name == "request"]
ON: Any = rounds.Field(None, peer_command=lambda side: (), rounds=2)  # type: ignore[arg-type]
ALONE: Any = rounds.Field(None, peer_command=None, rounds=1)  # type: ignore[arg-type]
HUNDRED = [number / 1_000 for number in range(1, 102)]
"""1 to 101 milliseconds."""


def test_callers_who_wait_longer_get_fewer_answers_and_percentiles_are_of_all_rounds() -> None:
    asked: list[tuple[int, int, bool]] = []

    def asking(households: int, seed: int, folder: Path, beside: bool) -> Waited:
        asked.append((households, seed, beside))
        return Waited({"applications": HUNDRED, "decisions": [0.051]}, {"applications": [0.01], "decisions": [0.02]})

    told = request_latency.play(ROW, ON, asking)
    assert asked == [(200, 1, True), (200, 2, True)]
    assert (told.ours, told.peer, told.ratio) == (round(16 / 0.051, 1), round(16 / 0.015, 1), 0.29)
    assert [(one.name, round(one.ours, 3), one.peer and round(one.peer, 3)) for one in told.figures] == [
        ("applications p50 ms", 51.0, 10.0),
        ("applications p99 ms", 100.0, 10.0),
        ("decisions p50 ms", 51.0, 20.0),
        ("decisions p99 ms", 51.0, 20.0),
    ]


def test_a_row_played_alone_has_no_peer_and_no_ratio() -> None:
    told = request_latency.play(ROW, ALONE, lambda *asked: Waited({"decisions": [0.016, 0.016]}, {}))
    assert (told.ours, told.peer, told.ratio) == (1_000.0, None, None)
    assert told.figures == (Figure("decisions p50 ms", 16.0), Figure("decisions p99 ms", 16.0))


@pytest.mark.long
def test_with_everything_real_each_household_is_asked_for_once_and_so_is_the_bare_route(tmp_path: Path) -> None:
    waited = request_latency.asked(5, 1, tmp_path / "data", beside=True)
    assert [len(waits) for waits in (*waited.ours.values(), *waited.bare.values())][0::2] == [5, 5]
    assert len(waited.ours["decisions"]) > 0
    assert all(wait > 0 for side in (waited.ours, waited.bare) for waits in side.values() for wait in waits)
