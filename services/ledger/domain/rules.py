"""Policies as named values: each rule is a sentence with its clause, and the verdict says which one spoke.

Rules of overlap look at an act and what stands near it; rules of payment at one act of a batch, before its money moves.

See docs/domain.md#overlap.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from contracts.ledger import OtherAct
from kernel.aid_status import AidStatus
from services.ledger.domain.aid import Act
from services.ledger.domain.commands import CheckLine, FileState
from services.ledger.domain.neighbours import Neighbour


class Broken(NamedTuple):
    """A rule that speaks against an act; `other` is the aid that stands in the way, if any does.

    `clause` is empty where no document speaks, but the order of clearance itself.
    """

    rule: str
    clause: str = ""
    other: Neighbour | None = None

    @property
    def shown(self) -> OtherAct | None:
        return self.other.shown if self.other else None


BEGINS_BEFORE_FILE_DAYS_MAX: Final = 366
"""A school year is the longest period that aid is given for (ours)."""

PAID_ON_CORRECTED_FACT: Final = Broken("paid_on_corrected_fact")
"""Found when money has left already; no rule of clearance asks it."""

OverlapRule = Callable[[Act, FileState, Sequence[Neighbour]], Broken | None]
PaymentRule = Callable[[CheckLine, date], Broken | None]


def aid_goes_to_a_household_whose_file_is_open(
    act: Act, file: FileState, neighbours: Sequence[Neighbour]
) -> Broken | None:
    return Broken("file_closed", "kaifeng §五(二)") if file is FileState.CLOSED else None


def the_same_kind_reaches_a_person_once_in_a_period(
    act: Act, file: FileState, neighbours: Sequence[Neighbour]
) -> Broken | None:
    for other in neighbours:
        if other.shares_person and other.kind == act.kind and other.period.overlaps(act.period):
            return Broken("same_kind_same_person", "kaifeng §二3", other)
    return None


def a_bill_is_reimbursed_once(act: Act, file: FileState, neighbours: Sequence[Neighbour]) -> Broken | None:
    for other in neighbours:
        if act.bill is not None and other.bill == act.bill:
            return Broken("same_bill", "baisha §六(二)", other)
    return None


def aid_waits_while_the_file_is_in_doubt(act: Act, file: FileState, neighbours: Sequence[Neighbour]) -> Broken | None:
    """复查未结: what the file rests on turned out otherwise, and nobody has kept it since."""
    return Broken("facts_in_doubt") if file is FileState.DOUBTED else None


OVERLAP_RULES: tuple[OverlapRule, ...] = (
    aid_goes_to_a_household_whose_file_is_open,
    aid_waits_while_the_file_is_in_doubt,
    the_same_kind_reaches_a_person_once_in_a_period,
    a_bill_is_reimbursed_once,
)


def overlap(act: Act, file: FileState, neighbours: Sequence[Neighbour]) -> Broken | None:
    """The first rule of overlap that speaks against the act, or None."""
    for rule in OVERLAP_RULES:
        if (broken := rule(act, file, neighbours)) is not None:
            return broken
    return None


def aid_follows_the_opening_of_the_file(act: Act, opened_on: date | None) -> Broken | None:
    """先建档、后帮扶. The month or school year in which a file opens may have begun before; what was over by then, or
    began longer ago than any such period, is aid for a time without a file."""
    if opened_on is None:
        return None
    began_long_before = (opened_on - act.period.first).days > BEGINS_BEFORE_FILE_DAYS_MAX
    return Broken("before_file", "总工发〔2015〕20号") if act.period.last < opened_on or began_long_before else None


def no_aid_is_for_a_time_after_a_death(act: Act, first_death: date | None) -> Broken | None:
    """What began before is owed; what begins after is proposed anew for those who live."""
    if first_death is None:
        return None
    return Broken("beneficiary_died") if act.period.first > first_death else None


def nothing_is_paid_while_the_file_is_in_doubt(line: CheckLine, today: date) -> Broken | None:
    """Said first: its hold may be on its way already."""
    return Broken("facts_in_doubt") if line.file is FileState.DOUBTED else None


def an_act_is_paid_as_it_was_cleared(line: CheckLine, today: date) -> Broken | None:
    as_cleared = line.indexed is not None and line.status is AidStatus.CLEARED and line.indexed.amount == line.amount
    return None if as_cleared else Broken("not_cleared")


def a_clearance_is_good_for_its_days(line: CheckLine, today: date) -> Broken | None:
    expired = line.expires_on is not None and line.expires_on < today
    return Broken("clearance_expired") if expired else None


def nothing_overlaps_meanwhile(line: CheckLine, today: date) -> Broken | None:
    return None if line.indexed is None else overlap(line.indexed, line.file, line.neighbours)


def nobody_died_meanwhile(line: CheckLine, today: date) -> Broken | None:
    return None if line.indexed is None else no_aid_is_for_a_time_after_a_death(line.indexed, line.first_death)


PAYMENT_RULES: tuple[PaymentRule, ...] = (
    nothing_is_paid_while_the_file_is_in_doubt,
    an_act_is_paid_as_it_was_cleared,
    a_clearance_is_good_for_its_days,
    nothing_overlaps_meanwhile,
    nobody_died_meanwhile,
)


def against_payment(line: CheckLine, today: date) -> Broken | None:
    """The first rule that speaks against paying the act today, or None."""
    for rule in PAYMENT_RULES:
        if (broken := rule(line, today)) is not None:
            return broken
    return None
