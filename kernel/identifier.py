"""What the printed identifiers (resident ID number, credit code, region) have in common.

How they are cleaned of the traces of keyboards and spreadsheets, and how they are refused.
"""

from typing import Final


class InvalidIdentifier(ValueError):
    """A text that is not the identifier it should be.

    `code` is stable and dotted (`id_number.check_digit`); the text itself is personal and is not kept.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def normalised(text: str) -> str:
    """The text in upper-case half-width characters, without spaces and invisible marks around it."""
    return text.translate(_HALF_WIDTH).strip(_AROUND).upper()


# U+FF01..U+FF5E are the full-width forms of U+0021..U+007E.
_HALF_WIDTH: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}

# Spaces of all widths, and the marks that copying from a web page or a sheet leaves behind
# (the apostrophe is how people make a spreadsheet keep a number as text).
_AROUND: Final = " \t\r\n\v\f\u00a0\u2002\u2003\u2009\u200b\u200e\u200f\u202a\u202c\u202d\u202f\u3000\ufeff'"
