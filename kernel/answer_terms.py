"""How long an agency has to answer, item by item, in working days (**ours**: no document says; a place may).

The parameter `answer_days_<item>` of the household's place goes before what stands here.
"""

from typing import Final

from kernel.items import Item

ANSWER_WORKING_DAYS: Final = 10
"""Where no place sets it."""
REMINDED_BEFORE: Final = "answer_reminder_days"
"""The parameter that says on which working day before the term a silent office is reminded."""
REMINDED_WORKING_DAYS_BEFORE: Final = 3
"""Where no place sets it."""


def term_of(item: str) -> str:
    """The parameter of an item's term."""
    return f"answer_days_{item}"


ANSWER_TERMS: Final = tuple(term_of(item) for item in Item)
