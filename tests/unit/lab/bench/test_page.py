"""docs/performance.md: its table is written by the command, and the rows that it names are the rows there are."""

import re
from pathlib import Path

import pytest

from lab.bench import page, show
from lab.bench.row import result
from lab.bench.table import ROWS
from tests.unit.lab.bench.test_rows import ROW

MACHINE = {
    "cores": 2,
    "memory_gib": 4,
    "python": "3.11",
    "postgres": "18",
    "durability": {"fsync": "on", "synchronous_commit": "on"},
}


def test_the_page_names_every_row_and_no_other() -> None:
    assert named(page.PAGE.read_text(encoding="utf-8")) == {row.name for row in ROWS}


def test_a_row_of_the_page_that_is_not_there_is_seen() -> None:
    assert named("| `gone`: what it was | 1 |\n- `gone-too`: a row") == {"gone", "gone-too"}


def test_a_new_table_stands_where_the_old_one_stood(tmp_path: Path) -> None:
    file = tmp_path / "performance.md"
    file.write_text(f"# Before\n{page.BEGIN}\nold\n{page.END}\nafter\n")
    table = show.markdown([result(ROW, [1000.0], [250.0], load=0.1)], MACHINE)
    page.put(table, file)
    assert file.read_text() == f"# Before\n{page.BEGIN}\n{table}\n{page.END}\nafter\n"
    assert "| `one`: as agreed | 1,000 events/s (1,000 to 1,000) | 250 (250 to 250) | 4.00 | 2 | somebody |" in table


def test_a_page_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "performance.md"
    file.write_text("nothing")
    with pytest.raises(page.NoPlace):
        page.put("table", file)
    assert file.read_text() == "nothing"


def named(text: str) -> set[str]:
    """The names that begin a line of the table or of a list."""
    return set(re.findall(r"^(?:\| |- )`([a-z-]+)`:", text, re.MULTILINE))
