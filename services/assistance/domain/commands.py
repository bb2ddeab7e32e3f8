"""What assistance is asked. Time, ids, the guard's answer and what policies said come in as data."""

from datetime import date

import msgspec

from contracts.assistance import Measure, MonthProof
from kernel.fen import Fen
from kernel.period import Month, Period
from services.assistance.domain.events import FileRecorded


class OpenPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The file is open; `measures` are what routing leads to."""

    file: FileRecorded
    profile_version: str
    measures: tuple[Measure, ...]


class NameHelper(msgspec.Struct, frozen=True, kw_only=True):
    unit: str
    name: str
    phone: str


class ApprovePlan(msgspec.Struct, frozen=True, kw_only=True):
    measures: tuple[str, ...]
    paid: tuple[str, ...]
    """measures for which aid is proposed at once"""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One month's facts, fen for the whole household; `needs`: those of 两有五保障 that were looked at."""

    income: Fen
    relief: Fen
    hardship: Fen
    union_aid: Fen
    needs: dict[str, bool] = {}


class MonthJudged(msgspec.Struct, frozen=True, kw_only=True):
    """What the profile says of one month against its own line; None: unproven."""

    proof: MonthProof
    counts_for_exit: bool | None
    reaches_relief: bool | None


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Every month on record, oldest first, judged by the profile. `months_needed` None: not set, undetermined."""

    profile: str
    profile_version: str
    months: tuple[MonthJudged, ...] = ()
    months_needed: int | None = None


class RecordMonth(msgspec.Struct, frozen=True, kw_only=True):
    month: Month
    this_month: Month
    figures: Figures


class Propose(msgspec.Struct, frozen=True, kw_only=True):
    """One act of aid. `committed`: whether the fund's guard row had the money and gave it."""

    act: str
    household: str
    file: FileRecorded
    giver: str
    kind: str
    period: Period
    amount: Fen
    fund: str
    beneficiaries: tuple[str, ...]
    household_aid: bool
    bill: str | None
    committed: bool


class BankResult(msgspec.Struct, frozen=True, kw_only=True):
    act: str
    outcome: str
    on: date
    reason: str
