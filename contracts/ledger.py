"""What the ledger tells: clearances, holds, batch checks, findings. Subject: the household, or the batch.

Plain on purpose: everything here is tokens, kinds, periods and amounts, and nothing of another household.
"""

from datetime import date

import msgspec

from kernel.fen import Fen
from kernel.period import Period


class OtherAct(msgspec.Struct, frozen=True, kw_only=True):
    """The act that stands in the way, as far as this giver may know it; `office` is whom to call.

    `act` and `household` only within the same scope (the same county); None across scopes:
    docs/design/ledger.md#what-may-be-told-of-the-other-act.
    """

    giver: str
    kind: str
    period: Period
    amount: Fen
    office: str
    office_phone: str
    act: str | None = None
    household: str | None = None


class AidCleared(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's yes to one act, before money. `marks`: how far foreign facts were known, by source."""

    act: str
    expires_on: date
    marks: dict[str, int] = {}


class AidHeld(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's no, with the rule (such as same_kind_same_person: docs/domain.md#overlap) and the other act."""

    act: str
    rule: str
    clause: str
    other: OtherAct | None = None


class ClearanceExpired(msgspec.Struct, frozen=True, kw_only=True):
    """No payment batch took the act in time: its place is free for others."""

    act: str


class ActCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a batch, looked at again at the last moment: confirmed, or revoked with its rule."""

    act: str
    household: str
    confirmed: bool
    amount: Fen
    rule: str | None = None
    other: OtherAct | None = None


class BatchChecked(msgspec.Struct, frozen=True, kw_only=True):
    """The bank file and its totals are made from this alone; a confirmed act counts as paid from now on."""

    fund: str
    acts: tuple[ActCheck, ...]
    total: Fen


class FindingRaised(msgspec.Struct, frozen=True, kw_only=True):
    """Seen after the fact, when money has left already: an overlap with `other`, or aid that was paid on a decision
    whose fact turned out otherwise. What to do: recover, or accept with a reason."""

    finding: str
    act: str
    rule: str
    clause: str
    other: OtherAct | None = None


class FindingWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """What a finding rested on is gone: a giver corrected its report or took it back, or a re-check kept the file.
    There is nothing to recover."""

    finding: str
    act: str


EVENTS: dict[str, type] = {
    "jiekun.ledger.AidCleared.v1": AidCleared,
    "jiekun.ledger.AidHeld.v1": AidHeld,
    "jiekun.ledger.ClearanceExpired.v1": ClearanceExpired,
    "jiekun.ledger.BatchChecked.v1": BatchChecked,
    "jiekun.ledger.FindingRaised.v1": FindingRaised,
    "jiekun.ledger.FindingWithdrawn.v1": FindingWithdrawn,
}

RULES_CHINESE: dict[str, str] = {
    "file_closed": "档案已撤销",
    "same_kind_same_person": "同一人、同类、期间重叠",
    "beneficiary_died": "受助人在救助期间开始前已去世",
    "same_bill": "同一票据",
    "facts_in_doubt": "所依据的部门答复已更正，复查未结",
    "paid_on_corrected_fact": "发放所依据的部门答复后来更正",
    "before_file": "建档之前的救助",
    "not_cleared": "未经查重",
    "clearance_expired": "查重结果过期",
}
"""What `rule` is called in Chinese; a test holds that each rule of the ledger is here."""
