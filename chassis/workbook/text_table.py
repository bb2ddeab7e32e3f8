"""Reads the shared texts of a workbook: cells name them by their place."""

import re
from typing import Final

from chassis.workbook.names import local
from chassis.workbook.package import Package, xml_parser
from chassis.workbook.told import Unread

CHARACTERS_MAX: Final = 32_767
"""Of one cell; Excel holds no more."""
_ELEMENTS: Final = local("si", "t", "rPh")
_HALF: Final = re.compile("[\ud800-\udfff]")
_NO_CHARACTER: Final = "\uffff"
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_texts(package: Package, part: str) -> list[str]:
    texts: list[str] = []
    runs: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(element: str, _: dict[str, str]) -> None:
        name = _ELEMENTS.get(element)
        if name == "si":
            runs.clear()
        elif name is not None:
            inside[name] = True

    def end(element: str) -> None:
        name = _ELEMENTS.get(element)
        if name == "si":
            texts.append(unescaped("".join(runs)))
        elif name is not None:
            inside[name] = False

    def text(piece: str) -> None:
        if inside["t"] and not inside["rPh"]:  # how a word is pronounced (rPh) is no part of it
            runs.append(piece)

    package.parse(part, xml_parser(start, end, text))
    return texts


def unescaped(text: str) -> str:
    """`_x000D_` stands for a character that XML cannot carry (ST_Xstring)."""
    if len(text) > CHARACTERS_MAX:
        raise Unread("roster.too_large")
    if "_x" not in text:
        return text
    told = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # Two halves of a character are one; half of one is nothing, and is told as what no text may hold.
    return _HALF.sub(_NO_CHARACTER, told.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass"))
