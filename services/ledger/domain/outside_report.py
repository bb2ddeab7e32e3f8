"""State machine of one outside report: told once, corrected or taken back by its giver; one name says one thing."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from services.ledger.domain.aid import OutsideAid
from services.ledger.domain.events import OutsideAidCorrected, OutsideAidRecorded, OutsideAidWithdrawn

BEGINS_DAYS_BEFORE: Final = 366 * 2
BEGINS_DAYS_AFTER: Final = 366
ENDS_DAYS_AFTER: Final = 366 * 3
"""How far from the day of the report its aid may begin and end (ours): nobody speaks for a lifetime."""

TOLD_BEFORE_RECEIPT_MAX: Final = timedelta(days=7)
"""How long an event may have waited for its message (ours): a sender that was down for a week still gets through."""
TOLD_AFTER_RECEIPT_MAX: Final = timedelta(seconds=60)
"""Clocks of two machines differ by less. A later time would bar every honest correction until it has come."""


class Standing(StrEnum):
    """What a report says of its act: given; given otherwise than was told; not given after all."""

    GIVEN = "given"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Unreported(msgspec.Struct, frozen=True):
    """Nobody told of it."""


class Told(msgspec.Struct, frozen=True):
    """`reported_at` None: by an event older than the field."""

    aid: OutsideAid
    reported_at: datetime | None
    withdrawn: bool = False


State = Unreported | Told


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What the sender says, when it says so and when that came, and what the table lets it speak of.

    `received_between`: the business clock and the real one, the earlier first; they are apart where a clock is moved.
    """

    aid: OutsideAid
    standing: Standing
    reported_at: datetime
    received_between: tuple[datetime, datetime]
    reportable: frozenset[str]
    today: date


def initial() -> State:
    return Unreported()


def evolve(state: State, event: object) -> State:
    match event, state:
        case OutsideAidRecorded() | OutsideAidCorrected(), _:
            return Told(event, event.reported_at)
        case OutsideAidWithdrawn(), Told():
            return Told(state.aid, event.reported_at, withdrawn=True)
        case _:
            raise UnknownEvent(event)


OUTSIDE_REPORT: Final = Decider(initial, evolve)


def report(command: Report, state: State) -> list[object]:
    """The same again yields nothing. Another content under the same name is refused, unless it says it corrects.

    A time that cannot be is refused before all else; what is recorded already may come again at any time.
    """
    if isinstance(state, Told) and _says_the_same(command, state):
        return []
    earliest, latest = command.received_between
    if not earliest - TOLD_BEFORE_RECEIPT_MAX <= command.reported_at <= latest + TOLD_AFTER_RECEIPT_MAX:
        raise DomainError("report_time_invalid")
    if isinstance(state, Told):
        return _changed(command, state)
    if command.standing is not Standing.GIVEN:
        raise DomainError("report_unknown")
    _require_acceptable(command)
    return [OutsideAidRecorded(**msgspec.structs.asdict(command.aid), reported_at=command.reported_at)]


def _changed(command: Report, state: Told) -> list[object]:
    """An old message that comes late brings back nothing that was corrected or taken back since."""
    if state.withdrawn or (state.reported_at is not None and command.reported_at <= state.reported_at):
        raise DomainError("report_superseded")
    match command.standing:
        case Standing.GIVEN:
            raise DomainError("report_changed")
        case Standing.CORRECTED:
            _require_acceptable(command)
            return [OutsideAidCorrected(**msgspec.structs.asdict(command.aid), reported_at=command.reported_at)]
        case Standing.WITHDRAWN:
            return [
                OutsideAidWithdrawn(report=command.aid.report, reported_at=command.reported_at, raw=command.aid.raw)
            ]


def _require_acceptable(command: Report) -> None:
    aid, today = command.aid, command.today
    if aid.kind not in command.reportable:
        raise DomainError("aid_kind_not_senders")
    if aid.amount <= 0:
        raise DomainError("amount_not_positive")
    begins_near = -BEGINS_DAYS_BEFORE <= (aid.period.first - today).days <= BEGINS_DAYS_AFTER
    if not (begins_near and aid.period.last - today <= timedelta(days=ENDS_DAYS_AFTER)):
        raise DomainError("period_too_far")


def _says_the_same(command: Report, state: Told) -> bool:
    if state.withdrawn or command.standing is Standing.WITHDRAWN:
        return state.withdrawn and command.standing is Standing.WITHDRAWN
    return _content(command.aid) == _content(state.aid)


def _content(aid: OutsideAid) -> tuple[object, ...]:
    """All that is told but the message itself, whose times and signature are new at each try."""
    return aid.giver, aid.kind, aid.period, aid.amount, set(aid.beneficiaries), aid.account, aid.bill
