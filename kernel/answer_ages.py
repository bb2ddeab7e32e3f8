"""How old an agency's answer may be, and what may stand in for a missing one, item by item: parameters of a place.

No text says either. Unset, an earlier round's answer stands however old it is, until what it is about changes; and what
nobody answered is unknown.
"""

from typing import Final

from kernel.items import Item

LAST_KNOWN: Final = "last_known"
"""Where nobody answers in time, the answer of an earlier round stands, with its own day."""
MUST_BE_ASKED: Final = "must_be_asked"
"""No earlier round's answer stands: each round asks, and without an answer it is unknown."""
MAY_BE_MISSING: Final = "may_be_missing"
"""Without an answer it is unknown, and the report is complete all the same."""
STAND_INS: Final[dict[str, str]] = {
    LAST_KNOWN: "沿用上次答复",
    MUST_BE_ASKED: "每次必须询问",
    MAY_BE_MISSING: "可以缺少",
}
AGE_DAYS_MAX: Final = 3650


def age_of(item: str) -> str:
    """The parameter: how many days an answer may be old before it is asked again."""
    return f"answer_age_days_{item}"


def stand_in_of(item: str) -> str:
    """The parameter: one of `STAND_INS`."""
    return f"answer_missing_{item}"


AGES: Final = tuple(age_of(item) for item in Item)
MISSING: Final = tuple(stand_in_of(item) for item in Item)
