"""Tells by a cell's style how its number is shown: as a day, a percentage, or with zeros before it (ECMA-376 part 1,
§18.8.30; MS-XLS, 2.4.126 has the same codes).

A postcode that is formatted `000000` is 066000 to whoever sees the sheet, and 66000 in the file.
"""

import re
from decimal import Decimal
from typing import Final, Literal

from chassis.workbook.names import local
from chassis.workbook.package import Package, xml_parser
from chassis.workbook.told import EXACT_DIGITS, Cell

Shown = Literal["number", "percent", "day"] | int
"""A number of digits: a whole number has at least so many, zeros before it."""

_DAYS: Final = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS: Final = {9, 10}
_ELEMENTS: Final = local("numFmt", "cellXfs", "xf")
_ZEROS: Final = re.compile(r"(?:\[\$-[0-9A-Fa-f]+\])?(00+)(?:;@|_[ )])?")
_ZEROS_MAX: Final = 34
"""No number of any kind is longer."""
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def shown_by_style(package: Package, part: str) -> list[Shown]:
    """By the number that a cell's `s` names."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = [False]

    def start(element: str, attributes: dict[str, str]) -> None:
        match _ELEMENTS.get(element):
            case "numFmt":
                codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            case "cellXfs":
                inside[0] = True
            case "xf" if inside[0]:
                styles.append(_number(attributes.get("numFmtId")))

    def end(element: str) -> None:
        if _ELEMENTS.get(element) == "cellXfs":
            inside[0] = False

    package.parse(part, xml_parser(start, end))
    return [shown_as(style, codes.get(style)) for style in styles]


def as_shown(value: str, shown: Shown) -> Cell:
    """The cell of a number that is no day."""
    if shown == "percent":
        return Cell("percent", value)
    if isinstance(shown, int):
        number = Decimal(value)
        if 0 <= number < 10 ** min(shown - 1, EXACT_DIGITS) and number == number.to_integral_value():
            return Cell("text", f"{int(number):0{shown}}")
    return Cell("number", value)


def shown_as(style: int, code: str | None) -> Shown:
    """By the number of a format, and its code where the file has one."""
    if code is None:
        return "day" if style in _DAYS else "percent" if style in _PERCENTS else "number"
    if (zeros := _ZEROS.fullmatch(code)) is not None:
        return min(len(zeros[1]), _ZEROS_MAX)
    bare = _QUOTED.sub("", code.partition(";")[0]).lower().replace("general", "")
    if "%" in bare:
        return "percent"
    return "day" if set("ymdhs") & set(bare) else "number"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
