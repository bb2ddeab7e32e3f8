"""What the child tells of a workbook, as lines of JSON: the sheet row by row, then what holds for the whole of it."""

from typing import Final, Literal

from msgspec import Struct

ROWS_MAX: Final = 10_000
CELLS_MAX: Final = 2_000_000
"""Of all rows, empty ones too; the whole form has some hundred and forty columns."""
EXACT_DIGITS: Final = 15
"""A number cell is a binary fraction: Excel keeps no more digits than these, and what stands beyond is noise."""
TOLD_BYTES_MAX: Final = 64 * 1024 * 1024
MERGES_MAX: Final = 20_000

Refusal = Literal["roster.no_workbook", "roster.too_large", "roster.too_long", "roster.marks"]
Kind = Literal["text", "number", "percent", "day", "flag", "error", "formula", "merged"]


class Unread(Exception):
    """A workbook that is refused whole; `row`: where, if at one place."""

    def __init__(self, code: Refusal = "roster.no_workbook", row: int = 0) -> None:
        super().__init__(code)
        self.code: Refusal = code
        self.row = row


class Cell(Struct, frozen=True, array_like=True):
    """A cell that is not empty. `text` is as the file has it; of a `number` every digit, never a binary fraction.

    `percent`: a number that is shown as one. `day`: ISO, with the time when it has one. `flag`: "1" or "0".
    `formula`: one whose value nobody stored. `merged`: covered by a neighbour, so that nobody knows what was meant.
    """

    kind: Kind
    text: str


class Line(Struct, frozen=True, tag="line"):
    """A row that is not empty: its number as the sheet shows it, and its cells by column, from 0."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False


class Rest(Struct, frozen=True, tag="rest"):
    """The end. `merges`: (first row, first column, last row, last column). `hidden`: columns, from first to last.
    `others`: places, from 1, of further sheets that hold something.
    """

    merges: list[tuple[int, int, int, int]] = []
    hidden: list[tuple[int, int]] = []
    others: list[int] = []


class Refused(Struct, frozen=True, tag="refused"):
    code: Refusal
    row: int = 0


class Whole(Struct, frozen=True):
    """The sheet, put together again on this side."""

    lines: dict[int, Line]
    rest: Rest
