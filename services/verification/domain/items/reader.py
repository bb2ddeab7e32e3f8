"""Strict reader: the records of one answer in their item's shape. What does not fit is no answer."""

from collections.abc import Iterable, Mapping

import msgspec

from kernel.items import Item
from services.verification.domain.events import Record
from services.verification.domain.items import ITEMS
from services.verification.domain.records import KEPT_ONE_BY_ONE_MAX


class Unreadable(ValueError):
    """Not an answer to the question. `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(item: str, given: Iterable[Mapping[str, object]], persons: tuple[str, ...]) -> tuple[Record, ...]:
    """The records in the order of their persons, with the item's facts and nothing else that was sent along.

    Raises `Unreadable` unless each is about another one of the persons asked about, in the item's shape.
    """
    shape = ITEMS[Item(item)].shape
    found: dict[str, Record] = {}
    for record in given:
        person = record.get("person")
        if not isinstance(person, str) or person not in persons:
            raise Unreadable("about_a_person_not_asked")
        if person in found:
            raise Unreadable("one_person_twice")
        try:
            facts = msgspec.to_builtins(msgspec.convert(record, shape))
        except msgspec.ValidationError:
            raise Unreadable("records_malformed") from None
        found[person] = {"person": person, **facts}
    return _bounded([found[person] for person in sorted(found)])


def _bounded(records: list[Record]) -> tuple[Record, ...]:
    """With what is told one by one, while that is a household's; else with the sums alone."""
    listed = sum(len(value) for record in records for value in record.values() if isinstance(value, tuple))
    if listed <= KEPT_ONE_BY_ONE_MAX:
        return tuple(records)
    return tuple({name: told for name, told in record.items() if not isinstance(told, tuple)} for record in records)
