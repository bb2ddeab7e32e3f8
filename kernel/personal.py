"""How an event says that a field is personal.

The mark is all there is here: sealing and opening happen in the codec alone.

See docs/design/personal-data.md#sealed-boxes.
"""

from enum import Enum
from typing import Annotated, Any, Final, TypeVar

T = TypeVar("T")


class _PersonalMark:
    def __repr__(self) -> str:
        return "PERSONAL"


PERSONAL: Final = _PersonalMark()

Personal = Annotated[T, PERSONAL]
"""A field of an event that travels only inside the event's sealed box.

After decoding it holds a `T`, or `Withheld.SEALED` (this reader may not open it),
or `Withheld.ERASED` (the key was destroyed).
"""


class Withheld(Enum):
    """What stands in a personal field that cannot be read."""

    SEALED = "sealed"
    ERASED = "erased"


def is_withheld(value: Any) -> bool:
    """True when a personal field holds no value of its own."""
    return isinstance(value, Withheld)
