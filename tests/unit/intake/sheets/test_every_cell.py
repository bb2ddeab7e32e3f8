"""A property: whatever stands in a sheet, every cell that is not empty is taken, its row is refused, or it is told."""

import csv
from io import StringIO
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.workbook.formats import tell_first_sheet
from chassis.workbook.told import Cell, Line, Whole
from chassis.workbook.visible import is_blank
from chassis.workbook.worksheet import letters_of
from services.intake.adapters.roster_body import body_of
from services.intake.adapters.roster_reader import Sheet, canonical, sheet_of
from services.intake.handlers.roster_import import notes_on
from tests.support.rosters import AROUND, good_row, spouse
from tests.unit.intake.sheets.sent import old
from tests.unit.intake.sheets.workbooks import HEADERS, book, formula, line, number, rows, typed

FURTHER = ["备注", "", "成员6姓名", "配偶月收入"]
ALL = [*HEADERS, *FURTHER]
KEYS = [str(place) for place in range(len(ALL))]
PLACES = st.integers(0, len(ALL) - 1)
WORDS = (
    "是", "否", "配偶", "在岗", "健康", "1,200.00", "２０２６年11月1日", "本人、成员1", "#REF!", "\u3000", "\u202e三",
    "=1+1", "12e3", "无", "农民工", "病休", "癌症", "残疾", "商品房60", "2015", "患病、下岗失业",
    "45.5", "汉", "虚构工会",
)  # fmt: skip
NUMBERS = st.one_of(st.integers(-9, 10**18).map(str), st.floats(allow_nan=False, allow_infinity=False).map(repr))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=12)
CELLS = st.one_of(
    st.sampled_from(WORDS),
    TEXTS,
    st.builds(number, NUMBERS, st.integers(0, 3)),
    st.sampled_from([typed("b", "1"), typed("e", "#REF!"), formula("A1"), formula("A1", "3")]),
)


class Written(NamedTuple):
    """`cells`: (row, column) of all that somebody typed, known before anything is read."""

    content: bytes
    cells: set[tuple[int, int]]


@st.composite
def sheets(draw: st.DrawFn) -> Written:
    """Good rows with some cells of any make in any column, hidden rows, merges."""
    lines, written = [line(1, dict(zip(KEYS, ALL, strict=True)), KEYS)], set[tuple[int, int]]()
    for at in range(2, 2 + draw(st.integers(1, 3))):
        base: dict[str, Any] = draw(st.sampled_from([good_row(), good_row(**spouse()), {}]))
        cells = {str(HEADERS.index(header)): cell for header, cell in base.items()}
        cells |= {str(place): cell for place, cell in draw(st.dictionaries(PLACES, CELLS, max_size=4)).items()}
        lines.append(line(at, cells, KEYS, draw(st.sampled_from(["", "", "", ' hidden="1"']))))
        written |= {(at, int(key)) for key, cell in cells.items() if not (isinstance(cell, str) and is_blank(cell))}
    merges = draw(st.lists(st.tuples(st.integers(2, 4), st.integers(0, 3), PLACES, st.integers(0, 2)), max_size=2))
    ranges = [f"{letters_of(place)}{top}:{letters_of(place + more)}{top + down}" for top, down, place, more in merges]
    after = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return Written(book("".join(lines), after=f"<mergeCells>{after}</mergeCells>"), written)


@settings(max_examples=150)
@given(sheets())
def test_every_cell_is_taken_refused_or_told(sheet: Written) -> None:
    """FAULTS B07, B09, B10, B13."""
    read = sheet_of(whole(sheet.content))
    assert lost(read, sheet.cells) == []


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], set[tuple[int, int]]]:
    """Rows of texts under all headers, whatever writes them."""
    table, written = [ALL], set[tuple[int, int]]()
    for at in range(2, 2 + draw(st.integers(1, 3))):
        base = draw(st.sampled_from([good_row(), good_row(**spouse()), {}]))
        cells = [base.get(header, "") for header in ALL]
        for place, cell in draw(st.dictionaries(PLACES, st.one_of(st.sampled_from(WORDS), TEXTS), max_size=4)).items():
            cells[place] = cell
        table.append(cells)
        written |= {(at, place) for place, cell in enumerate(cells) if not is_blank(cell)}
    return table, written


@settings(max_examples=60)
@given(tables(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]))
def test_every_cell_of_a_text_is_taken_refused_or_told(
    table: tuple[list[list[str]], set[tuple[int, int]]], delimiter: str, encoding: str
) -> None:
    target = StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(table[0])
    assert lost(sheet_of(whole(target.getvalue().encode(encoding))), table[1]) == []


@settings(max_examples=30)
@given(tables())
def test_every_cell_of_an_old_workbook_is_taken_refused_or_told(
    table: tuple[list[list[str]], set[tuple[int, int]]],
) -> None:
    assert lost(sheet_of(whole(old(*table[0]))), table[1]) == []


def test_a_lost_cell_is_seen() -> None:
    read = sheet_of(whole(book(rows(good_row()))))
    assert lost(read, {(2, HEADERS.index("本人姓名"))}) == []
    assert lost(read, {(2, HEADERS.index("成员1姓名")), (3, 4)}) == [(2, HEADERS.index("成员1姓名")), (3, 4)]


def whole(content: bytes) -> Whole:
    """As the child reads it, without the child."""
    lines: dict[int, Line] = {}
    rest = tell_first_sheet(content, lambda line: lines.__setitem__(line.number, line))
    return Whole(lines, rest)


def lost(sheet: Sheet, written: set[tuple[int, int]]) -> list[tuple[int, int]]:
    rows = {row.number: row for row in sheet.rows}
    gone = []
    for at, place in sorted(written):
        read = body_of(rows[at], {}, AROUND) if at in rows else None
        is_answered = read is not None and (read.flaws or is_taken(sheet, read.body, place, rows[at].cells))
        if not (is_answered or is_told(sheet, place)):
            gone.append((at, place))
    return gone


def is_told(sheet: Sheet, place: int) -> bool:
    column = canonical(sheet.headers.get(place, ""))
    return any(note["column"] == column and note["code"] == "column.for_people" for note in notes_on(sheet))


def is_taken(sheet: Sheet, body: dict[str, Any], place: int, cells: dict[str, Cell]) -> bool:
    column = sheet.columns.get(place)
    if column is None or column.header not in cells:
        return False
    # Further causes are taken with the main one, as all causes.
    field = column.field.replace("further_causes", "causes")
    return at_field(body, field) is not None


def at_field(body: Any, field: str) -> Any:
    for step in field.split("."):
        if isinstance(body, list) and int(step) >= len(body):
            return None
        body = body[int(step)] if isinstance(body, list) else body.get(step)
    return body
