"""What of a cell can be seen: spaces of all widths cannot, nor what `kernel.text` calls hidden.

A private, unassigned or lost character is something that somebody meant: its cell is refused and not passed over.
"""

import unicodedata

from kernel.text import STAND_INS, is_clean


def is_blank(text: str) -> bool:
    if text and text[0].isascii() and text[0].isprintable() and text[0] != " ":
        return False  # most texts, told by their first character
    return all(character.isspace() or _is_unseen(character) for character in text)


def _is_unseen(character: str) -> bool:
    meant = character in STAND_INS or unicodedata.category(character) in ("Cn", "Co")
    return not meant and not is_clean(character)
