"""What happens inside intake and concerns no other service; the public facts are in `contracts.intake`."""

from datetime import date, datetime
from typing import Literal

import msgspec

from contracts.intake import (
    Account,
    Consent,
    Declared,
    DeclaredProperty,
    Details,
    Employer,
    Housing,
    Member,
    Opinions,
    OtherAid,
)
from kernel.closed_lists import (
    CampaignOutcome,
    CampaignReason,
    ChangeKind,
    ClosingReason,
    ContactWay,
    FormerApplicant,
    MoveReason,
    PaperFor,
    PaperKind,
)
from kernel.event_types import internal_types
from kernel.fen import Fen
from kernel.leads import LeadOutcome
from kernel.personal import Personal
from kernel.visits import VisitMethod

FactValue = str | int | bool | None
Decision = Literal["approve", "reject"]
Revised = Literal["proposed_anew", "reopened", "recheck", "look_again", "noted"]
Look = Literal["stands", "apply_anew"]
Outcome = Literal["upheld", "dismissed"]
"""What an objection to a notice comes to."""
Ground = Literal[
    "against_proposal",
    "incomplete_report",
    "own_finding",
    "own_word",
    "member_died",
    "recheck",
    "consent_withdrawn",
    "recheck_under_way",
    "visit_contradicts",
]
"""Why one person's signature is not enough."""
SignalKind = Literal["number", "name", "name_and_birth", "phone", "account"]
"""What two households may share that are one: a number but for one digit, a name, …"""
SaidOfTwo = Literal["different", "same"]
StopReason = Literal["checked", "apply_anew", "wrong_sheet", "sent_twice"]
"""Why an import that stopped is released or withdrawn: looked at row by row, the same families apply anew, …"""
RearrangementKind = Literal["merge", "transfer", "split"]


class CategoryProposed(msgspec.Struct, frozen=True, kw_only=True):
    """The system's view of who counts, under one version of one profile; a person decides.

    `proposal`: a category's ordinal, `none`, `excluded` or `undetermined`; `missing`: the facts that could
    still change it. `undecided`: categories that go before the proposed one and could still be met; it is proposed
    all the same, since one is enough. `unanswered`: items that are asked again after a return for papers.
    `facts`: money in fen a month; `trace`: each condition with its value and clause. `parameters`: what was in force
    in the region on that day, in fen and basis points; None in events older than the field. `died`: members (tokens)
    of whom the police say so; empty in events older than the field.
    """

    round: int
    profile: str
    profile_version: str
    parameters_version: str
    judged_on: date
    proposal: str
    complete: bool
    missing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    parameters: dict[str, FactValue] | None = None
    recheck: bool = False
    facts: Personal[dict[str, FactValue]]
    provenance: Personal[dict[str, str]]
    trace: Personal[dict[str, object]]
    died: Personal[tuple[str, ...]] = ()


class ReportRevised(msgspec.Struct, frozen=True, kw_only=True):
    """The report of round `round` came out again: what follows for the household.

    `because`: one of `contracts.verification.RECALLS`; `items`: those that are otherwise; `changed`: the facts, by
    name; `named`: those of them that the trace of the decision names. `outcome`: `proposed_anew`, nobody has decided
    yet; `reopened`, the category on notice is another; `recheck`, of an open file; `look_again`, what refused the
    household or closed its file rested on it; `noted`, no decision rested on it.
    """

    round: int
    revision: int
    because: str
    items: tuple[str, ...]
    changed: tuple[str, ...]
    named: tuple[str, ...]
    outcome: Revised


