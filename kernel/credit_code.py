"""The unified social credit code 统一社会信用代码 of organisations (GB 32100-2015): 18 characters, MOD 31-3.

The alphabet leaves out I, O, Z, S and V; a code may begin with a letter; those of trade unions begin with 81.
"""

from typing import Final

from kernel.identifier import InvalidIdentifier as InvalidIdentifier
from kernel.identifier import normalised

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def parse(text: str) -> str:
    """The code in upper-case half-width characters.

    Raises `InvalidIdentifier` with `credit_code.length`, `.characters` or `.check_character`.
    """
    code = normalised(text)
    if len(code) != 18:
        raise InvalidIdentifier("credit_code.length")
    if check_character(code[:17]) != code[17]:
        known = code[17] in ALPHABET
        raise InvalidIdentifier("credit_code.check_character" if known else "credit_code.characters")
    return code


def check_character(seventeen: str) -> str:
    """The 18th character. Raises `InvalidIdentifier("credit_code.characters")` outside the alphabet."""
    if any(character not in ALPHABET for character in seventeen):
        raise InvalidIdentifier("credit_code.characters")
    values = (ALPHABET.index(character) for character in seventeen)
    total = sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
    return ALPHABET[-total % 31]


_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
