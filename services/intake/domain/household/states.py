"""The named states of a household on its way; what each holds is what its decisions need.

See docs/domain.md#the-life-of-a-household.
"""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from contracts.intake import Consent, Details
from kernel.personal import Withheld
from services.intake.domain.events import (
    CategoryProposed,
    ChangeProposed,
    ClosingProposed,
    DecisionProposed,
    FactValue,
    KeepingProposed,
    MoveProposed,
    RearrangementProposed,
)
from services.intake.domain.situation import OF_ALL_MEMBERS


class Sheet(Struct, frozen=True):
    """A sheet of a notice, of which round, and whether it still hangs."""

    number: int
    round: int
    shown_on: date
    taken_down_on: date | None = None
    fell: bool = False
    """The notice that it told of fell with the report that it rested on."""


class Visit(Struct, frozen=True):
    """走访; `found`: by what was seen, empty once erased. It counts when `companion` has confirmed it."""

    visit: str
    by: str
    companion: str
    on: date
    found: dict[str, int | bool]
    confirmed: bool = False


class Case(Struct, frozen=True, kw_only=True):
    """What goes with the household from state to state; `members` are person tokens, the applicant first."""

    org_path: str
    region: str
    profile: str
    submitted_on: date
    members: tuple[str, ...]
    account: str
    consent: Consent
    items: tuple[str, ...]
    round: int
    previous_household: str | None
    details: Details | Withheld
    findings: dict[str, bool] = {}
    """A reviewer's own, by fact: they stand beside whatever the next report says."""
    known: dict[str, FactValue] = {}
    """Of the latest proposal, what measures ask for."""
    unanswered: tuple[int, ...] = ()
    """Rounds that an objection began and nobody has answered yet."""
    consent_withdrawn: tuple[tuple[str, date], ...] = ()
    """(member, since when) of those who took their consent back and have signed none since."""
    sheets: tuple[Sheet, ...] = ()
    """Of all notices, in the order of their numbers."""
    visits: tuple[Visit, ...] = ()
    """Since the household was last decided on, in the order in which they were recorded; what was declined is not
    there."""

    @property
    def hung(self) -> tuple[Sheet, ...]:
        """The sheets of the latest notice: a round has one that stands."""
        return tuple(sheet for sheet in self.sheets if sheet.round == self.round and not sheet.fell)

    @property
    def applicant(self) -> str:
        return self.members[0]

    def without(self, members: tuple[str, ...]) -> "Case":
        """What was known of the household's money was that of all."""
        known = {name: value for name, value in self.known.items() if name not in OF_ALL_MEMBERS}
        return replace(self, members=tuple(one for one in self.members if one not in members), known=known)


class NotApplied(Struct, frozen=True):
    """Nothing happened yet."""


class UnderVerification(Struct, frozen=True):
    case: Case


class UnderReview(Struct, frozen=True):
    case: Case
    proposed: CategoryProposed


class UnderSecondReview(Struct, frozen=True):
    """复核: a reviewer has decided, and another must sign."""

    case: Case
    proposed: CategoryProposed
    decision: DecisionProposed


class Returned(Struct, frozen=True):
    case: Case
    proposed: CategoryProposed


class Rejected(Struct, frozen=True):
    """`look_again`: what refused it turned out otherwise, and nobody has looked yet."""

    case: Case
    look_again: bool = False


class Withdrawn(Struct, frozen=True):
    case: Case


class OnNotice(Struct, frozen=True):
    case: Case
    category: str
    first_day: date
    last_day: date


class Blocked(Struct, frozen=True):
    """`others`: (member token, household that holds the claim); `near`: pairs that nobody has told apart; `not_shown`:
    too few sheets hung for the days of a notice."""

    case: Case
    category: str
    others: tuple[tuple[str, str], ...]
    near: tuple[str, ...] = ()
    not_shown: bool = False


class Recheck(Struct, frozen=True, kw_only=True):
    """复查 of an open file under way; `proposed` when its report came, `keeping`: one that waits for a signature."""

    round: int
    reasons: tuple[str, ...]
    items: tuple[str, ...]
    proposed: CategoryProposed | None = None
    keeping: KeepingProposed | None = None


class Open(Struct, frozen=True):
    """`exit_by`: whose record or finding led to the proposed exit; `closing`: one that waits for a signature.

    `pending`: changes that wait for a second person, as `rearrangement` does; `kept_on`: when a re-check last ended
    well; `moving`: to another union, which has not taken it yet; `unreached`: days on which nobody was reached, since
    somebody was.
    """

    case: Case
    category: str
    opened_on: date
    number: str | None = None
    numbered_on: date | None = None
    exit_rule: str | None = None
    exit_by: str = ""
    closing: ClosingProposed | None = None
    pending: tuple[ChangeProposed, ...] = ()
    rearrangement: RearrangementProposed | None = None
    recheck: Recheck | None = None
    recheck_due_on: date | None = None
    kept_on: date | None = None
    moving: MoveProposed | None = None
    unreached: tuple[date, ...] = ()

    @property
    def decided_on(self) -> date:
        return self.kept_on or self.opened_on

    @property
    def closes_after_recheck(self) -> bool:
        return self.closing is not None and "recheck" in self.closing.grounds

    @property
    def keeping_waits(self) -> bool:
        return self.recheck is not None and self.recheck.keeping is not None


class Closed(Struct, frozen=True):
    case: Case
    reason: str
    merged_into: str | None = None
    look_again: bool = False


Applied = (
    UnderVerification
    | UnderReview
    | UnderSecondReview
    | Returned
    | Rejected
    | Withdrawn
    | OnNotice
    | Blocked
    | Open
    | Closed
)
State = NotApplied | Applied


Status = Literal[
    "under_verification",
    "under_review",
    "under_second_review",
    "returned",
    "rejected",
    "withdrawn",
    "on_notice",
    "blocked",
    "open",
    "closed",
]
"""How each state is called outside and in the read models."""

STATUS: dict[type, Status] = {
    UnderVerification: "under_verification",
    UnderReview: "under_review",
    UnderSecondReview: "under_second_review",
    Returned: "returned",
    Rejected: "rejected",
    Withdrawn: "withdrawn",
    OnNotice: "on_notice",
    Blocked: "blocked",
    Open: "open",
    Closed: "closed",
}

ENDED: tuple[Status, ...] = ("rejected", "withdrawn", "closed")
"""The household's way is over: a new application may name it as the previous one."""


def status_of(state: State) -> Status:
    return STATUS[type(state)]
