"""What assistance records beside what it tells: foreign facts as its own, budgets, the journal, work done."""

from datetime import date, datetime
from typing import Literal

import msgspec

from contracts.assistance import AidProposed, Measure
from kernel.event_types import internal_types
from kernel.fen import Fen
from kernel.period import Month, Period
from kernel.personal import Personal


class Payee(msgspec.Struct, frozen=True):
    """Where the household's money goes; opened for the bank file alone."""

    bank: str
    number: str
    holder: str = ""


class FileRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """A household's file is open: what plans and payments need of it. `account` is the token.

    `helper_due_on`: by when a helper is to be named; None where the place sets no term, and in older events.
    """

    org_path: str
    region: str
    profile: str
    category: str
    opened_on: date
    applicant: str
    members: tuple[str, ...]
    account: str
    helper_due_on: date | None = None
    payee: Personal[Payee]


class FileChangeRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The household's file changed: these are its members now, and this its account (`account` is the token)."""

    change: str
    kind: str
    on: date
    members: tuple[str, ...]
    account: str
    payee: Personal[Payee]


class FileMoveRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """Another union keeps the household's file, in this place and under this document.

    `approved_anew`: the plan was approved under another one, and waits for approval again. `moved_on`: since when;
    None in older events.
    """

    move: str
    org_path: str
    region: str
    profile: str
    approved_anew: bool = False
    moved_on: date | None = None


class CategoryRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """A re-check has ended: the file is kept in this category."""

    category: str


class PlanRedrafted(msgspec.Struct, frozen=True, kw_only=True):
    """A re-check led to other measures than those of the plan: a person approves it anew. Of those chosen before,
    what is under way goes on."""

    profile: str
    profile_version: str
    measures: Personal[tuple[Measure, ...]]


class FactDropped(msgspec.Struct, frozen=True, kw_only=True):
    """A fact about a household whose personal data are gone: noted, and nothing made of it."""

    fact: str


