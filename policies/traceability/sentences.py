"""A clause in sentences: what it orders, apart from its heading and from the line that names its agencies."""

import re
from typing import Literal

import msgspec

_SENTENCE = re.compile(r"(?:[(（][^()（）]*[)）]|[^。；\n])+[。；]?[”」]?\n?")
_AGENCIES = re.compile(r"[(（]?(牵头单位|责任单位)：|[(（][^()（）]*牵头；[^()（）]*[)）]$")
_MARK = re.compile(r"([一二三四五六1-6]、|[(（][一二三四五六七八1-8][)）]|\d\. )")
HEADING_LENGTH_MAX = 36


class Sentence(msgspec.Struct, frozen=True):
    text: str
    says: Literal["something", "heading", "agencies"]


def sentences(clause: str) -> list[Sentence]:
    """All of the clause, in order: nothing of its text is left out."""
    found = _SENTENCE.findall(clause)
    return [
        Sentence(text.strip(), _says(text.strip(), first=at == 0, last=at == len(found) - 1))
        for at, text in enumerate(found)
    ]


def _says(text: str, *, first: bool, last: bool) -> Literal["something", "heading", "agencies"]:
    if _AGENCIES.match(text):
        return "agencies"
    marked = first and _MARK.match(text) and len(text) <= HEADING_LENGTH_MAX
    # A heading that sets a day (五(一) of baisha: 2020年6月30日前) orders something.
    return "heading" if marked and (not last or not text.endswith("。")) and "月" not in text else "something"