class LookedAgain(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer looked again at a refusal or closing that rested on what turned out otherwise.

    `outcome`: `stands`, or `apply_anew`, which the household is told.
    """

    outcome: Look
    reason: Personal[str]


class FindingMade(msgspec.Struct, frozen=True, kw_only=True):
    """What no agency answers and a reviewer found: `difficulty_found`, `event_major`, `of_the_kind_<cause>`,
    `of_the_event_kind_<cause>`; a later one replaces it."""

    found: Personal[dict[str, bool]]
    reason: Personal[str]


class Seen(msgspec.Struct, frozen=True):
    """One thing that a visit found, of `kernel.visits.VISIT_FACTS`, beside what was declared then; None: not said."""

    fact: str
    found: int | bool
    declared: int | bool | None


class VisitRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """走访: two people of the union (`by`, `companion`) looked for themselves on that day, at home, among neighbours or
    with a social organisation. It counts nothing before `companion` has confirmed it. `papers`: attachments of the
    household."""

    visit: str
    method: VisitMethod
    on: date
    by: str
    companion: str
    papers: tuple[str, ...] = ()
    found: Personal[tuple[Seen, ...]]
    words: Personal[str] = ""


class VisitConfirmed(msgspec.Struct, frozen=True, kw_only=True):
    """Who went along (the event's actor) says that it was so: two have signed."""

    visit: str


class VisitDeclined(msgspec.Struct, frozen=True, kw_only=True):
    """Who went along says that it was otherwise, or who recorded it takes it back: it counts nothing."""

    visit: str
    reason: Personal[str]


class ReviewOverdue(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody decided by `due_on`: the reviewer is reminded."""

    round: int
    due_on: date


class NoticeShown(msgspec.Struct, frozen=True, kw_only=True):
    """公示张贴: somebody (the event's actor) hung a sheet of the notice of round `round`; the household's sheets are
    numbered from 1. `photo`: SHA-256 of a picture of it, in hex."""

    sheet: int
    round: int
    shown_on: date
    photo: str | None = None
    place: Personal[str]


class NoticeTakenDown(msgspec.Struct, frozen=True, kw_only=True):
    """公示撤下: somebody took the sheet down; `photo` as where it was hung."""

    sheet: int
    taken_down_on: date
    photo: str | None = None


class ObjectionAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """异议答复: a reviewer who had no part in the decision says what the objection of round `round` comes to."""

    round: int
    outcome: Outcome
    text: Personal[str]


class ObjectionOverdue(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody answered the objection of round `round` by `due_on`: reviewers are reminded."""

    round: int
    due_on: date


class MemberDropped(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer settled a blocked opening: these members (tokens) belong to another open file."""

    members: tuple[str, ...]
    reason: Personal[str]


class DecisionProposed(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer's decision that takes effect when a second one signs it 复核: `approve` or `reject`.

    `grounds`: why it needs two, of `against_proposal`, `incomplete_report`, `own_finding`, `member_died`,
    `consent_withdrawn`, `visit_contradicts`; `by`: who signed first.
    """

    decision: Decision
    category: str | None = None
    clause: str = ""
    grounds: tuple[Ground, ...]
    by: str
    reason: Personal[str]


class ClosingProposed(msgspec.Struct, frozen=True, kw_only=True):
    """A closing of the file that rests on one person's word, and takes effect when a second one signs it.

    `grounds`: `own_word` (nobody else has proposed it), `own_finding` (the exit follows from what they recorded),
    `recheck_under_way` (nobody has decided on what changed since) or `recheck` (what one came to; under `clause`).
    """

    closing: ClosingReason
    grounds: tuple[Ground, ...]
    by: str
    clause: str = ""
    text: Personal[str]


class SignatureDeclined(msgspec.Struct, frozen=True, kw_only=True):
    """The second reviewer did not sign, or the first took the signature back: the household stands as before."""

    reason: Personal[str]


class ExitNoted(msgspec.Struct, frozen=True, kw_only=True):
    """脱困 was proposed by assistance; a reviewer confirms it by closing the file.

    `proposed_by`: whose record or finding led to it; empty in events older than the field.
    """

    rule: str
    months: tuple[str, ...]
    proposed_by: str = ""


class ExitNoteWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """Assistance proposes 脱困 no more: what was recorded of `month` since speaks against it, or `because` of what came
    after the finding."""

    month: str
    because: str = "month"


class ClosingExplained(msgspec.Struct, frozen=True, kw_only=True):
    """Why a person closed the file, in their words; after a re-check with the `clause`."""

    reason: str
    clause: str = ""
    text: Personal[str]


class ContactAttempted(msgspec.Struct, frozen=True, kw_only=True):
    """联系: somebody (the event's actor) tried to reach the household of an open file on that day."""

    on: date
    way: ContactWay
    reached: bool
    note: Personal[str] = ""


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """What may change of a member beside the income."""

    can_work: bool
    employment: str
    school_stage: str | None = None
    health: str
    disability: bool


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    """What the form has of a member beside income and circumstances; of these the relation alone is a fact."""

    name: str
    relation: str
    nation: str | None = None
    political_status: str | None = None
    marital_status: str | None = None
    hukou_kind: str | None = None
    model_worker: str | None = None
    medical_insurance: str | None = None
    condition: str | None = None
    impairment: str | None = None
    impairment_level: int | None = None
    place_of_work_or_study: str | None = None
    working_since: date | None = None


class FormParts(msgspec.Struct, frozen=True, kw_only=True):
    """What the form has of the household that is no declared fact of `Declared`."""

    postcode: str | None = None
    other_contact: str | None = None
    needs: tuple[str, ...] = ()
    housing: Housing | None = None
    opinions: Opinions | None = None
    owned: DeclaredProperty | None = None
    other_aid: tuple[OtherAid, ...] | None = None


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Who a member is: a number or a name that was wrong is corrected by it."""

    token: str
    name: str
    id_number: str
    birth_date: date


class Takeover(msgspec.Struct, frozen=True, kw_only=True):
    """Another adult of the family is its applicant: `relations` of everybody to them (by token), the account of theirs,
    and what became of who applied."""

    applicant: str
    relations: dict[str, str]
    account: Account
    former: FormerApplicant = "stays"


class Values(msgspec.Struct, frozen=True, kw_only=True):
    """What a change is about, before or after it: the one field of its kind; all None where nothing was or is."""

    member: Member | None = None
    phone: str | None = None
    address: str | None = None
    employer: Employer | None = None
    account: Account | None = None
    monthly_income: Fen | None = None
    circumstances: Circumstances | None = None
    identity: Identity | None = None
    declared: Declared | None = None
    consent: Consent | None = None
    particulars: Particulars | None = None
    form: FormParts | None = None
    takeover: Takeover | None = None


class ChangeProposed(msgspec.Struct, frozen=True, kw_only=True):
    """A person says what has changed in an open file since `on`; `persons`: whom it is about (tokens), if anybody.

    `account`: the token of the new one. It takes effect by `FileChanged`.
    """

    change: str
    kind: ChangeKind
    persons: tuple[str, ...]
    on: date
    by: str
    account: str | None = None
    before: Personal[Values]
    after: Personal[Values]
    reason: Personal[str]


class ChangeDecided(msgspec.Struct, frozen=True, kw_only=True):
    """A second person let a proposed change take effect, or did not."""

    change: str
    decision: Literal["approve", "decline"]
    reason: Personal[str] = ""


class MoveProposed(msgspec.Struct, frozen=True, kw_only=True):
    """The union that keeps the file wants to hand it over to the one at `to_org_path`, which takes it or does not.

    It takes effect by `FileMoved`.
    """

    move: str
    to_org_path: str
    reason: MoveReason
    by: str
    text: Personal[str] = ""


class MoveDeclined(msgspec.Struct, frozen=True, kw_only=True):
    """The file stays where it is: the other union did not take it, or its own took the proposal back."""

    move: str
    outcome: Literal["declined", "withdrawn"]
    reason: Personal[str]


class ApplicationCorrected(msgspec.Struct, frozen=True, kw_only=True):
    """更正: a row of a roster corrected an application under way in what was neither asked nor decided on.

    One that touches more is an `ApplicationResubmitted`.
    """

    roster: str
    account: str
    consent: Consent
    details: Personal[Details]


class KeepingProposed(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer keeps the file after a re-check, and a second one must sign it."""

    round: int
    category: str
    clause: str
    grounds: tuple[Ground, ...]
    by: str
    reason: Personal[str]


class RearrangementProposed(msgspec.Struct, frozen=True, kw_only=True):
    """并户、转户、拆户: a person wants this open file merged `into` another, or some of its members there, or in a file
    of their own; it takes effect when another approves it.

    `persons`: who goes (tokens); `same`: (member here, member there) who are one person under two numbers.
    `relations`: of who goes to the applicant of the file that they come into.
    """

    rearrangement: str
    kind: RearrangementKind
    into: str | None
    persons: tuple[str, ...]
    same: tuple[tuple[str, str], ...] = ()
    by: str
    relations: Personal[dict[str, str]]
    account: Personal[Account | None] = None
    reason: Personal[str]


class RearrangementDecided(msgspec.Struct, frozen=True, kw_only=True):
    """A second person let a merge, transfer or split take effect, or did not; what it led to stands in both files."""

    rearrangement: str
    decision: Literal["approve", "decline"]
    reason: Personal[str] = ""


class PersonMarks(msgspec.Struct, frozen=True, kw_only=True):
    """Of one member (a token); `near`: of the number with each digit left out in turn."""

    person: str
    near: tuple[str, ...]
    name: str
    name_birth: str


class IdentityMarked(msgspec.Struct, frozen=True, kw_only=True):
    """What a household is compared by: keyed tokens of its members, phone and payee account, each kind under a purpose
    of its own; a later one replaces it. A stream of its own, that no timeline tells."""

    people: tuple[PersonMarks, ...]
    phone: str
    account: str


class IdentityForgotten(msgspec.Struct, frozen=True, kw_only=True):
    """The household's key was destroyed, so it is compared with nobody any more."""


class Signal(msgspec.Struct, frozen=True):
    """Why two households may be one; `persons`: a member of each (tokens), where it is about two persons."""

    kind: SignalKind
    persons: tuple[str, ...] = ()


class DuplicateProposed(msgspec.Struct, frozen=True, kw_only=True):
    """疑似重复: two households may be one; a person is asked. `urgent`: neither file is opened before the answer.

    A stream for each two, that no timeline tells: a portal could ask by applying whether somebody is a client.
    """

    households: tuple[str, str]
    score: int
    urgent: bool
    signals: tuple[Signal, ...]


class DuplicateLapsed(msgspec.Struct, frozen=True, kw_only=True):
    """What spoke for it was corrected before anybody answered."""


class DuplicateDecided(msgspec.Struct, frozen=True, kw_only=True):
    """A person said that the two are different, or the same; a later one corrects it."""

    decision: SaidOfTwo
    reason: Personal[str]


class PersonalDataShown(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody (the event's actor) saw the household's personal data unmasked; a stream of its own."""

    reason: Personal[str]


class AttachmentAdded(msgspec.Struct, frozen=True, kw_only=True):
    """附件: a paper of the household, sealed in the blob that `blob` names: the SHA-256 of the sealed bytes.

    `size`: bytes of the paper. `belongs_to`: what it was sent for, `reference` which one (an id, or a round), empty
    where there is one only. `content`: a keyed hash of household and paper, by which a repeat is known. What the file
    was called is nowhere: it may name a person. Of a signed consent: `consent`, its number, and `digest`, the SHA-256
    of its plain bytes.
    """

    attachment: str
    kind: PaperKind
    media: str
    blob: str
    size: int
    content: str
    belongs_to: PaperFor
    reference: str = ""
    note: Personal[str]
    consent: str = ""
    digest: Personal[str] = ""


class AttachmentWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """It was the wrong paper; its bytes stay until the household is erased."""

    attachment: str
    reason: Personal[str]


class AttachmentsErased(msgspec.Struct, frozen=True, kw_only=True):
    """The household's key was destroyed, so these blobs are unreadable for ever and are removed."""

    attachments: tuple[str, ...]


class AttachmentShown(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody (the event's actor) opened a paper of the household; a stream of its own."""

    attachment: str
    reason: Personal[str]


class PersonSearched(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at `org_path` searched by an ID number or a name (here its token) and was shown `found` households.

    Subject: the token.
    """

    org_path: str
    found: int


class FactsJudged(msgspec.Struct, frozen=True, kw_only=True):
    """A run (`redecide`, `simulate`) of the event's actor opens the facts of every household whose region begins with
    `region`; empty: of all.

    Subject: the run's region. One event stands for all households that were there.
    """

    what: str
    region: str


class LawFile(msgspec.Struct, frozen=True):
    """`content`: compressed by zlib, for a document is as large as an event may be."""

    name: str
    content: bytes


class LawAdopted(msgspec.Struct, frozen=True, kw_only=True):
    """A document in force here, as written: the base first, then what was laid over it. A stream for each version."""

    profile: str
    version: str
    files: tuple[LawFile, ...]


class RosterImported(msgspec.Struct, frozen=True, kw_only=True):
    """A survey roster was read; subject: the import. Its rows stand in streams of their own.

    `taken`: rows that became applications. `complete_for`: the organisation of which the importer said that it holds
    every household; `gone`: its open files that are not in it. From `corrected` on 0 in events older than the field.
    """

    org_path: str
    rows: int
    taken: int
    unchanged: int
    refused: int
    corrected: int = 0
    changed: int = 0
    elsewhere: int = 0
    split: int = 0
    gone: int = 0
    complete_for: str | None = None


DifferenceKind = Literal[ChangeKind, "applicant", "elsewhere", "split", "gone"]
"""What a difference is about. The last four are no change of the file: somebody decides what becomes of it."""


class DifferenceTold(msgspec.Struct, frozen=True, kw_only=True):
    """`person`: whom it is about (token); `account`: the token of the new one."""

    difference: str
    kind: DifferenceKind
    person: str | None = None
    account: str | None = None


class Said(msgspec.Struct, frozen=True):
    """What the file and the row said of one thing."""

    before: Values
    after: Values


class RosterRowCompared(msgspec.Struct, frozen=True, kw_only=True):
    """排查比对: a row of a roster was held against what is on file about the same people; a stream of its own.

    Subject: the household on file. `row`: the sheet's number, 0 where no row is (`gone`). `org_path`: the file's,
    `sheet_org_path` the row's. `others`: further households whose people the row names. `values`: of each difference,
    in their order.
    """

    roster: str
    row: int
    outcome: Literal["unchanged", "corrected", "changed", "elsewhere", "split", "gone"]
    org_path: str
    sheet_org_path: str
    read_on: date
    by: str
    others: tuple[str, ...] = ()
    differences: tuple[DifferenceTold, ...] = ()
    values: Personal[tuple[Said, ...]] = ()


class DifferencesDecided(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer (the event's actor) took differences of a row into the file, or left them; in the row's stream.

    `stale`: those that something else had overtaken. `request`: of which request it is a part.
    """

    request: str
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    reason: Personal[str]


class RosterStopped(msgspec.Struct, frozen=True, kw_only=True):
    """An import stopped before any row was taken: `likely` of its `new` rows may be households that are here already,
    or one another. Subject: the stop, which follows from organisation and sheet. `by`: who sent it."""

    org_path: str
    by: str
    rows: int
    new: int
    likely: int


class RosterReleased(msgspec.Struct, frozen=True, kw_only=True):
    """Another person looked: the sheet may be sent again, and is taken then."""

    reason: StopReason


class RosterStopWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet was wrong and is not taken."""

    reason: StopReason


class RefusedCell(msgspec.Struct, frozen=True, kw_only=True):
    """`column` is the sheet's header, never a value."""

    column: str
    code: str


class RosterRowRefused(msgspec.Struct, frozen=True, kw_only=True):
    """A row was not taken; `row` as the sheet numbers it. No personal datum; a stream of its own."""

    row: int
    cells: tuple[RefusedCell, ...]


class ParameterProposed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody (the event's actor) wants this value of a parameter of the law; it holds when another confirms it."""

    name: str
    kind: str
    region: str
    first_day: date
    value: str | int | None
    source: str


class CampaignProposed(msgspec.Struct, frozen=True, kw_only=True):
    """批量复查: somebody wants many open files checked again; another person begins it. Subject: the campaign.

    Of those of `org_path` and below: all, or whose term is over by `due_by`, or of `households` alone. `planned`: how
    many these were then. `a_minute`: at most so many households are taken in a minute; None: without pause. `source`:
    the paper that orders it.
    """

    org_path: str
    by: str
    reason: CampaignReason
    ordered_by: str
    planned: int
    due_by: date | None = None
    households: tuple[str, ...] = ()
    a_minute: int | None = None


class CampaignDeclined(msgspec.Struct, frozen=True, kw_only=True):
    """It does not take place."""


class CampaignBegun(msgspec.Struct, frozen=True, kw_only=True):
    """A second person (the event's actor) set it going."""

    begun_on: date


class CampaignPaused(msgspec.Struct, frozen=True, kw_only=True):
    """No further household is taken; those that were go on."""


class CampaignResumed(msgspec.Struct, frozen=True, kw_only=True):
    """It goes on behind the household where it paused."""


class CampaignStepTaken(msgspec.Struct, frozen=True, kw_only=True):
    """The next `taken` households are taken, in the order of their ids; the last of them is `after`."""

    after: str
    taken: int


class CampaignEnded(msgspec.Struct, frozen=True, kw_only=True):
    """`done`: all were taken; `stopped`: by a person, for good."""

    outcome: Literal["done", "stopped"]


class TakenInCampaign(msgspec.Struct, frozen=True, kw_only=True):
    """What a campaign came to for one household, in its own stream: a re-check begins, or it is passed over because
    one is under way, because it was decided on since the campaign began, or because no open file is left to check."""

    campaign: str
    outcome: CampaignOutcome


class LeadArrived(msgspec.Struct, frozen=True, kw_only=True):
    """早发现: an agency told of somebody in trouble whom no union knows. Subject: the lead. `reference`: the agency's
    own, by which the union asks it; `until`: the last day on which an application meets it."""

    org_path: str
    agency: str
    kind: str
    reference: str
    on: date
    until: date


class LeadVisited(msgspec.Struct, frozen=True, kw_only=True):
    """The union of the place looked (the event's actor)."""

    outcome: LeadOutcome
    on: date


class LeadApplied(msgspec.Struct, frozen=True, kw_only=True):
    """Whom it is about is in this household's application."""

    household: str


class LeadReferred(msgspec.Struct, frozen=True, kw_only=True):
    """An agency's lead was about somebody in this household: in a stream of its own. Subject: the household."""

    lead: str


class LeadLapsed(msgspec.Struct, frozen=True, kw_only=True):
    """Its term is over, and nobody applied."""


class WebhookSet(msgspec.Struct, frozen=True, kw_only=True):
    """A portal wants to be told; subject: the webhook. `owner`: the portal's name, whose applications are meant, those
    of `org_path` and below. `wanted`: kinds of what is told. `salt` names the secret, which is stored nowhere: with the
    vault's pepper it is made again from it."""

    name: str
    owner: str
    org_path: str
    url: str
    wanted: tuple[str, ...]
    salt: str


class WebhookSecretChanged(msgspec.Struct, frozen=True, kw_only=True):
    """Another secret, named by `salt`, signs what is sent from now on; before `old_until` the one of before signs too,
    so that the receiver has time to learn the new one."""

    salt: str
    old_until: datetime


class WebhookRemoved(msgspec.Struct, frozen=True, kw_only=True):
    """The portal is told nothing more, what waits included."""


class WebhookDelivered(msgspec.Struct, frozen=True, kw_only=True):
    """The portal's receiver took it; subject: the household."""

    delivery: str
    webhook: str


class WebhookGivenUp(msgspec.Struct, frozen=True, kw_only=True):
    """It is sent no more unless the portal asks for it; `reason`: why the last attempt failed, as a code."""

    delivery: str
    webhook: str
    attempts: int
    reason: str


class WebhookReplayed(msgspec.Struct, frozen=True, kw_only=True):
    """The portal (the event's actor) wants it once more."""

    delivery: str
    webhook: str


class ConsentNumberIssued(msgspec.Struct, frozen=True, kw_only=True):
    """授权书编号: a number for one form of a union, about to be signed; by rule (`kernel/consent_forms.py`)."""

    number: str
    org_path: str
    form_version: str


_OWN = (
    ConsentNumberIssued,
    CampaignProposed, CampaignDeclined, CampaignBegun, CampaignPaused, CampaignResumed, CampaignStepTaken,
    CampaignEnded, TakenInCampaign, LeadArrived, LeadVisited, LeadApplied, LeadReferred, LeadLapsed,
    WebhookSet, WebhookSecretChanged, WebhookRemoved, WebhookDelivered, WebhookGivenUp, WebhookReplayed,
    ParameterProposed,
    ReportRevised, LookedAgain,
    VisitRecorded, VisitConfirmed, VisitDeclined,
    CategoryProposed, FindingMade, ReviewOverdue, DecisionProposed, SignatureDeclined, MemberDropped, ExitNoted,
    ExitNoteWithdrawn,
    NoticeShown, NoticeTakenDown, ObjectionAnswered, ObjectionOverdue,
    ClosingProposed, ClosingExplained, ContactAttempted, ChangeProposed, ChangeDecided, KeepingProposed, MoveProposed,
    MoveDeclined,
    PersonalDataShown, PersonSearched, FactsJudged, LawAdopted, RosterImported,
    RosterRowRefused, RosterRowCompared, DifferencesDecided, ApplicationCorrected,
    RearrangementProposed, RearrangementDecided, RosterStopped, RosterReleased, RosterStopWithdrawn,
    IdentityMarked, IdentityForgotten, DuplicateProposed, DuplicateLapsed, DuplicateDecided,
    AttachmentAdded, AttachmentWithdrawn, AttachmentsErased, AttachmentShown,
)  # fmt: skip

EVENTS = internal_types("intake", _OWN)
