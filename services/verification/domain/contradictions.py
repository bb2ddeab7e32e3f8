"""Cross-check of registers: what two agencies both say of one person, and whether they say the same.

Each is right by its own books, and no rule can tell which of them is late: both stand side by side before a person.
No two items speak of the same property today: houses, vehicles, firms and deposits have one register each.
"""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from kernel.items import Item
from kernel.personal import Withheld
from services.verification.domain.events import Record
from services.verification.domain.item_states import Answered, Standing

AT_WORK: Final = ("employed", "flexible", "sick_leave")
OUT_OF_WORK: Final = ("laid_off", "unemployed", "none")


class Side(Struct, frozen=True):
    """`says`: of the fact; None: nothing. `corrected`: the record, were the other side right; None: as if the agency
    had nothing on file about the person."""

    item: Item
    says: Callable[[Record], bool | None]
    corrected: Callable[[Record], Record | None]


class Difference(Struct, frozen=True):
    """Two items say different things of a person (token)."""

    fact: str
    person: str
    items: tuple[str, str]


def _works(record: Record) -> bool | None:
    employment = record["employment"]
    return True if employment in AT_WORK else False if employment in OUT_OF_WORK else None


def _earns(record: Record) -> bool | None:
    """That tax has no income of somebody does not say that they have no work."""
    return True if str(record["monthly_income"]).strip("0.") else None


def _draws_or_works(record: Record) -> bool | None:
    return True if record["pension"] or record["employment"] in AT_WORK else None


def _on_the_rural_register(record: Record) -> bool | None:
    return True if record["registered"] else None


def _nothing_on_file(_: Record) -> Record | None:
    return None


PAIRS: Final[dict[str, tuple[Side, Side]]] = {
    "alive": (
        Side(Item.HUKOU, lambda record: record["alive"] is True, lambda record: {**record, "alive": True}),
        Side(Item.SOCIAL_INSURANCE, _draws_or_works, _nothing_on_file),
    ),
    "at_work": (
        Side(Item.SOCIAL_INSURANCE, _works, lambda record: {**record, "employment": "employed"}),
        Side(Item.TAX, _earns, _nothing_on_file),
    ),
    "rural": (
        Side(
            Item.HUKOU,
            lambda record: record["hukou_kind"] == "rural",
            lambda record: {**record, "hukou_kind": "rural"},
        ),
        Side(Item.RURAL_REGISTER, _on_the_rural_register, lambda record: {**record, "registered": False}),
    ),
}
"""Fact -> the two items that speak of it. Tax may have the dead on file for years, and says nothing of who is alive."""


def differences(items: Mapping[str, Standing]) -> list[Difference]:
    """All of them, in the order of their facts and persons."""
    found: list[Difference] = []
    for fact, (one, other) in PAIRS.items():
        those, these = records_of(items, one.item), records_of(items, other.item)
        for person in sorted(those.keys() & these.keys()):
            said = one.says(those[person]), other.says(these[person])
            if None not in said and said[0] != said[1]:
                found.append(Difference(fact, person, (one.item.value, other.item.value)))
    return found


def records_of(items: Mapping[str, Standing], item: str) -> dict[str, Record]:
    """Token -> record; {} without an answer that can be read."""
    standing = items.get(item)
    if not isinstance(standing, Answered) or isinstance(standing.records, Withheld):
        return {}
    return {str(record["person"]): record for record in standing.records}


def with_the_other_right(fact: str, item: str, person: str, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The item's records once a person has found that the other agency is right about this one."""
    side = next(side for side in PAIRS[fact] if side.item == item)
    corrected = [side.corrected(record) if record["person"] == person else record for record in records]
    return tuple(record for record in corrected if record is not None)
