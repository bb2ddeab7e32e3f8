"""Events of the ledger's own, what it records of foreign facts: its index folds from these alone.

See docs/design/ledger.md#the-aid-index.
"""

from datetime import date, datetime

import msgspec

from kernel.event_types import internal_types
from kernel.personal import Personal
from services.ledger.domain.aid import Act, OutsideAid


class ActRecorded(Act, frozen=True, kw_only=True):
    """A union's proposal reached the ledger."""


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


class FileChangeRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The household's file has these members from now on; `died`: who of those before did, since `on`.

    `same`: (token that was, token now) of one person, whose aid under the old token counts under the new.
    """

    household: str
    members: tuple[str, ...]
    account: str
    on: date
    died: tuple[str, ...] = ()
    same: tuple[tuple[str, str], ...] = ()


class FileMoveRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The household's file is kept by another union from now on."""

    household: str
    org_path: str


class FileClosureRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The household's file was closed: aid proposed from now on is held."""

    household: str
    closed_on: date


class FileDoubted(msgspec.Struct, frozen=True, kw_only=True):
    """A re-check began because an agency's answer turned out otherwise: unpaid aid is held until it ends. `since`: the
    day of the decision that rested on the answer."""

    household: str
    round: int
    since: date


class FileTrusted(msgspec.Struct, frozen=True, kw_only=True):
    """The re-check kept the file: what was held for it is decided anew."""

    household: str


class OutsideAidRecorded(OutsideAid, frozen=True, kw_only=True):
    """An agency or charity reported aid that it gave by itself, at `reported_at` by its own word."""

    reported_at: datetime | None = None


class OutsideAidCorrected(OutsideAid, frozen=True, kw_only=True):
    """The giver says what it gave otherwise than it told; the whole of it anew."""

    reported_at: datetime


class OutsideAidWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The giver takes its report back: the aid stands in nobody's way any more."""

    report: str
    reported_at: datetime
    raw: Personal[str]


_OWN = (
    ActRecorded, AidWaiting, ActReleased, ActPaid, FileRecorded, FileChangeRecorded, FileMoveRecorded,
    FileClosureRecorded, FileDoubted, FileTrusted,
    OutsideAidRecorded, OutsideAidCorrected, OutsideAidWithdrawn,
)  # fmt: skip

EVENTS = internal_types("ledger", _OWN)
