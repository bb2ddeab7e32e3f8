"""The resident ID number 公民身份号码 (GB 11643-1999): county, birth date, sequence, check digit.

The county is taken as it stands: real people carry codes that were abolished long ago, those born abroad or
in Hong Kong, Macao and Taiwan carry others, so an unknown one is at most a warning, and not ours to give.
"""

from datetime import date
from typing import Final, Literal

from msgspec import Struct

from kernel.identifier import InvalidIdentifier as InvalidIdentifier
from kernel.identifier import normalised

AGE_MAX: Final = 130


class ResidentId(Struct, frozen=True):
    """A checked number. `number` has 18 characters, `county` six digits; `legacy`: it came as 15 digits."""

    number: str
    legacy: bool
    birth_date: date
    sex: Literal["M", "F"]
    county: str

    def __repr__(self) -> str:
        # Whatever prints this value (a log line, a traceback, a failed assertion) prints no personal datum.
        return f"ResidentId({mask(self.number)!r})"


def parse(text: str, today: date) -> ResidentId:
    """Check a number as people type it: lower-case x, full-width digits, spaces around, 15 digits.

    Raises `InvalidIdentifier` with the first of `id_number.length`, `.characters`, `.date` (not a day, or
    after `today`), `.check_digit` and `.age` (above 130 years) that is wrong.
    """
    given = normalised(text)
    if len(given) not in (15, 18):
        raise InvalidIdentifier("id_number.length")
    legacy = len(given) == 15
    _require_characters(given, legacy)
    number = to_18(given) if legacy else given
    birth_date = _birth_date(number, today)
    if check_digit(number[:17]) != number[17]:
        raise InvalidIdentifier("id_number.check_digit")
    if _age(birth_date, today) > AGE_MAX:
        raise InvalidIdentifier("id_number.age")
    return ResidentId(
        number=number,
        legacy=legacy,
        birth_date=birth_date,
        sex="M" if int(number[16]) % 2 else "F",
        county=number[:6],
    )


def to_18(fifteen: str) -> str:
    """The 18-digit form of a 15-digit number (issued until 1999): the century is 19."""
    if len(fifteen) != 15:
        raise InvalidIdentifier("id_number.length")
    _require_characters(fifteen, legacy=True)
    seventeen = f"{fifteen[:6]}19{fifteen[6:]}"
    return seventeen + check_digit(seventeen)


def check_digit(seventeen: str) -> str:
    """The 18th character, by ISO 7064 MOD 11-2: a digit, or X for ten."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, seventeen, strict=True))
    return _CHECK_DIGITS[total % 11]


def mask(number: str) -> str:
    """The number with birth date hidden: `4405**********002X`; a text of another length is hidden whole."""
    if len(number) != 18:
        return "*" * len(number)
    return f"{number[:4]}{'*' * 10}{number[14:]}"


_WEIGHTS: Final = tuple(pow(2, 17 - place, 11) for place in range(17))
_CHECK_DIGITS: Final = "10X98765432"


def _require_characters(given: str, legacy: bool) -> None:
    digits = given if legacy else given[:17]
    # `isdigit` alone is true for ² and for the digits of every script.
    if not (digits.isascii() and digits.isdigit()):
        raise InvalidIdentifier("id_number.characters")
    if not legacy and given[17] not in _CHECK_DIGITS:
        raise InvalidIdentifier("id_number.characters")


def _birth_date(number: str, today: date) -> date:
    try:
        birth_date = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise InvalidIdentifier("id_number.date") from None
    if birth_date > today:
        raise InvalidIdentifier("id_number.date")
    return birth_date


def _age(birth_date: date, today: date) -> int:
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (0 if had_birthday else 1)
