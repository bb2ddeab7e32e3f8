"""What can be asked of an application, and of a parameter: one screen. Times, ids and lookups come in as data."""

from datetime import date

from msgspec import Struct

from contracts.intake import Account, Consent, Details
from kernel.closed_lists import ChangeKind, ClosingReason, ContactWay, MoveReason, PaperFor, PaperKind
from kernel.visits import VisitMethod
from services.intake.domain.events import CategoryProposed, FactValue, Look, Outcome, RearrangementKind, Values


class Signer(Struct, frozen=True):
    """Who acts, and what they did to this household before: `brought_in` its case, made a `finding` about it,
    `approved` it, as the first or the second who signed, proposed a change of its open file (`changed`) since it was
    decided on last."""

    subject: str
    brought_in: bool = False
    finding: bool = False
    approved: bool = False
    changed: bool = False


class Judgement(Struct, frozen=True, kw_only=True):
    """What the profile says of the facts on one day; `categories`: the ordinals that it knows.

    `parameters`: what was in force in the household's region that day, in fen and basis points.
    """

    profile: str
    profile_version: str
    parameters_version: str
    judged_on: date
    parameters: dict[str, FactValue]
    proposal: str
    missing: tuple[str, ...]
    undecided: tuple[str, ...] = ()
    categories: tuple[str, ...]
    trace: dict[str, object]


class CheckedApplication(Struct, frozen=True, kw_only=True):
    """An application without flaw on `checked_on`, with the document that holds in its region.

    `items`: what that document needs to know; `account`: its token; `flags`: what is seen of the form itself.
    """

    org_path: str
    region: str
    profile: str
    items: tuple[str, ...]
    checked_on: date
    account: str
    consent: Consent
    details: Details
    previous_household: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Person tokens, the applicant first."""
        return tuple(member.token for member in self.details.members)


class Submit(Struct, frozen=True, kw_only=True):
    """`elsewhere`: persons who are in another application or file; `import_id` when a roster brought it; `standing`:
    the applicant's application or file at the same organisation that has not ended, and its status."""

    application: CheckedApplication
    elsewhere: frozenset[str] = frozenset()
    import_id: str | None = None
    standing: tuple[str, str] | None = None


class Resubmit(Struct, frozen=True):
    """The papers that a return asked for, as the whole application anew."""

    application: CheckedApplication


class Withdraw(Struct, frozen=True):
    reason: str


class WithdrawConsent(Struct, frozen=True):
    """`persons`: members (tokens) who take their consent back; () for all whom it covers."""

    persons: tuple[str, ...]
    reason: str
    today: date


class Propose(Struct, frozen=True, kw_only=True):
    """A report came: its facts, judged. `unanswered`: items without an answer; `died`: members (tokens)."""

    round: int
    complete: bool
    unanswered: tuple[str, ...]
    facts: dict[str, FactValue]
    provenance: dict[str, str]
    judgement: Judgement
    died: tuple[str, ...] = ()


class Revise(Struct, frozen=True, kw_only=True):
    """A report came out again; `before`: the latest proposal, on which whatever was decided rests."""

    propose: Propose
    revision: int
    because: str
    items: tuple[str, ...]
    before: CategoryProposed
    today: date


class LookAgain(Struct, frozen=True, kw_only=True):
    by: Signer
    outcome: Look
    reason: str


class Find(Struct, frozen=True, kw_only=True):
    """`found`: facts that a reviewer answers for; `judgement` is made with them."""

    by: Signer
    found: dict[str, bool]
    reason: str
    judgement: Judgement


class Notice(Struct, frozen=True):
    """The days of a notice that is posted on a decision of today."""

    first_day: date
    last_day: date
    provisional: bool


class Approve(Struct, frozen=True, kw_only=True):
    """`category` None takes the proposed one; `judgement` is made on the day of the decision. `visit_required`: by the
    place."""

    by: Signer
    judgement: Judgement
    category: str | None
    reason: str
    notice: Notice
    visit_required: bool = False


