"""Tells by a cell's style whether its number is shown as a day or as a percentage (ECMA-376 part 1, §18.8.30)."""

import re
from typing import Final, Literal

from services.intake.adapters.workbook.names import local
from services.intake.adapters.workbook.package import Package, xml_parser

Shown = Literal["number", "percent", "day"]

_DAYS: Final = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS: Final = {9, 10}
_ELEMENTS: Final = local("numFmt", "cellXfs", "xf")
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
    return [_shown(style, codes.get(style)) for style in styles]


def _shown(style: int, code: str | None) -> Shown:
    if code is None:
        return "day" if style in _DAYS else "percent" if style in _PERCENTS else "number"
    bare = _QUOTED.sub("", code.partition(";")[0]).lower().replace("general", "")
    if "%" in bare:
        return "percent"
    return "day" if set("ymdhs") & set(bare) else "number"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
