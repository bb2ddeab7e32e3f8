"""What the ledger is asked; everything a decision needs comes in as data, read under the locks of its keys."""

from datetime import date

import msgspec

from contracts.ledger import OtherAct
from kernel.fen import Fen
from kernel.period import Period
from services.ledger.domain.events import ActRecorded


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Another live act that shares a beneficiary, the household or the bill; `shown` is what may be told of it."""

    act: str
    kind: str
    period: Period
    bill: str | None
    shares_person: bool
    money_gone: bool
    """confirmed for payment, paid, or given by somebody outside"""
    shown: OtherAct


class FileState(msgspec.Struct, frozen=True):
    """What is known of the household's file: not at all (`opened_on` None), open, or closed."""

    opened_on: date | None = None
    closed_on: date | None = None


class Clear(msgspec.Struct, frozen=True, kw_only=True):
    """Clear this act, or hold it."""

    act: ActRecorded
    file: FileState
    neighbours: tuple[Neighbour, ...]
    today: date
    expires_on: date
    marks: dict[str, int]


class CheckLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a batch as the index knows it; `act` None when the ledger never heard of it."""

    act: str
    household: str
    amount: Fen
    recorded: ActRecorded | None
    status: str | None
    expires_on: date | None
    file: FileState
    neighbours: tuple[Neighbour, ...]


class CheckBatch(msgspec.Struct, frozen=True, kw_only=True):
    fund: str
    lines: tuple[CheckLine, ...]
    today: date
