"""Money as whole fen 分 in an `int`: exact, comparable, and never a float.

A negative amount is a value of the type (a correction in the journal); where it makes no sense the caller
refuses it.
"""

import re
from decimal import Decimal
from typing import Final

Fen = int

FEN_MAX: Final = 10**13 - 1
"""The largest amount let in (just under 100 billion yuan). Times ten thousand basis points and the members
of a household it still fits 64 bits, so that no comparison in the rules can wrap."""


class InvalidAmount(ValueError):
    """Not an amount in yuan. `code` is stable; the amount itself may be personal and is not kept."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fen(yuan: str | int | Decimal) -> int:
    """Yuan to fen: `"12.3"` -> 1230.

    Raises `InvalidAmount`: `amount.type` (bool, float and all else), `amount.format` (not plain digits),
    `amount.not_finite`, `amount.places` (more than two), `amount.too_large` (beyond `FEN_MAX` either way).
    """
    if isinstance(yuan, str):
        return _within_bounds(_from_text(yuan))
    if isinstance(yuan, Decimal):
        return _within_bounds(_from_decimal(yuan))
    if isinstance(yuan, int) and not isinstance(yuan, bool):
        return _within_bounds(int(yuan) * 100)
    raise InvalidAmount("amount.type")


def yuan(fen: int) -> str:
    """Fen to yuan, always with two places: 1230 -> `"12.30"`."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02}"


_PLAIN: Final = re.compile(r"(-?)(\d+)(?:\.(\d+))?", re.ASCII)


def a_month_of(year: Fen) -> Fen:
    """A twelfth of a year's amount, to the nearest fen; half a fen goes up."""
    return (year + 6) // 12


def _from_text(text: str) -> int:
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        raise InvalidAmount("amount.format")
    sign, whole, places = plain.group(1), plain.group(2).lstrip("0"), plain.group(3) or ""
    if len(places) > 2:
        raise InvalidAmount("amount.places")
    # Looked at before `int`, which takes quadratic time on a long text and refuses a very long one.
    if len(whole) > len(str(FEN_MAX)):
        raise InvalidAmount("amount.too_large")
    return int(f"{sign}{whole}{places:0<2}")


def _from_decimal(amount: Decimal) -> int:
    if not amount.is_finite():
        raise InvalidAmount("amount.not_finite")
    # Both bounds before the digits are written out: `1E+999999999` is a short text and a very long number.
    if amount.adjusted() > len(str(FEN_MAX)):
        raise InvalidAmount("amount.too_large")
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        raise InvalidAmount("amount.places")
    return _from_text(f"{amount:f}")


def _within_bounds(amount_fen: int) -> int:
    if abs(amount_fen) > FEN_MAX:
        raise InvalidAmount("amount.too_large")
    return amount_fen
