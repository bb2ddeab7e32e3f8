"""Text as people write it: which characters a name or a line may hold, and what a spreadsheet must not take for code.

Control characters break logs and sheets, and PostgreSQL holds no NUL. Format characters (Unicode Cf: direction and
zero-width marks, soft hyphens) and what else is ignored when a text is shown (variation selectors) are seen by nobody,
so that two texts that look alike would be two; a private or unassigned character is seen otherwise by everybody. A sign
that stands for a lost character (U+FFFD, which a conversion from GB 18030 leaves of a rare one) is nobody's name.
"""

import unicodedata
from functools import lru_cache
from typing import Final


def is_clean(text: str) -> bool:
    """Nothing in it that is not seen: no control or format character, selector or filler, no half of a pair, and
    nothing without a meaning of its own.

    Line breaks and tabs are allowed, people write remarks.
    """
    return not any(_is_hidden(character) for character in text if character not in "\t\n\r")


def is_a_clean_line(text: str) -> bool:
    """Clean, and one line: a name, a title, an address."""
    return not any(_is_hidden(character) for character in text)


def is_free_of_controls(text: str) -> bool:
    """No control character and no half of a pair: the least that a store and a log ask of any text."""
    return all(unicodedata.category(character) not in _CONTROLS for character in text if character not in "\t\n\r")


def harmless_in_a_sheet(text: str) -> str:
    """The text, or the text behind an apostrophe where a spreadsheet could take it for a formula, however wide its
    first character is written."""
    begins = unicodedata.normalize("NFKC", text[:1])
    return "'" + text if begins and begins in _FORMULA_STARTS else text


_FORMULA_STARTS: Final = "=+-@\t\r"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_CONTROLS: Final = frozenset({"Cc", "Cs"})
_FILLERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters and marks by their category, and blank (Default_Ignorable_Code_Point, and the blank of Braille)."""
STAND_INS: Final = frozenset("\ufffc\ufffd")
_SELECTORS: Final = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_HAN_PLANES: Final = range(0x20000, 0x40000)
"""Kept for Han characters: a rare one of a name may be newer than this interpreter's tables."""


@lru_cache(8192)  # as many as are in use: a roster has millions of them
def _is_hidden(character: str) -> bool:
    point = ord(character)
    if point in _HAN_PLANES:
        return point & 0xFFFE == 0xFFFE
    return (
        unicodedata.category(character) in _HIDDEN
        or character in _FILLERS
        or character in STAND_INS
        or any(point in selectors for selectors in _SELECTORS)
    )
