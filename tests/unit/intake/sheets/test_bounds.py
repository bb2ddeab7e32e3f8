"""A small file that unpacks to much is refused long before it has cost anybody a turn, whatever it is much of."""

import os

import pytest

from chassis.workbook import book as reader
from chassis.workbook import package
from chassis.workbook.told import CELLS_MAX, Line, Unread
from tests.support.rosters import good_row
from tests.unit.intake.sheets.workbooks import HEADERS, MAIN, book, rows, text


def sheet(inside: str) -> bytes:
    return book(sheet=f'<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>')


def told(content: bytes) -> int | str:
    """How many rows, or why not; in this process, so that what is bounded is the work and not the clock."""
    lines: list[Line] = []
    try:
        reader.tell_first_sheet(content, lines.append)
    except Unread as unread:
        return unread.code
    return len(lines)


def noise(mib: int) -> str:
    """Comments that hardly pack, in front of what packs well: the ratio of the whole says nothing."""
    return "".join(f"<!--{os.urandom(256 * 1024).hex()}-->" for _ in range(2 * mib))


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (f"<row>{'<c/>' * (CELLS_MAX + 1)}</row>", "roster.too_large"),
        ("<row " + " " * 2_000_000 + "/>", "roster.too_large"),
        ("<row>" + "<a>" * 200_000, "roster.no_workbook"),
        ("<row>" + "<a>/>" * 200_000, "roster.no_workbook"),
        ("x" * 30_000_000, "roster.too_large"),
    ],
    ids=["empty cells", "blanks in a tag", "elements in one another", "the same with signs between", "ratio"],
)
def test_what_is_much_of_nothing_is_refused(inside: str, code: str) -> None:
    """FAULTS A1, A8."""
    content = sheet(inside)
    assert len(content) < 1_000_000
    assert told(content) == code


@pytest.mark.parametrize("inside", ["<a/>", "</a><a>", '<a b=""/>', "<?a?>", "<!---->", "<row/>"])
@pytest.mark.parametrize("before", ["", "noise"])
def test_every_tag_counts_of_whatever_name(monkeypatch: pytest.MonkeyPatch, inside: str, before: str) -> None:
    """FAULTS A1, A8."""
    monkeypatch.setattr(package, "MARKS_MAX", 10_000)
    content = sheet(f"{noise(1) if before else ''}<a>{inside * 10_001}</a>")
    assert told(content) == "roster.too_large"


def test_every_attribute_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """FAULTS A1, A8."""
    monkeypatch.setattr(package, "MARKS_MAX", 10_000)
    assert told(sheet("<a " + " ".join(f'b{at}=""' for at in range(10_001)) + "/>")) == "roster.too_large"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_every_part_counts(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """FAULTS A1, A8."""
    monkeypatch.setattr(package, "MARKS_MAX", 10_000)
    assert told(book(more={part: f"<a>{'<b/>' * 10_001}</a>"})) == "roster.too_large"


def test_a_roster_of_one_row_again_and_again_is_within_all_bounds() -> None:
    """FAULTS A1: every cell filled, and the file packs to almost nothing."""
    full = good_row(**{header: text("虚构") for header in HEADERS})
    assert told(book(rows(*[full] * 2_000))) == 2_001
    per_cell, rows_max = 6, 10_000  # `c`, `is` and `t`, opened and closed
    assert len(HEADERS) * per_cell * rows_max < package.MARKS_MAX * 3 // 4
    assert len(HEADERS) * rows_max < CELLS_MAX * 3 // 4
