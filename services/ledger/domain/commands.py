"""Commands: what the ledger is asked. All that a decision needs comes in as data, read under the locks of its keys."""

from datetime import date
from enum import Enum, auto

import msgspec

from kernel.aid_status import AidStatus
from kernel.fen import Fen
from services.ledger.domain.aid import Act
from services.ledger.domain.neighbours import Neighbour


class FileState(Enum):
    """The household's file, as far as the ledger has heard of it."""

    UNKNOWN = auto()
    OPEN = auto()
    DOUBTED = auto()
    """Open, and checked again since an agency's answer turned out otherwise."""
    CLOSED = auto()


class Clear(msgspec.Struct, frozen=True, kw_only=True):
    """Clear this act, or hold it. `first_death`: when the first of its beneficiaries died."""

    act: Act
    file: FileState
    opened_on: date | None = None
    first_death: date | None = None
    neighbours: tuple[Neighbour, ...]
    expires_on: date
    marks: dict[str, int]


class CheckLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a batch; `indexed` is the act as the index has it, None when the ledger never heard of it."""

    act: str
    household: str
    amount: Fen
    indexed: Act | None
    status: AidStatus
    expires_on: date | None
    file: FileState
    first_death: date | None = None
    neighbours: tuple[Neighbour, ...]


class CheckBatch(msgspec.Struct, frozen=True, kw_only=True):
    """Confirm or revoke each act of this batch, before its money moves."""

    fund: str
    lines: tuple[CheckLine, ...]
    today: date
