"""What assistance tells: plans, aid, payments, relief and exit. Subject: the household (or the batch, the fund).

Aid events are plain on purpose: tokens of persons, account and bill, kind, giver, period, amount, fund.

See docs/design/personal-data.md#tokens.
"""

from datetime import date
from typing import Any, Literal

import msgspec

from kernel.fen import Fen
from kernel.period import Month, Period
from kernel.personal import Personal


class Measure(msgspec.Struct, frozen=True, kw_only=True, rename={"means": "act"}):
    """One planned measure. `act`: referral, demand, money, service; `id` from the profile.

    `recipient`: who gets the money of a money measure: household, insurer, school, landlord, employer.
    `leads` and `responsible`: 牵头 and 责任单位 in the law's words. `refer_to`: who takes a referral; a plan older than
    this field names them all in `leads`, who takes it first.
    """

    id: str
    means: str  # told as `act`, which in code is an act of aid
    clause: str
    leads: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    refer_to: str | None = None
    aid_kind: str | None = None
    beneficiaries: tuple[str, ...] = ()
    recipient: str | None = None


class PlanDrafted(msgspec.Struct, frozen=True, kw_only=True):
    """一户一计划: drafted by routing causes and category to measures; a person approves it."""

    org_path: str
    profile: str
    profile_version: str
    measures: Personal[tuple[Measure, ...]]


class HelperNamed(msgspec.Struct, frozen=True, kw_only=True):
    """一帮一: the unit and the person responsible; may be replaced, never released before the goal."""

    unit: str
    helper: Personal[str]
    phone: Personal[str]


class PlanApproved(msgspec.Struct, frozen=True, kw_only=True):
    """Which measures a person chose; sealed, for they tell why the household is in hardship."""

    measures: Personal[tuple[str, ...]]


class ReferralSent(msgspec.Struct, frozen=True, kw_only=True):
    """A referral to a lead agency, due by a working-day deadline."""

    referral: str
    measure: Personal[str]
    agency: str
    due_on: date


class AidProposed(msgspec.Struct, frozen=True, kw_only=True):
    """One act of aid for clearance. `beneficiaries`: who receives it (all members for household aid).

    `allotment`: the union whose allotment of the fund bears it; nothing where the fund's keeper gives, or agreed.
    `instead_of`: the act whose money the bank returned and this one carries.
    """

    act: str
    org_path: str
    giver: str
    kind: str
    period: Period
    amount: Fen
    fund: str
    profile: str
    beneficiaries: tuple[str, ...]
    household_aid: bool
    account: str
    bill: str | None = None
    allotment: str | None = None
    instead_of: str | None = None


class AidWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The act is off. `reason` is a code: withdrawn, revoked, clearance_expired, file_closed, paid_again."""

    act: str
    reason: str


class ActLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act in a payment batch."""

    act: str
    household: str
    amount: Fen
    account: str
    bill: str | None = None
    beneficiaries: tuple[str, ...]


class PaymentBatchClosed(msgspec.Struct, frozen=True, kw_only=True):
    """A batch of at most 90 cleared acts of one fund; money moves only after the ledger's BatchChecked."""

    fund: str
    org_path: str
    acts: tuple[ActLine, ...]
    total: Fen


class AidPaid(msgspec.Struct, frozen=True, kw_only=True):
    """The bank paid the act; the same amount as its batch check confirmed."""

    act: str
    batch: str
    amount: Fen
    paid_on: date


class PaymentReturned(msgspec.Struct, frozen=True, kw_only=True):
    """The bank gave the money back; `reason` is the bank's code."""

    act: str
    batch: str
    amount: Fen
    reason: str
    returned_on: date


class MonthProof(msgspec.Struct, frozen=True, kw_only=True):
    """One month's living standard against its own line, in fen per household; which rule it met.

    `line`: nothing where none was set for that month. `secured`: the needs of 两有五保障 that a visit found secured.
    `parameters`: what was in force for the month, in fen and basis points, with its version; `trace`: what the rules of
    exit and relief said, with the facts each rests on. Both are nothing in facts older than the fields.
    """

    month: Month
    members: int
    living_standard_total: Fen
    living_standard_with_aid_total: Fen
    line: Fen | None = None
    provenance: str
    secured: tuple[str, ...] = ()
    parameters: dict[str, str | int] | None = None
    trace: dict[str, Any] | None = None


class ReliefReached(msgspec.Struct, frozen=True, kw_only=True):
    """解困: the file stays open, under standing aid. `profile_version`: of the document as it held there."""

    rule: str
    profile_version: str | None = None
    proof: Personal[tuple[MonthProof, ...]]


class ExitProposed(msgspec.Struct, frozen=True, kw_only=True):
    """脱困 proposed with its proof; a person confirms it at intake, which closes the file.

    `profile_version`: of the document as it held there.
    """

    rule: str
    profile_version: str | None = None
    months: tuple[Month, ...]
    proof: Personal[tuple[MonthProof, ...]]


class ExitWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """What was proposed as 脱困 is proposed no more. `because`: `month`, as it was recorded since, speaks against
    it; or the finding that it rested on, besides the months up to `month`, holds no more: the file was `kept` after a
    re-check, or `moved` to where another document holds.
    """

    rule: str
    month: Month
    because: Literal["month", "kept", "moved"] = "month"


EVENTS: dict[str, type] = {
    "jiekun.assistance.PlanDrafted.v1": PlanDrafted,
    "jiekun.assistance.HelperNamed.v1": HelperNamed,
    "jiekun.assistance.PlanApproved.v1": PlanApproved,
    "jiekun.assistance.ReferralSent.v1": ReferralSent,
    "jiekun.assistance.AidProposed.v1": AidProposed,
    "jiekun.assistance.AidWithdrawn.v1": AidWithdrawn,
    "jiekun.assistance.PaymentBatchClosed.v1": PaymentBatchClosed,
    "jiekun.assistance.AidPaid.v1": AidPaid,
    "jiekun.assistance.PaymentReturned.v1": PaymentReturned,
    "jiekun.assistance.ReliefReached.v1": ReliefReached,
    "jiekun.assistance.ExitProposed.v1": ExitProposed,
    "jiekun.assistance.ExitWithdrawn.v1": ExitWithdrawn,
}

REASONS_CHINESE: dict[str, str] = {
    "withdrawn": "申报单位撤回",
    "refused": "资金管理单位不同意",
    "revoked": "发放前复核未通过",
    "clearance_expired": "查重结果过期",
    "file_closed": "档案已撤销",
    "file_moved": "档案已转出资金所属范围",
    "beneficiary_died": "受助人去世",
    "paid_again": "银行退回，重新发放",
}
"""What the `reason` for which an act is off is called in Chinese."""
