"""A document clause by clause: `clauses("kaifeng-2019")["五(二)3"]` is that clause's own text.

A clause's own text ends where the next one begins, so 五(二) does not hold 五(二)3. Before 一 stand 通知 (the note
that issues a document) and 序 (its opening), after the last clause 落款 (date and copies) and 附件.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "texts"

NO_CLAUSES = frozenset({"通知", "序", "落款", "附件"})
"""Parts of a document that say nothing by which anybody counts or does not."""

RESUMED = {"shantou-2016": {"通过上述措施": "二"}}
"""Paragraphs that close a whole clause after its numbered parts, by how they begin."""

COUNTED = {
    "baisha-2020": {
        "三1": "已纳入农村精准扶贫的对象",
        "三2": "实行社会化发放养老金的退休职工",
        "三3": "本人户籍、工会组织关系不在本县行政辖区内的职工",
        "三4": "国营企业职工",
        "三5": "家庭月人均收入达1060元以上的",
    }
}
"""Parts of a sentence that the print does not number, though one may apply without the others."""

_CHAPTER = re.compile(r"([一二三四五六]|[1-6])、")
_SECTION = re.compile(r"[(（]([一二三四五六七八]|[1-8])[)）]")
_POINT = re.compile(r"(\d)\. ")
_DASH = re.compile("——")
_CLOSING = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[\u4e00-\u9fff]+人民政府办公厅")
_CHINESE = "〇一二三四五六七八"
_ODD = str.maketrans({"臵": "置", "„": "〔", "‟": "〕"})


@cache
def clauses(profile_id: str) -> dict[str, str]:
    """Clause id to its own text, in the order of the document; empty for a document that is not here."""
    path = FOLDER / f"{profile_id}.txt"
    if not path.exists():
        return {}
    divided = _divided(path.read_text(encoding="utf-8"), RESUMED.get(profile_id, {}))
    return {
        part: own
        for clause, whole in divided.items()
        for part, own in (
            (clause, whole),
            *(row for row in COUNTED.get(profile_id, {}).items() if row[0][:-1] == clause),
        )
    }


def folded(text: str) -> str:
    """What two prints of one sentence have in common: no spaces, one width, none of the prints' odd characters."""
    return unicodedata.normalize("NFKC", "".join(text.translate(_ODD).split()))


def stands_in(quote: str, text: str) -> bool:
    """Whether the text says it, word for word."""
    return bool(folded(quote)) and folded(quote) in folded(text)


def _divided(text: str, resumed: dict[str, str]) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    here = "通知" if "的通知" in text else "序"
    for line in filter(None, map(str.strip, text.splitlines())):
        here = _place(line, here, resumed)
        parts.setdefault(here, []).append(line)
    return {clause: "\n".join(lines) for clause, lines in parts.items()}


def _place(line: str, here: str, resumed: dict[str, str]) -> str:
    """The clause to which a line belongs, after one of clause `here`."""
    if here == "附件" or line.startswith("附件"):
        return "附件"
    if here == "通知":
        return "序" if line.endswith(("实施意见", "实施方案")) or line.startswith("关于做好") else here
    if chapter := _CHAPTER.match(line):
        return _numeral(chapter[1])
    if here in ("序", "落款"):
        return here
    if _CLOSING.fullmatch(line):
        return "落款"
    for beginning, clause in resumed.items():
        if line.startswith(beginning):
            return clause
    if section := _SECTION.match(line):
        return f"{here[0]}({_numeral(section[1])})"
    above = here.rstrip("0123456789")
    if point := _POINT.match(line):
        return above + point[1]
    if _DASH.match(line):
        return above + str(int(here[len(above) :] or 0) + 1)
    return here


def _numeral(number: str) -> str:
    return _CHINESE[int(number)] if number.isdigit() else number
