"""An item's page: what its agency may say, what that proves of the household, and what it is held against.

All of an item in one place, so that a new fact is one edit, and an item that is asked and serves nothing is seen.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from services.verification.domain.evidence import NOTHING_ON_FILE, Evidence, Found, Shape, Value
from services.verification.domain.rules import agency_of

Answer = bool | None
"""What the records say of a claimed cause; None when nothing is on file, so that the household's word stands."""

HOUSEHOLD = ""
"""In place of a person: what concerns all of them."""


def _nothing(_: Evidence) -> Iterable[Fact]:
    return ()


def _nothing_compared(_: Evidence) -> Iterable[Comparison]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """`about`: of whom the answer must speak before it proves anything of the household. `causes`: cause -> how the
    records prove it. `mute_because`: of an item that proves and compares nothing, why it is asked all the same.
    """

    shape: type[Struct]
    about: Literal["applicant", "adults", "members"]
    proves: Callable[[Evidence], Iterable[Fact]] = _nothing
    compares: Callable[[Evidence], Iterable[Comparison]] = _nothing_compared
    causes: Mapping[str, Callable[[Evidence], Answer]] = field(default_factory=dict)
    mute_because: str = ""

    @property
    def is_mute(self) -> bool:
        return self.proves is _nothing and self.compares is _nothing_compared and not self.causes


def of_some(answered: Callable[[dict[str, Shape]], Value]) -> Callable[[dict[str, Shape]], Found]:
    """Where the agency has nobody on file it says nothing, and the household's word stands."""
    return lambda known: answered(known) if known else NOTHING_ON_FILE


def compared(
    item: Item,
    fact: str,
    person: str,
    declared: Value,
    answered: Value,
    agrees: bool | None = None,
    grade: Literal["direct", "indirect"] = "direct",
) -> Comparison:
    """`agrees` None: when both say the same."""
    return Comparison(
        item=item.value,
        agency=agency_of(item.value),
        fact=fact,
        person=person,
        declared=declared,
        answered=answered,
        agrees=declared == answered if agrees is None else agrees,
        grade=grade,
    )
