"""The rules of overlap: each a named sentence with its clause; the answer says which one spoke.

See docs/domain.md#overlap.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from services.ledger.domain.commands import FileState, Neighbour
from services.ledger.domain.events import ActRecorded


class Broken(NamedTuple):
    """A rule that speaks against an act; `other` is the act that stands in the way, if one does."""

    rule: str
    clause: str
    other: Neighbour | None = None


Rule = Callable[[ActRecorded, FileState, Sequence[Neighbour]], Broken | None]


def aid_goes_to_a_household_whose_file_is_open(
    act: ActRecorded, file: FileState, neighbours: Sequence[Neighbour]
) -> Broken | None:
    if file.closed_on is not None:
        return Broken("file_closed", "shantou §三(三)")
    return None


def the_same_kind_reaches_a_person_once_in_a_period(
    act: ActRecorded, file: FileState, neighbours: Sequence[Neighbour]
) -> Broken | None:
    for other in neighbours:
        if other.shares_person and other.kind == act.kind and other.period.overlaps(act.period):
            return Broken("same_kind_same_person", "kaifeng §二.3", other)
    return None


def a_bill_is_reimbursed_once(act: ActRecorded, file: FileState, neighbours: Sequence[Neighbour]) -> Broken | None:
    for other in neighbours:
        if act.bill is not None and other.bill == act.bill:
            return Broken("same_bill", "baisha §六(二)", other)
    return None


RULES: tuple[Rule, ...] = (
    aid_goes_to_a_household_whose_file_is_open,
    the_same_kind_reaches_a_person_once_in_a_period,
    a_bill_is_reimbursed_once,
)


def broken(act: ActRecorded, file: FileState, neighbours: Sequence[Neighbour]) -> Broken | None:
    """The first rule that speaks against the act, or None."""
    for rule in RULES:
        if (found := rule(act, file, neighbours)) is not None:
            return found
    return None
