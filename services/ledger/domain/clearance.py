"""State machine of an act in the ledger: cleared or held, looked at again before its money moves.

See docs/design/ledger.md#clearing-aid.
"""

from datetime import date

from msgspec import structs

from contracts.ledger import ActCheck, AidCleared, AidHeld, BatchChecked, ClearanceExpired
from kernel.aid_status import AidStatus
from kernel.decider import Decider
from kernel.errors import UnknownEvent
from services.ledger.domain.commands import CheckBatch, CheckLine, Clear, FileState
from services.ledger.domain.events import ActPaid, ActRecorded, ActReleased, AidWaiting
from services.ledger.domain.rules import (
    Broken,
    against_payment,
    aid_follows_the_opening_of_the_file,
    no_aid_is_for_a_time_after_a_death,
    overlap,
)


def initial() -> AidStatus:
    return AidStatus.UNKNOWN


def evolve(state: AidStatus, event: object) -> AidStatus:
    match event:
        case ActRecorded():
            return AidStatus.RECORDED
        case AidWaiting():
            return AidStatus.WAITING
        case AidCleared():
            return AidStatus.CLEARED
        case AidHeld():
            return AidStatus.HELD
        case ClearanceExpired():
            return AidStatus.EXPIRED
        case ActReleased():
            return AidStatus.RELEASED
        case ActPaid():
            return AidStatus.PAID
        case _:
            raise UnknownEvent(event)


CLEARANCE = Decider(initial, evolve)


def clear(command: Clear, state: AidStatus) -> list[object]:
    """Cleared, held, or waiting for the file; an act that is known is not decided again."""
    return [ActRecorded(**structs.asdict(command.act)), _verdict(command)] if state is AidStatus.UNKNOWN else []


def clear_again(command: Clear, state: AidStatus) -> list[object]:
    """What stood in the way has changed: the file came, or the other act was corrected or taken back."""
    verdict = _verdict(command)
    undecided = state in (AidStatus.WAITING, AidStatus.HELD)
    return [verdict] if undecided and not isinstance(verdict, AidWaiting) else []


def hold_again(command: Clear, state: AidStatus) -> list[object]:
    """A cleared act, once its household's file is in doubt."""
    verdict = _verdict(command)
    return [verdict] if state is AidStatus.CLEARED and isinstance(verdict, AidHeld) else []


def _verdict(command: Clear) -> AidCleared | AidHeld | AidWaiting:
    act = command.act.act
    if command.file is FileState.UNKNOWN:
        return AidWaiting(act=act)
    broken = (
        aid_follows_the_opening_of_the_file(command.act, command.opened_on)
        or overlap(command.act, command.file, command.neighbours)
        or no_aid_is_for_a_time_after_a_death(command.act, command.first_death)
    )
    if broken is None:
        return AidCleared(act=act, expires_on=command.expires_on, marks=command.marks)
    return AidHeld(act=act, rule=broken.rule, clause=broken.clause, other=broken.shown)


def expire(act: str, status: AidStatus, expires_on: date | None, today: date) -> list[object]:
    """Only a clearance that no batch has confirmed expires, and not one that was given anew; `status` is the index's,
    read under the locks."""
    over = expires_on is None or expires_on < today
    return [ClearanceExpired(act=act)] if status is AidStatus.CLEARED and over else []


def release(act: str, reason: str, state: AidStatus) -> list[object]:
    """Even of an act that was paid: assistance takes one back only after the bank has returned its money."""
    return [] if state is AidStatus.RELEASED else [ActReleased(act=act, reason=reason)]


def pay(act: str, paid_on: date, state: AidStatus) -> list[object]:
    """The bank's word is taken once."""
    return [] if state is AidStatus.PAID else [ActPaid(act=act, paid_on=paid_on)]


def check(command: CheckBatch) -> BatchChecked:
    """One verdict for the whole batch; what is not confirmed is revoked, and the money goes by this alone."""
    checks = tuple(_checked(line, against_payment(line, command.today)) for line in command.lines)
    total = sum(one.amount for one in checks if one.confirmed)
    return BatchChecked(fund=command.fund, acts=checks, total=total)


def _checked(line: CheckLine, broken: Broken | None) -> ActCheck:
    return ActCheck(
        act=line.act,
        household=line.household,
        confirmed=broken is None,
        amount=line.amount,
        rule=broken.rule if broken else None,
        other=broken.shown if broken else None,
    )
