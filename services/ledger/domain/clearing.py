"""Clearing one act, and looking at a batch once more before its money moves.

See docs/design/ledger.md#clearing-aid.
"""

from typing import Any

from contracts.ledger import ActCheck, AidCleared, AidHeld, BatchChecked, ClearanceExpired
from kernel.decider import Decider
from kernel.errors import UnknownEvent
from services.ledger.domain.commands import CheckBatch, CheckLine, Clear
from services.ledger.domain.events import ActPaid, ActRecorded, ActReleased, AidWaiting
from services.ledger.domain.rules import broken

UNKNOWN, RECORDED, WAITING, CLEARED, HELD, EXPIRED, RELEASED, PAID = (
    "unknown",
    "recorded",
    "waiting",
    "cleared",
    "held",
    "expired",
    "released",
    "paid",
)


def initial() -> str:
    return UNKNOWN


def evolve(state: str, event: Any) -> str:
    match event:
        case ActRecorded():
            return RECORDED
        case AidWaiting():
            return WAITING
        case AidCleared():
            return CLEARED
        case AidHeld():
            return HELD
        case ClearanceExpired():
            return EXPIRED
        case ActReleased():
            return RELEASED
        case ActPaid():
            return PAID
        case _:
            raise UnknownEvent(event)


DECIDER = Decider(initial, evolve)


def clear(command: Clear, state: str) -> list[Any]:
    """Cleared, held, or waiting for the file; an act decided once is not decided again."""
    if state not in (UNKNOWN, WAITING):
        return []
    recorded: list[Any] = [command.act] if state == UNKNOWN else []
    if command.file.opened_on is None:
        return [*recorded, AidWaiting(act=command.act.act)] if state == UNKNOWN else []
    found = broken(command.act, command.file, command.neighbours)
    if found is None:
        return [
            *recorded,
            AidCleared(act=command.act.act, expires_on=command.expires_on, marks=command.marks),
        ]
    other = found.other.shown if found.other else None
    return [*recorded, AidHeld(act=command.act.act, rule=found.rule, clause=found.clause, other=other)]


def expire(act: str, status: str | None) -> list[Any]:
    """Only a clearance that no batch has confirmed expires; `status` is the index's, read under the locks."""
    return [ClearanceExpired(act=act)] if status == CLEARED else []


def release(act: str, reason: str, state: str) -> list[Any]:
    """Even of an act that was paid: assistance takes one back only after the bank has returned its money."""
    return [] if state == RELEASED else [ActReleased(act=act, reason=reason)]


def check(command: CheckBatch) -> BatchChecked:
    """One verdict for the whole batch; what is not confirmed is revoked, and the money goes by this alone."""
    checks = tuple(_checked(line, command) for line in command.lines)
    total = sum(one.amount for one in checks if one.confirmed)
    return BatchChecked(fund=command.fund, acts=checks, total=total)


def _checked(line: CheckLine, command: CheckBatch) -> ActCheck:
    rule, other = None, None
    if line.recorded is None or line.status != CLEARED or line.recorded.amount != line.amount:
        rule = "not_cleared"
    elif line.expires_on is not None and line.expires_on < command.today:
        rule = "clearance_expired"
    elif (found := broken(line.recorded, line.file, line.neighbours)) is not None:
        rule, other = found.rule, found.other.shown if found.other else None
    return ActCheck(
        act=line.act,
        household=line.household,
        confirmed=rule is None,
        amount=line.amount,
        rule=rule,
        other=other,
    )
