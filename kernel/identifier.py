"""What the printed identifiers (resident ID number, credit code, region, account, bill) have in common.

How they are cleaned of the traces of keyboards and spreadsheets, and how they are refused. Whatever becomes a token or
the key of an index is cleaned first: the same paper, typed by two people, must be the same paper.
"""

import unicodedata
from typing import Final


class InvalidIdentifier(ValueError):
    """A text that is not the identifier it should be.

    `code` is stable and dotted (`id_number.check_digit`); the text itself is personal and is not kept.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def normalised(text: str) -> str:
    """The text in upper-case half-width characters, without spaces and zero-width marks anywhere, and without direction
    marks and apostrophes around it."""
    half_width = text.translate(_HALF_WIDTH)
    return "".join(character for character in half_width if not _is_gap(character)).strip(_AROUND).upper()


def account(text: str) -> str:
    """The digits of a bank account, which people write in groups.

    Raises `InvalidIdentifier`: `account.characters`, `account.length` (8 to 34).
    """
    digits = "".join(character for character in normalised(text) if not _is_dash(character))
    if not (digits.isascii() and digits.isdigit()):
        raise InvalidIdentifier("account.characters")
    if not 8 <= len(digits) <= 34:
        raise InvalidIdentifier("account.length")
    return digits


def bill(text: str) -> str:
    """The number of a bill, of whatever form: NFKC, one case, one kind of dash, no spaces and nothing unseen.

    Raises `InvalidIdentifier`: `bill.empty`, `bill.characters` (a control character), `bill.length` (beyond 80).
    """
    if any(unicodedata.category(character) == "Cc" and not character.isspace() for character in text):
        raise InvalidIdentifier("bill.characters")
    # Folding a case may make a character that is composed otherwise: composed again, so that twice is as once.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).upper()
    number = "".join("-" if _is_dash(character) else character for character in folded if not _is_unseen(character))
    if not any(character.isalnum() for character in number):
        raise InvalidIdentifier("bill.empty")
    if len(number) > 80:
        raise InvalidIdentifier("bill.length")
    return number


# U+FF01..U+FF5E are the full-width forms of U+0021..U+007E.
_HALF_WIDTH: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}

_ZERO_WIDTH: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

# Marks that copying from a web page or a sheet leaves behind (the apostrophe is how people make a spreadsheet keep a
# number as text).
_AROUND: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'"


def _is_gap(character: str) -> bool:
    return character.isspace() or character in _ZERO_WIDTH


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cs", "Mn")


def _is_dash(character: str) -> bool:
    return unicodedata.category(character) == "Pd" or character == "\u2212"