class RecordVisit(Struct, frozen=True, kw_only=True):
    """`found`: by what was seen, of `kernel.visits.VISIT_FACTS`; `papers`: attachments of the household."""

    by: Signer
    companion: Signer
    visit: str
    method: VisitMethod
    on: date
    found: dict[str, int | bool]
    papers: tuple[str, ...]
    words: str
    today: date


class ConfirmVisit(Struct, frozen=True, kw_only=True):
    by: Signer
    visit: str


class DeclineVisit(Struct, frozen=True, kw_only=True):
    by: Signer
    visit: str
    reason: str


class Reject(Struct, frozen=True, kw_only=True):
    by: Signer
    judgement: Judgement
    clause: str
    reason: str


class SignDecision(Struct, frozen=True, kw_only=True):
    """The second signature under a decision; `judgement` and `notice` are of its day."""

    by: Signer
    judgement: Judgement
    notice: Notice


class SignClosing(Struct, frozen=True, kw_only=True):
    by: Signer
    today: date


class Decline(Struct, frozen=True, kw_only=True):
    """No second signature; of the first reviewer, that theirs is taken back."""

    by: Signer
    reason: str


class Return(Struct, frozen=True, kw_only=True):
    """`papers`: codes or short names of papers, nothing personal; `reason`: what is wrong, in words."""

    by: Signer
    papers: tuple[str, ...]
    reason: str = ""


class RemindReviewer(Struct, frozen=True, kw_only=True):
    round: int
    due_on: date


class Object(Struct, frozen=True):
    text: str
    due_on: date


class AnswerObjection(Struct, frozen=True, kw_only=True):
    by: Signer
    outcome: Outcome
    text: str


class RemindAnswerer(Struct, frozen=True, kw_only=True):
    round: int
    due_on: date


class HangSheet(Struct, frozen=True, kw_only=True):
    """`photo`: SHA-256 in hex."""

    place: str
    shown_on: date
    photo: str | None
    today: date


class TakeSheetDown(Struct, frozen=True, kw_only=True):
    sheet: int
    taken_down_on: date
    photo: str | None
    today: date


class OpenFile(Struct, frozen=True, kw_only=True):
    """The notice about `members` that ended on `last_day` is over. `others`: (token, household) of those of them in
    another open file; `near`: pairs with households that it may be one with; `sheets_min`: how many sheets the place
    asks for.

    See docs/design/identity.md#near-duplicates.
    """

    today: date
    last_day: date
    members: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    recheck_due_on: date
    near: tuple[str, ...] = ()
    sheets_min: int = 0


class RetryOpening(Struct, frozen=True, kw_only=True):
    """A reviewer settles a blocked opening: try again, without `dropped` members when some are named.

    `sheets_min`: how many sheets the place asks for, each for so many working days of a notice (`notice_days`).
    """

    by: Signer
    today: date
    others: tuple[tuple[str, str], ...]
    recheck_due_on: date
    near: tuple[str, ...] = ()
    sheets_min: int = 0
    notice_days: int = 0
    dropped: tuple[str, ...] = ()
    reason: str = ""


class RejectBlocked(Struct, frozen=True, kw_only=True):
    by: Signer
    reason: str


class RecordNumber(Struct, frozen=True):
    number: str
    recorded_on: date
    today: date


class NoteExit(Struct, frozen=True):
    """`proposed_by`: whose record or finding led to it."""

    rule: str
    months: tuple[str, ...]
    proposed_by: str


class Close(Struct, frozen=True, kw_only=True):
    """`allowed`: whether a document or a parameter of the place lets files be closed so; `attempts_min`: on how many
    days nobody was reached before a household counts as 失联."""

    by: Signer
    reason: ClosingReason
    text: str
    today: date
    allowed: bool = True
    attempts_min: int = 1


class Contact(Struct, frozen=True, kw_only=True):
    on: date
    way: ContactWay
    reached: bool
    note: str
    today: date


