"""The glossary explains each word once, ours in the order of the alphabet."""

import re

from tests.architecture.tree import ROOT

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
]
OF_THE_WORK = [row for row in ROWS if len(row) == 3][1:]
OURS = [row for row in ROWS if len(row) == 2][1:]


def test_no_word_has_two_meanings() -> None:
    words = [word for row in OF_THE_WORK for word in re.split(r", ", row[1])] + [row[0] for row in OURS]
    assert [word for word in words if words.count(word) > 1] == []


def test_our_own_words_stand_in_order() -> None:
    assert [row[0] for row in OURS] == sorted(row[0] for row in OURS)
