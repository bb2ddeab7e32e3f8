"""The glossary explains each word once, ours in the order of the alphabet, and what it explains is really said."""

import re
from collections import Counter
from collections.abc import Iterable

from tests.architecture.tree import ROOT, SOURCES, text_files

PAGE = ROOT / "docs" / "glossary.md"


def rows(text: str, title: str) -> list[list[str]]:
    """The cells of the table under a heading, without its own head."""
    section = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


OF_THE_WORK = rows(PAGE.read_text(encoding="utf-8"), "The work")
OURS = rows(PAGE.read_text(encoding="utf-8"), "Our own words")


def words(of_the_work: list[list[str]], ours: list[list[str]]) -> list[str]:
    """All that is explained, and what ours are called elsewhere."""
    elsewhere = [word for row in ours for word in row[2].split(", ") if word]
    return [*(word for row in of_the_work for word in row[1].split(", ")), *(row[0] for row in ours), *elsewhere]


def twice(words: Iterable[str]) -> list[str]:
    return sorted(word for word, times in Counter(word.lower() for word in words).items() if times > 1)


def unsaid(ours: list[list[str]], said: str) -> list[str]:
    """Words of ours that neither code nor another page has, as words or inside names."""
    return [row[0] for row in ours if not re.search(row[0].replace(" ", r"[\s_-]*"), said, re.IGNORECASE)]


def test_no_word_has_two_meanings() -> None:
    assert twice(words(OF_THE_WORK, OURS)) == []


def test_our_own_words_stand_in_order() -> None:
    assert [row[0] for row in OURS] == sorted(row[0] for row in OURS)


def test_each_of_our_own_words_is_in_use() -> None:
    places = [path for under in (*SOURCES, "docs") for path in text_files(under=under) if path != PAGE]
    assert unsaid(OURS, "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in places)) == []


def test_planted_words_are_found() -> None:
    text = "## The work\n| x | in code | y |\n|---|---|---|\n| 低保 | dibao, line | y |\n\n## Our own words\n"
    text += "| word | y | z |\n|---|---|---|\n| lane | y | group commit |\n| Line | y | |\n| rope | | group commit |\n"
    work, ours = rows(text, "The work"), rows(text, "Our own words")
    assert twice(words(work, ours)) == ["group commit", "line"]
    assert unsaid(ours, "class WriterLane: on_line = 1") == ["rope"]
