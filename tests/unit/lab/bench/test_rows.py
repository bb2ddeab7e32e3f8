"""What a row of the table says: medians, their ratio, the spread, whether the goal is reached."""

import json

import msgspec
import pytest

from lab.bench import show
from lab.bench.row import Figure, Row, Side, result
from lab.bench.table import ROWS

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
        "figures": (),
    }
    json.dumps(told)


def test_without_a_peer_there_is_no_ratio_and_nothing_is_missed() -> None:
    told = result(ROW, [1.0], [], load=0.0)
    assert (told.peer, told.peer_spread, told.ratio, told.reached) == (None, None, None, True)


@pytest.mark.parametrize(("ours", "reached"), [(100.0, True), (99.0, False)])
def test_a_goal_is_reached_at_its_ratio_and_not_below(ours: float, reached: bool) -> None:
    assert result(ROW, [ours], [50.0], load=0.0).reached is reached


@pytest.mark.parametrize(("figure", "reached"), [(2.0, True), (2.1, False)])
def test_a_goal_is_missed_when_a_figure_is_more_than_it_may_be(figure: float, reached: bool) -> None:
    told = result(ROW, [100.0], [50.0], load=0.0, figures=[Figure("ms", figure, 9.0, at_most=2.0)])
    assert told.reached is reached


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (Figure("ms", 0.25, 1.5, at_most=2.0), "ms 0.25 (peer 1.5, at most 2)"),
        (Figure("wrong", 0, None, at_most=0), "wrong 0 (at most 0)"),
        (Figure("MiB", 1_234.0), "MiB 1,234"),
    ],
)
def test_a_figure_stands_beside_the_note(told: Figure, shown: str) -> None:
    assert show.figure(told) == shown


def test_every_row_has_a_name_of_its_own_and_a_goal() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert [row.name for row in ROWS if row.goal <= 0 or not row.note or not row.peer_name] == []
