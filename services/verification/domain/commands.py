"""What can be asked of an inquiry: one screen. Times, ids and hashes come in as data."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from services.verification.domain.events import Consent, Declaration, Earlier, Question, Receipt, Record, Way


class Open(Struct, frozen=True, kw_only=True):
    """A round begins: `questions` and `persons` as the consent allows them (`rules.questions_allowed`). `offices`:
    item -> who answers it in that place."""

    round: int
    org_path: str
    region: str
    items: tuple[str, ...]
    consent: Consent
    persons: tuple[str, ...]
    questions: tuple[Question, ...]
    hashes: dict[str, str]
    declared: Declaration
    earlier: tuple[Earlier, ...]
    today: date
    due_on: date
    asked_at: datetime
    offices: Mapping[str, str] = {}
    stand_ins: dict[str, str] = {}
    purpose: Literal["", "verification", "recheck"] = ""


class TakeAnswer(Struct, frozen=True, kw_only=True):
    """A callback whose signature holds; `declined` is the agency's reason code for not answering.

    `records` are as they were sent, not yet judged. `standing`: given, corrected or withdrawn, by the agency's word and
    at its own time, `told_at`; a correction that is dated after `not_after` is none.
    """

    agency: str
    reference: str
    question_hash: str | None
    declined: str | None
    records: tuple[dict[str, Any], ...]
    raw: bytes
    today: date
    standing: str = "given"
    told_at: datetime | None = None
    not_after: datetime | None = None
    came_by: Way = "message"
    receipt: Receipt | None = None


class Carry(Struct, frozen=True, kw_only=True):
    """What became of an item in an earlier round, for the round that rests on it; `records` None: it was taken back."""

    item: str
    records: tuple[Record, ...] | None
    because: str
    evidence: str
    told_at: datetime
    today: date


class TakePush(Struct, frozen=True, kw_only=True):
    """What an agency has on file about `person` (token) now; no records: nothing."""

    item: str
    person: str
    records: tuple[Record, ...]
    evidence: str
    told_at: datetime
    today: date


class LeaveForSheet(Struct, frozen=True):
    """The agency works by sheet: its questions about these items are not posted."""

    agency: str
    items: tuple[str, ...]


class CarryBySheet(Struct, frozen=True, kw_only=True):
    """A question sheet is made; `earlier`: item -> the sheet on which it went out last."""

    sheet: str
    agency: str
    items: tuple[str, ...]
    earlier: dict[str, str]


class RefuseQuestion(Struct, frozen=True, kw_only=True):
    """The consent does not cover the item any more, at the moment when it would be sent."""

    item: str
    today: date


class Remind(Struct, frozen=True):
    """The day has come on which silent offices are reminded."""

    today: date


class EndInquiry(Struct, frozen=True):
    """The term is over."""

    today: date


class EndConsent(Struct, frozen=True):
    """`persons` (tokens) have taken their consent back."""

    persons: tuple[str, ...]
    today: date


class Stop(Struct, frozen=True):
    reason: str


class Settle(Struct, frozen=True, kw_only=True):
    """Side `stands` of the contradiction, from 1, is right."""

    contradiction: str
    stands: int
    by: str
    reason: str
    today: date


class SignSettlement(Struct, frozen=True, kw_only=True):
    contradiction: str
    by: str
    today: date


class DeclineSettlement(Struct, frozen=True, kw_only=True):
    contradiction: str
    reason: str
