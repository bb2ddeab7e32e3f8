"""Rounds of the rows about judging: both sides take the same households, from files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from lab.bench import figures, population
from lab.bench.rounds import Field, scaled
from lab.bench.row import Result, Row


def play(row: Row, on: Field) -> Result:
    with households(population.known(scaled(row.count, on.scale))) as folder:
        return figures.play(row, on, {"population": str(folder)})


@contextmanager
def households(frame: pl.DataFrame) -> Iterator[Path]:
    """A folder with these households as a peer reads them."""
    with TemporaryDirectory(prefix="jiekun-bench-households-") as name:
        population.write(frame, Path(name))
        yield Path(name)
