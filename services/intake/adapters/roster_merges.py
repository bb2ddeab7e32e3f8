"""What a merged cell says of the rows below it: one value for all where households may share it, else nobody knows."""

from typing import Final

from chassis.http.refusals.errors import Problem
from chassis.workbook.told import CELLS_MAX, Cell, Line, Whole
from contracts.roster_columns import Column

_SHARED: Final = (
    "org_path", "region", "employer.", "account.bank", "consent.signed_on", "consent.valid_until", "consent.items",
)  # fmt: skip
"""Many households of one union, one employer, one survey day. Nobody shares a number, an income or a name."""


def spread(whole: Whole, columns: dict[int, Column]) -> None:
    """Fills the cells below a merge of one column, and marks as `merged` all others that a merge touches.

    A row that holds nothing of its own stays empty: a merge alone makes no household.
    """
    left = CELLS_MAX
    numbers = sorted(whole.lines)
    for top, first, bottom, last in whole.rest.merges:
        places = [place for place in columns if first <= place <= last]
        rows = [whole.lines[number] for number in numbers if top <= number <= bottom] if places else []
        left -= len(numbers) + len(rows) * len(places)
        if left < 0:
            raise Problem("roster.too_large")
        held = [row.cells[place] for row in rows for place in places if place in row.cells]
        if not held or (top, first) == (bottom, last):
            continue
        corner = next((row.cells.get(first) for row in rows if row.number == top), None)
        is_shared = first == last and columns[first].field.startswith(_SHARED) and all(cell == corner for cell in held)
        _cover(rows, places, corner if is_shared else None)


def _cover(rows: list[Line], places: list[int], value: Cell | None) -> None:
    for row in rows:
        for place in places:
            row.cells[place] = value or Cell("merged", row.cells[place].text if place in row.cells else "")
