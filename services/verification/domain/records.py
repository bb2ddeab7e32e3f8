"""What agencies have on file, as it is written: the amounts and numbers of all shapes, and each person's record.

Read strictly, because a fact that cannot be read must never pass for "nothing found".
"""

from collections.abc import Iterable
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from kernel.fen import fen
from services.verification.domain.events import Record

Yuan = Annotated[str, Meta(pattern=r"^[0-9]{1,10}(\.[0-9]{1,2})?\Z")]
Number = Annotated[int, Meta(ge=0, le=1_000_000)]
LISTED_MAX = 200
"""So many of what one person owns may be told one by one."""
KEPT_ONE_BY_ONE_MAX = 24
"""Of all members together. Of more the sums are kept alone: an event must hold them, and who owns so much is found by
the sums."""

Shape = TypeVar("Shape", bound=Struct)


def by_person(records: tuple[Record, ...], shape: type[Shape]) -> dict[str, Shape]:
    """Token -> what is on file, of records that were found readable."""
    return {str(record["person"]): msgspec.convert(record, shape) for record in records}


def fen_of(yuan: str) -> int:
    return fen(yuan)


def sum_of_known(amounts: Iterable[int | None]) -> int | None:
    """None as soon as one is not known: a part is no whole."""
    total = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total
