"""A payment batch: closed, checked by the ledger, settled when the bank has answered for each confirmed act."""

from datetime import date
from enum import StrEnum
from typing import Any, Final

import msgspec
from msgspec import Struct

from contracts.assistance import ActLine, PaymentBatchClosed
from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from services.assistance.domain.commands import BankResult, CloseBatch, RecordCheck, RecordResults
from services.assistance.domain.duties import Hands, Step, require_apart
from services.assistance.domain.events import (
    BankFileShown,
    BankResultRecorded,
    BatchCheckRecorded,
    BatchSettled,
    CheckedLine,
)

ACTS_MAX: Final = 90
"""The ledger answers for all acts in one event of at most 48 KiB, and may have to name another act in the way of each
(some 500 bytes). A check too large to write would stop the ledger for good.

See docs/decisions/0008-a-payment-batch-holds-ninety-acts.md.
"""

LINES_BYTES_MAX: Final = 44 * 1024
"""The lines travel in one event too, and households with many members make them long."""


class Status(StrEnum):
    """How each state is called outside."""

    CLOSED = "closed"
    CHECKED = "checked"
    SETTLED = "settled"


class NoBatch(Struct, frozen=True):
    """Nothing happened yet."""


class Closed(Struct, frozen=True):
    batch: PaymentBatchClosed


class Checked(Struct, frozen=True):
    """`open`: confirmed acts of which the bank has said nothing yet."""

    batch: PaymentBatchClosed
    lines: tuple[CheckedLine, ...]
    total: int
    open: frozenset[str]
    settled: bool = False


State = NoBatch | Closed | Checked


def initial() -> State:
    return NoBatch()


def evolve(state: State, event: Any) -> State:
    match event, state:
        case PaymentBatchClosed(), NoBatch():
            return Closed(event)
        case BatchCheckRecorded(), Closed():
            confirmed = frozenset(line.act for line in event.lines if line.confirmed)
            return Checked(state.batch, event.lines, event.total, confirmed)
        case BankResultRecorded(), Checked():
            return msgspec.structs.replace(state, open=state.open - {act for act, _ in event.results})
        case BatchSettled(), Checked():
            return msgspec.structs.replace(state, settled=True)
        case BankFileShown(), Checked():
            return state
        case _:
            raise UnknownEvent(event)


BATCH = Decider(initial, evolve)


def fitting(lines: list[ActLine]) -> list[ActLine]:
    """The first lines that go into one batch; the rest is for the next."""
    taken: list[ActLine] = []
    room = LINES_BYTES_MAX
    for line in lines[:ACTS_MAX]:
        room -= len(msgspec.json.encode(line)) + 1
        if room < 0:
            break
        taken.append(line)
    return taken


def close(command: CloseBatch) -> list[object]:
    """By somebody who neither established the fund nor proposed an act of it that is to be paid."""
    if not command.lines:
        raise DomainError("nothing_to_pay")
    if command.year != command.today.year:
        raise DomainError("fund_of_another_year", year=str(command.year))
    require_apart(Step.CLOSE, command.by, command.hands)
    total = sum(line.amount for line in command.lines)
    return [PaymentBatchClosed(fund=command.fund, org_path=command.org_path, acts=command.lines, total=total)]


def record_check(command: RecordCheck, state: State) -> list[object]:
    """Once. A batch of which nothing was confirmed is settled with it."""
    if isinstance(state, NoBatch):
        raise DomainError("batch_unknown")
    if isinstance(state, Checked):
        return []
    recorded = BatchCheckRecorded(fund=command.fund, lines=command.lines, total=command.total)
    nothing_left = not any(line.confirmed for line in command.lines)
    return [recorded, BatchSettled(settled_on=command.today)] if nothing_left else [recorded]


def show_bank_file(batch: str, by: str, hands: Hands, plans: dict[str, int], state: State) -> list[object]:
    """The accounts are opened for somebody who did not close the batch, and books nothing of it.

    `plans`: the version of each household's plan whose account is shown.
    """
    checked = require_checked(state)
    require_apart(Step.RELEASE, by, hands)
    lines = sum(line.confirmed for line in checked.lines)
    return [BankFileShown(batch=batch, lines=lines, total=checked.total, plans=plans)]


def record_results(command: RecordResults, state: State) -> list[object]:
    """By somebody who neither closed the batch nor took its file to the bank."""
    checked = require_checked(state)
    require_apart(Step.BOOK, command.by, command.hands)
    if not command.news:
        return []
    left = checked.open - {result.act for result in command.news}
    settled = not left and not checked.settled
    recorded = BankResultRecorded(results=tuple((result.act, result.outcome) for result in command.news))
    return [recorded, BatchSettled(settled_on=command.today)] if settled else [recorded]


def require_possible_day(result: BankResult, closed_on: date, today: date) -> None:
    """A bank speaks of days between the batch's closing and today."""
    if not closed_on <= result.on <= today:
        raise DomainError("result_day_impossible", act=result.act, first=closed_on.isoformat(), last=today.isoformat())


def require_checked(state: State) -> Checked:
    if not isinstance(state, Checked):
        raise DomainError("batch_not_checked")
    return state
