"""What a row of the table says: medians, their ratio, the spread, whether the goal is reached."""

import json

import msgspec
import pytest

from cli.bench.row import Row, Side, result
from cli.bench.table import ROWS

ROW = Row("one", goal=2.0, ours=Side("x"), peer=Side("y"), peer_name="somebody", note="as agreed", count=100)


def test_a_result_is_the_median_of_the_rounds_with_their_spread() -> None:
    told = msgspec.to_builtins(result(ROW, [300.0, 100.0, 200.0], [50.0, 80.0, 40.0], load=0.5))
    assert told == {
        "name": "one",
        "ours": 200.0,
        "unit": "events/s",
        "peer": 50.0,
        "peer_name": "somebody",
        "ratio": 4.0,
        "goal": 2.0,
        "note": "as agreed",
        "ours_spread": (100.0, 300.0),
        "peer_spread": (40.0, 80.0),
        "rounds": 3,
        "load": 0.5,
    }
    json.dumps(told)


def test_without_a_peer_there_is_no_ratio_and_nothing_is_missed() -> None:
    told = result(ROW, [1.0], [], load=0.0)
    assert (told.peer, told.peer_spread, told.ratio, told.reached) == (None, None, None, True)


@pytest.mark.parametrize(("ours", "reached"), [(100.0, True), (99.0, False)])
def test_a_goal_is_reached_at_its_ratio_and_not_below(ours: float, reached: bool) -> None:
    assert result(ROW, [ours], [50.0], load=0.0).reached is reached


def test_every_row_has_a_name_of_its_own_and_a_goal() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert [row.name for row in ROWS if row.goal <= 0 or not row.note or not row.peer_name] == []
