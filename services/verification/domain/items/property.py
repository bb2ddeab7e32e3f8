"""Sum over persons: what a household owns is what all of its members own, each register's answers added up.

A register that has nothing on file says that nobody owns such a thing: that is no guess. What is not told of one
person, such as the kinds of vehicles in an answer that only counts them, leaves the sum unknown.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from contracts.verification import Comparison, Fact
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import HOUSEHOLD, compared
from services.verification.domain.records import sum_of_known

SHARES_MAX = 8
"""So many persons' shares are told beside a sum: the event must hold the report of the largest household."""

Shape = TypeVar("Shape", bound=Struct)


def owned(
    evidence: Evidence,
    name: str,
    item: Item,
    shape: type[Shape],
    declared: int | None,
    of_one: Callable[[Shape], int | None],
) -> Iterator[Fact]:
    """The fact with its formula and the share of each who has one; nothing where nobody asked and nobody said."""
    if not evidence.needed(item.value):
        if declared is not None:
            yield evidence.declares(name, declared)
        return
    known = evidence.on_file(item.value, shape, evidence.declared.members)
    if known is None:
        yield evidence.unknown(name, item.value)
        return
    shares = {token: of_one(record) for token, record in known.items()}
    told = evidence.answered(name, item.value, sum_of_known(shares.values()))
    of_whom = {token: share for token, share in shares.items() if share != 0}
    yield replace(told, formula=f"sum({name})", inputs=of_whom if len(of_whom) <= SHARES_MAX else None)


def held_against(
    evidence: Evidence,
    fact: str,
    item: Item,
    shape: type[Shape],
    declared: int | None,
    of_one: Callable[[Shape], int | None],
) -> Iterator[Comparison]:
    """What was not said and is there is told as a difference; what was not said and is not there needs no line."""
    known = evidence.on_file(item.value, shape, ())
    answered = None if known is None else sum_of_known(map(of_one, known.values()))
    if answered is not None and (declared is not None or answered):
        yield compared(item, fact, HOUSEHOLD, declared, answered, (declared or 0) == answered)
