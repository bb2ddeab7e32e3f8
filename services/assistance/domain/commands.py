"""What assistance is asked. Time, ids, the guard's answer and what policies said come in as data."""

from datetime import date

import msgspec

from contracts.assistance import ActLine, Measure, MonthProof
from kernel.fen import Fen
from kernel.period import Month, Period
from services.assistance.domain.duties import Hands, Step
from services.assistance.domain.events import CheckedLine, FileRecorded, Obstacle, Payee


class OpenPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The file is open; `measures` are what routing leads to, `account` is the token of the payee's."""

    org_path: str
    region: str
    profile: str
    profile_version: str
    category: str
    opened_on: date
    applicant: str
    members: tuple[str, ...]
    account: str
    payee: Payee
    measures: tuple[Measure, ...]
    helper_due_on: date | None = None


class NameHelper(msgspec.Struct, frozen=True, kw_only=True):
    unit: str
    name: str
    phone: str


class ChangeFile(msgspec.Struct, frozen=True, kw_only=True):
    """An open file changed: its members and account as they are now."""

    change: str
    kind: str
    on: date
    members: tuple[str, ...]
    account: str
    payee: Payee


class MoveFile(msgspec.Struct, frozen=True, kw_only=True):
    """The file is another union's, in another place perhaps."""

    move: str
    org_path: str
    region: str
    profile: str
    moved_on: date


class Redraft(msgspec.Struct, frozen=True, kw_only=True):
    """What routing leads to after a re-check."""

    profile: str
    profile_version: str
    measures: tuple[Measure, ...]


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


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """Money that a union wants to give; `bill` is the token of the bill that it reimburses."""

    kind: str
    period: Period
    amount: Fen
    fund: str
    beneficiaries: tuple[str, ...]
    bill: str | None = None


class Propose(msgspec.Struct, frozen=True, kw_only=True):
    """One act of aid, proposed or agreed to (`step`) by a person.

    `free`: what the fund has free, read under its lock; `allotment`: whose allotment has enough of it for the giver;
    `cap`: the most that one act of the kind may be; `recipient`: who gets money of the kind in the household's stead;
    `hands`: who took steps with this fund and act so far; `instead_of`: the returned act whose money it carries.
    """

    act: str
    file: FileRecorded
    giver: str
    grant: Grant
    instead_of: str | None = None
    free: Fen
    allotment: str | None = None
    cap: Fen | None = None
    recipient: str | None = None
    today: date
    by: str
    step: Step = Step.PROPOSE
    hands: Hands = {}


class PayAgain(msgspec.Struct, frozen=True, kw_only=True):
    """Money that came back goes out once more: `account` is the household's as it is now, `same_account` says that the
    one it came back from was right all the same."""

    reason: str
    account: str
    same_account: bool


class EstablishFund(msgspec.Struct, frozen=True, kw_only=True):
    """A fund with its budget of a year; `uses` are the aid kinds that it may pay for."""

    name: str
    source: str
    year: int
    budget: Fen
    uses: tuple[str, ...]
    org_path: str


class Allot(msgspec.Struct, frozen=True, kw_only=True):
    """So much of the fund for a union below its keeper; `hands`: who took steps with this fund so far."""

    fund: str
    org_path: str
    amount: Fen
    by: str
    hands: Hands


class AskRaise(msgspec.Struct, frozen=True, kw_only=True):
    """`instead_of`: the amount of the raise that waits, which this one takes the place of."""

    amount: Fen
    reason: str
    instead_of: Fen | None = None
    by: str
    hands: Hands


class ConfirmRaise(msgspec.Struct, frozen=True, kw_only=True):
    """`asked_by`: who asked for what waits."""

    fund: str
    amount: Fen
    by: str
    hands: Hands
    asked_by: frozenset[str]


class RecordHold(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's no to the act."""

    act: str
    rule: str
    clause: str
    other: Obstacle | None = None


class RecordFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger saw after the money had left."""

    act: str
    finding: str
    rule: str
    clause: str
    other: Obstacle | None


class Revoke(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's last look at a batch was a no to this act."""

    act: str
    batch: str
    rule: str
    other: Obstacle | None = None


class RecordCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's answer for each act of a batch."""

    fund: str
    lines: tuple[CheckedLine, ...]
    total: Fen
    today: date


class CloseBatch(msgspec.Struct, frozen=True, kw_only=True):
    """These acts are to be paid; `hands`: who established their fund, proposed them, agreed to them."""

    fund: str
    org_path: str
    year: int
    today: date
    lines: tuple[ActLine, ...]
    by: str
    hands: Hands


class BankResult(msgspec.Struct, frozen=True, kw_only=True):
    act: str
    outcome: str
    on: date
    reason: str


class RecordResults(msgspec.Struct, frozen=True, kw_only=True):
    """What the bank did; `news`: those results that were new to their acts."""

    news: tuple[BankResult, ...]
    by: str
    hands: Hands
    today: date
