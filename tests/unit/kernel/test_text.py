"""What a text may hold, and what a spreadsheet must not take for a formula."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.text import harmless_in_a_sheet, is_a_clean_line, is_clean

HAN_PLANES = range(0x20000, 0x40000)
NON_CHARACTERS = [*range(0xFDD0, 0xFDF0), *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))]
SELECTORS = [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x180E), 0x180F]
UNSEEN = [
    *(
        chr(point)
        for point in range(0x110000)
        if unicodedata.category(chr(point)) in ("Cf", "Cn", "Co", "Cs", "Zl", "Zp") and point not in HAN_PLANES
    ),
    *map(chr, (*NON_CHARACTERS, *SELECTORS)),
]


@given(st.text(max_size=20), st.sampled_from(UNSEEN), st.text(max_size=20))
def test_a_text_with_something_unseen_is_not_clean(before: str, unseen: str, after: str) -> None:
    """FAULTS B17."""
    assert not is_clean(before + unseen + after)


@pytest.mark.parametrize(
    "unseen", ["\0", "\x1f", "\x7f", "\x85", "\x9f", "\u3164", "\u2800", "\ufeff", "\u202e", "\u200b"]
)
def test_what_is_unseen(unseen: str) -> None:
    """FAULTS B17."""
    assert not is_clean(f"陈{unseen}测试")


@pytest.mark.parametrize("unseen", [chr(point) for point in (*NON_CHARACTERS, *SELECTORS)])
def test_selectors_and_non_characters_are_not_clean(unseen: str) -> None:
    """FAULTS B17."""
    assert not is_clean(f"葛{unseen}测试")
    assert not is_a_clean_line(f"葛{unseen}")


@pytest.mark.parametrize("lost", ["\ufffd", "\ufffc"])
def test_what_stands_for_a_lost_character_is_not_clean(lost: str) -> None:
    """A conversion made U+FFFD of a rare character; a bank returned what was paid to such a name."""
    assert not is_clean(f"王{lost}")
    assert not is_a_clean_line(f"{lost}测试")


@given(st.characters(categories=("L", "M", "N", "P", "S"), max_codepoint=0xFFFF, exclude_characters="".join(UNSEEN)))
def test_what_is_seen_is_clean_but_for_fillers(seen: str) -> None:
    assert is_a_clean_line(seen) or seen in "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd"


@pytest.mark.parametrize(
    "name", ["陈测试", "买买提·吐尔逊", "O'Neil-Łoś", "𠮷野家", "\U0002ebf0\U00031350\U000323b0", "Ａ座１２号"]
)
def test_names_as_people_have_them_are_clean(name: str) -> None:
    assert is_a_clean_line(name)


@pytest.mark.parametrize("remark", ["一\n二", "一\t二", "一\r\n二"])
def test_a_remark_may_have_lines_and_a_name_may_not(remark: str) -> None:
    assert is_clean(remark)
    assert not is_a_clean_line(remark)


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-1", "@SUM", "\t=1", "\r=1", "＝1+1", "＋86", "－1", "＠SUM", "﹦1", "﹣1"]
)
def test_what_a_sheet_could_take_for_a_formula_is_neutralised(text: str) -> None:
    """FAULTS A20."""
    assert harmless_in_a_sheet(text) == f"'{text}"


@given(st.text(max_size=20))
def test_nothing_neutralised_begins_like_a_formula(text: str) -> None:
    """FAULTS A20."""
    assert not unicodedata.normalize("NFKC", harmless_in_a_sheet(text)[:1]).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_name_stays_as_it_is() -> None:
    assert [harmless_in_a_sheet(text) for text in ("陈·测试", "", "A=1")] == ["陈·测试", "", "A=1"]
