"""What the ledger records of foreign facts, as its own: its index folds from these alone.

See docs/design/ledger.md#the-aid-index.
"""

from datetime import date

import msgspec

from kernel.fen import Fen
from kernel.period import Period
from kernel.personal import Personal


class ActRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """A union's proposal, as far as clearing needs it."""

    act: str
    household: str
    org_path: str
    giver: str
    kind: str
    period: Period
    amount: Fen
    profile: str
    beneficiaries: tuple[str, ...]
    account: str
    bill: str | None = None


class AidWaiting(msgspec.Struct, frozen=True, kw_only=True):
    """The household's file is not known here yet: decided when its opening comes."""

    act: str


class ActReleased(msgspec.Struct, frozen=True, kw_only=True):
    """The giver withdrew the act: it stands in nobody's way any more."""

    act: str
    reason: str


class ActPaid(msgspec.Struct, frozen=True, kw_only=True):
    """The bank paid the act."""

    act: str
    paid_on: date


class FileRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """A household's file is open, with these members."""

    household: str
    org_path: str
    members: tuple[str, ...]
    account: str
    opened_on: date


class FileClosureRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The household's file was closed: aid proposed from now on is held."""

    household: str
    closed_on: date


class OutsideAidRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """Aid that an agency or charity gave by itself and reported; `raw` is the signed message as received."""

    report: str
    giver: str
    kind: str
    period: Period
    amount: Fen
    beneficiaries: tuple[str, ...]
    account: str | None = None
    bill: str | None = None
    raw: Personal[str]


EVENTS: dict[str, type] = {
    "jiekun.ledger.internal.ActRecorded.v1": ActRecorded,
    "jiekun.ledger.internal.AidWaiting.v1": AidWaiting,
    "jiekun.ledger.internal.ActReleased.v1": ActReleased,
    "jiekun.ledger.internal.ActPaid.v1": ActPaid,
    "jiekun.ledger.internal.FileRecorded.v1": FileRecorded,
    "jiekun.ledger.internal.FileClosureRecorded.v1": FileClosureRecorded,
    "jiekun.ledger.internal.OutsideAidRecorded.v1": OutsideAidRecorded,
}
