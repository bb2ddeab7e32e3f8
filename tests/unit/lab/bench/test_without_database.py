"""The rows without a database at toy size, ours alone; and what a peer finds in the population's files."""

from array import array
from pathlib import Path
from typing import Any

import pytest

from lab.bench import figures, judgement_rounds, population, rightness, rounds
from lab.bench.peers.openfisca_shantou.columns import EMPLOYMENTS, MONEY, REGIONS, TRUTHS, UNKNOWN
from lab.bench.table import ROWS

WITHOUT_DATABASE = [row for row in ROWS if row.play in (judgement_rounds.play, figures.play, rightness.play)]
ALONE: Any = rounds.Field(None, peer_command=None, rounds=1, scale=0.0001)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", WITHOUT_DATABASE, ids=lambda row: row.name)
def test_a_row_runs_at_toy_size(row: Any) -> None:
    assert row.play is not None
    told = row.play(row, ALONE)
    assert told.ours > 0
    assert (told.name, told.peer, told.ratio) == (row.name, None, None)
    assert {figure.name for figure in told.figures} >= set(row.figures)


def test_of_what_ours_decides_nothing_is_wrong() -> None:
    (row,) = [row for row in ROWS if row.name == "policy-right"]
    told = rightness.play(row, ALONE)
    assert [(figure.ours, figure.at_most) for figure in told.figures] == [(0, 0), (0, 0), (0, 0)]
    assert told.ours == rightness.MILLION


def test_a_peer_finds_each_fact_as_whole_numbers(tmp_path: Path) -> None:
    frame = population.with_unknowns(population.known(300))
    population.write(frame, tmp_path)
    names = {"region", "members", "employment", "difficulty_found", *MONEY, *TRUTHS}
    assert {path.stem for path in tmp_path.iterdir()} == names
    found = {path.stem: read(path) for path in tmp_path.iterdir()}
    assert found["household_income"] == [UNKNOWN if fen is None else fen for fen in frame["household_income"]]
    assert [REGIONS[place] for place in found["region"]] == frame["region"].to_list()
    known = [place for place in found["employment"] if place != UNKNOWN]
    assert [EMPLOYMENTS[place] for place in known] == frame["employment"].drop_nulls().to_list()
    assert found["cause_illness"].count(UNKNOWN) == frame["cause_illness"].null_count() > 0


def read(path: Path) -> list[int]:
    values = array(path.suffix[1:])
    values.frombytes(path.read_bytes())
    return values.tolist()
