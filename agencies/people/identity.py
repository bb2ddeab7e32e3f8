"""Numbers that look right and belong to nobody: ID numbers, phones, accounts, credit codes.

County codes 440590 to 440599 are assigned to no county, the phone prefix 1990000 and the card
prefix 999999 to no subscriber and no bank; check digits are right (GB 11643, GB 32100, GB 11714).
"""

from __future__ import annotations

from datetime import date
from random import Random

from kernel import credit_code, resident_id

UNASSIGNED_COUNTIES = tuple(f"4405{n}" for n in range(90, 100))


class Numbers:
    """Draws numbers and never the same ID number twice within one population."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def id_number(self, birth: date, sex: str) -> str:
        """18 digits for a birth date and a sex (`M`: odd sequence, `F`: even)."""
        while True:
            county = self._rng.choice(UNASSIGNED_COUNTIES)
            sequence = self._rng.randrange(500) * 2 + (1 if sex == "M" else 0)
            first = f"{county}{birth:%Y%m%d}{sequence:03d}"
            # The old form forgets the century: nobody may share it either.
            key = first[:6] + first[8:]
            if key not in self._taken:
                self._taken.add(key)
                return first + resident_id.check_digit(first)

    def phone(self) -> str:
        return f"1990000{self._rng.randrange(10_000):04d}"

    def account(self) -> str:
        return f"999999{self._rng.randrange(10**13):013d}"


def fifteen_digits(number: str) -> str:
    """The number as it was written before 1999; only for people born in the 1900s."""
    if number[6:8] != "19":
        raise ValueError("only a birth year of the 1900s has a 15-digit form")
    return number[:6] + number[8:17]


def social_credit_code(county: str, serial: int) -> str:
    """A firm's unified social credit code (91…) with both check characters right."""
    body = f"{serial:08d}"
    first = f"91{county}{body}{_organisation_check(body)}"
    return first + credit_code.check_character(first)


def _organisation_check(body: str) -> str:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c) * w for c, w in zip(body, weights, strict=True))
    return "0123456789X0"[11 - total % 11]
