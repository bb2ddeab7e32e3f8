"""The fourteen items: which agency answers, from what it has on file.

One table is enough, because every agency does the same: it looks the persons up and tells what it knows.

See docs/domain.md#verification-items.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dci.questions import Person
from kernel import resident_id
from kernel.identifier import InvalidIdentifier
from kernel.items import AGENCY, Agency, Item

OnFile = Mapping[str, Mapping[str, Mapping[str, Any]]]


class Office(NamedTuple):
    """One that answers these items for the people of these places, under its own name and key."""

    chinese: str
    items: tuple[Item, ...]
    places: tuple[str, ...]


OFFICES: dict[str, Office] = {
    "tax-440507": Office("龙湖区税务局", (Item.TAX,), ("440507",)),
    "tax-440511": Office("金平区税务局", (Item.TAX,), ("440511",)),
    "platform-53": Office(
        "云南省居民家庭经济状况核对平台",
        (Item.HUKOU, Item.SOCIAL_INSURANCE, Item.TAX, Item.DIBAO, Item.REAL_ESTATE, Item.VEHICLE),
        ("53",),
    ),
}
"""Two bureaus of one kind in one city, and an authority that answers many items at once (yunnan §四(一))."""
AGENCIES: tuple[str, ...] = (*(agency.value for agency in Agency), *OFFICES)
CHARITY = "charity"
"""The fifteenth row: answers nothing, but gives aid and reports it, as civil affairs does."""


def answers(agency: str, item: str) -> bool:
    """Whether this agency or office is one to ask about this item."""
    return item in items_of(agency)


def registers(agency: str, item: str) -> tuple[str, str]:
    """What the register may be called that it is asked for: its own name, or that of the kind whose register it is."""
    return agency, AGENCY[Item(item)].value


def items_of(agency: str) -> tuple[Item, ...]:
    if agency in OFFICES:
        return OFFICES[agency].items
    return tuple(item for item in Item if AGENCY[item].value == agency)


def records(on_file: OnFile, item: str, persons: Iterable[Person]) -> list[dict[str, Any]]:
    """One record per person with something on file: `person` (the question's token) and the item's facts.

    A stranger's question has no tokens; its single record then needs none.
    """
    found = []
    for person in persons:
        facts = on_file.get(_as_18_digits(person.id_number), {}).get(item)
        if facts is not None:
            found.append(({"person": person.token} if person.token else {}) | dict(facts))
    return found


def _as_18_digits(number: str) -> str:
    try:
        return resident_id.to_18(number) if len(number) == 15 else number
    except InvalidIdentifier:
        return number