class ProposeChange(Struct, frozen=True, kw_only=True):
    """What has changed in an open file since `on`. `person`: the member it is about; `account`: the new one's token."""

    by: Signer
    change: str
    kind: ChangeKind
    person: str | None
    on: date
    new: Values
    account: str | None
    reason: str
    today: date


class DecideChange(Struct, frozen=True, kw_only=True):
    """`elsewhere`: whether somebody who joins is in another open file."""

    by: Signer
    change: str
    approve: bool
    reason: str
    elsewhere: bool
    today: date


class ProposeMove(Struct, frozen=True, kw_only=True):
    """To the union at `to_org_path`, which is known to exist in a place where a document holds."""

    by: Signer
    move: str
    to_org_path: str
    reason: MoveReason
    text: str


class TakeMove(Struct, frozen=True, kw_only=True):
    """`region`, `profile`, `items`: of the place where the file goes, by the law of the day."""

    by: Signer
    move: str
    region: str
    profile: str
    items: tuple[str, ...]
    today: date


class DeclineMove(Struct, frozen=True, kw_only=True):
    """`withdrawn`: by the union that proposed it."""

    move: str
    withdrawn: bool
    reason: str


class ProposeRearrangement(Struct, frozen=True, kw_only=True):
    """`relations`: token -> relation in the new file, of each who goes; `same`: (token here, token there); `account`:
    of a file of their own."""

    by: Signer
    rearrangement: str
    kind: RearrangementKind
    into: str | None = None
    relations: dict[str, str]
    same: tuple[tuple[str, str], ...] = ()
    account: Account | None = None
    reason: str
    today: date


class DecideRearrangement(Struct, frozen=True, kw_only=True):
    """`household`: whose file it is; `account`: the token of the new file's account, for a split."""

    by: Signer
    household: str
    rearrangement: str
    approve: bool
    reason: str
    account: str | None = None
    today: date


class BeginRecheck(Struct, frozen=True, kw_only=True):
    """The file is due, as it was scheduled for `due_on`; None for one that was opened before files had a term."""

    due_on: date | None
    today: date


class BeginInBulk(Struct, frozen=True, kw_only=True):
    """The household's turn in a campaign that was begun on that day."""

    campaign: str
    begun_on: date
    today: date


class TakeStep(Struct, frozen=True, kw_only=True):
    """The campaign's next `households`, those behind `after`; `are_last`: behind them there is none."""

    run: int
    after: str
    households: tuple[str, ...]
    are_last: bool


class Keep(Struct, frozen=True, kw_only=True):
    """After a re-check the file stays open; `category` None takes the proposed one."""

    by: Signer
    judgement: Judgement
    category: str | None
    clause: str
    reason: str
    today: date
    recheck_due_on: date


class SignKeeping(Struct, frozen=True, kw_only=True):
    """The second signature; `judgement` is of its day."""

    by: Signer
    judgement: Judgement
    today: date
    recheck_due_on: date


class CloseAfterRecheck(Struct, frozen=True, kw_only=True):
    by: Signer
    clause: str
    reason: str


class SetParameter(Struct, frozen=True, kw_only=True):
    """One value in one place; `value` None unsets it from that day on."""

    name: str
    kind: str
    region: str
    first_day: date
    value: str | int | None
    source: str


class Paper(Struct, frozen=True, kw_only=True):
    """What is attached: `content` is a keyed hash of household and bytes, `media` what they are by their content;
    `digest` the SHA-256 of the bytes, for a signed consent.
    """

    kind: PaperKind
    media: str
    size: int
    content: str
    belongs_to: PaperFor
    reference: str = ""
    note: str = ""
    digest: str = ""


class Attach(Struct, frozen=True, kw_only=True):
    """The paper's sealed bytes are in `blob` already. `brought`: what the same person brought before, by its ids;
    `consent`: the number of the consent that stands, for its paper."""

    attachment: str
    paper: Paper
    blob: str
    brought: frozenset[str] = frozenset()
    consent: str = ""


class WithdrawAttachment(Struct, frozen=True, kw_only=True):
    attachment: str
    reason: str
