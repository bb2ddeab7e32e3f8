"""Coming of age, by the calendar."""

from datetime import date
from typing import Final

ADULT_AGE: Final = 18


def age_on(birth_date: date, today: date) -> int:
    before_birthday = (today.month, today.day) < (birth_date.month, birth_date.day)
    return today.year - birth_date.year - before_birthday


def is_adult(birth_date: date, today: date) -> bool:
    """Eighteen on the birthday itself (Civil Code §17)."""
    return age_on(birth_date, today) >= ADULT_AGE