class HelperOverdue(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody was named within the days allowed."""

    due_on: date


class MonthRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """What a visit found for one month; fen, whole household. A later record of a month replaces the earlier.

    `needs`: which of the seven of 两有五保障 (yunnan §二) were secured; one that nobody looked at is absent.
    """

    month: Month
    income: Personal[Fen]
    relief: Personal[Fen]
    hardship: Personal[Fen]
    union_aid: Personal[Fen]
    needs: Personal[dict[str, bool]] = {}


class DifficultyJudged(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer's finding, `ended` or `eased`, with the reason."""

    finding: str
    reason: Personal[str]


class DifficultyLapsed(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer's finding holds no more. `because`: the file was `kept` later as still in hardship, or `moved` to
    where another document asks otherwise."""

    finding: str
    because: Literal["kept", "moved"]


class PlanClosed(msgspec.Struct, frozen=True, kw_only=True):
    """The file was closed; the plan with it."""

    reason: str
    closed_on: date


class ReferralAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """`outcome`: accepted, declined, done."""

    referral: str
    outcome: str
    text: Personal[str] = ""


class ReferralOverdue(msgspec.Struct, frozen=True, kw_only=True):
    """The agency has not answered by the day it was due."""

    referral: str
    due_on: date


class FundEstablished(msgspec.Struct, frozen=True, kw_only=True):
    """A fund with its budget of a year; `uses` are the aid kinds it may pay for."""

    name: str
    source: str
    year: int
    budget: Fen
    uses: tuple[str, ...]
    org_path: str


class Allotted(msgspec.Struct, frozen=True, kw_only=True):
    """The keeper lets the union at `org_path`, and those below it, spend up to `amount` of the fund.

    A later one for the same union replaces the earlier.
    """

    fund: str
    org_path: str
    amount: Fen


class BudgetRaiseAsked(msgspec.Struct, frozen=True, kw_only=True):
    """More money for the fund, with the reason; it counts when somebody else has confirmed it."""

    amount: Fen
    reason: str


class BudgetRaised(msgspec.Struct, frozen=True, kw_only=True):
    """The budget is larger by `amount` from now on."""

    amount: Fen
    reason: str


class JournalPosted(msgspec.Struct, frozen=True, kw_only=True):
    """One entry in double entry. `act` None: the budget itself."""

    fund: str
    act: str | None = None
    debit: str
    credit: str
    amount: Fen


class ConsentAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Aid out of a fund that is not the giver's and allots it too little: its keeper is asked, nothing is set aside."""

    proposal: AidProposed


class ConsentRefused(msgspec.Struct, frozen=True, kw_only=True):
    """The keeper was asked and the act is off: `refused`, `withdrawn` by its giver, or `file_closed` meanwhile."""

    act: str
    reason: str


class BudgetCommitted(msgspec.Struct, frozen=True, kw_only=True):
    """Money of the fund is set aside for the act, in the transaction that proposes it; `allotment` as there."""

    act: str
    fund: str
    amount: Fen
    allotment: str | None = None


class BudgetReleased(msgspec.Struct, frozen=True, kw_only=True):
    """What was set aside for the act is free again: the act is off."""

    act: str
    fund: str
    amount: Fen
    allotment: str | None = None


class Obstacle(msgspec.Struct, frozen=True, kw_only=True):
    """The act in the way, as far as the ledger told of it; `act` and `household` only within the same county."""

    giver: str
    kind: str
    period: Period
    amount: Fen
    office: str
    office_phone: str
    act: str | None = None
    household: str | None = None


class ClearanceRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger said yes to the act; after `expires_on` its word is void."""

    act: str
    expires_on: date


class HoldRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger said no: by which rule, and because of what. The budget waits until somebody withdraws."""

    act: str
    rule: str
    clause: str
    other: Obstacle | None = None


class FindingRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger saw after the money had left: an overlap with `other`, or a fact that turned out otherwise."""

    act: str
    finding: str
    rule: str
    clause: str
    other: Obstacle | None = None


class FindingDropped(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger withdrew what it had found: what it rested on is gone."""

    act: str
    finding: str


class WithdrawalExplained(msgspec.Struct, frozen=True, kw_only=True):
    """Why a person took the act back, in their words."""

    act: str
    text: Personal[str]


class TakenIntoBatch(msgspec.Struct, frozen=True, kw_only=True):
    """A payment batch has the act: no other can take it."""

    act: str
    batch: str


class ConfirmationRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's last look was a yes: the act counts as paid from now on."""

    act: str
    batch: str


class RevocationRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's last look was a no: the act does not go to the bank."""

    act: str
    batch: str
    rule: str
    other: Obstacle | None = None


class CheckedLine(msgspec.Struct, frozen=True):
    """One act as the ledger checked it."""

    act: str
    household: str
    amount: Fen
    confirmed: bool


class BatchCheckRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's BatchChecked: the bank file and its total are made from this alone."""

    fund: str
    lines: tuple[CheckedLine, ...]
    total: Fen


class BankResultRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """What the bank did with acts of the batch: (act, paid | returned)."""

    results: tuple[tuple[str, str], ...]


class BatchSettled(msgspec.Struct, frozen=True, kw_only=True):
    """Each confirmed act has its result."""

    settled_on: date


class BankFileShown(msgspec.Struct, frozen=True, kw_only=True):
    """The accounts of a batch were opened for its bank file; who did is the event's actor."""

    batch: str
    lines: int
    total: Fen
    plans: dict[str, int] = {}
    """the version of each household's plan whose account was shown: shown again, it is the same file"""


class ParameterRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of the law as intake set it: from `first_day` on, known since `known_since`. Value as written."""

    name: str
    kind: str
    region: str
    first_day: date
    known_since: datetime
    value: str | int | None
    source: str


_OWN = (
    ParameterRecorded,
    FileRecorded, FileChangeRecorded, FileMoveRecorded, CategoryRecorded, PlanRedrafted,
    FactDropped, HelperOverdue, MonthRecorded, DifficultyJudged, DifficultyLapsed, PlanClosed,
    ReferralAnswered, ReferralOverdue,
    FundEstablished, Allotted, BudgetRaiseAsked, BudgetRaised, JournalPosted, BudgetCommitted, BudgetReleased,
    ConsentAsked, ConsentRefused,
    ClearanceRecorded, HoldRecorded, FindingRecorded, FindingDropped, WithdrawalExplained,
    TakenIntoBatch, ConfirmationRecorded, RevocationRecorded,
    BatchCheckRecorded, BankResultRecorded, BatchSettled, BankFileShown,
)  # fmt: skip

EVENTS = internal_types("assistance", _OWN)
