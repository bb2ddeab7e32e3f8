"""What happens inside verification and concerns no other service; the public facts are in `contracts.verification`.

Subject: the household. An inquiry's stream is `inquiry-<household>-<round>`; a refused answer stands in a
stream of its own, so that no stranger can make an inquiry's stream long. Of a parameter both are its name and region,
of an office its code.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from kernel.event_types import internal_types
from kernel.fen import Fen
from kernel.personal import Personal

Way = Literal["message", "sheet"]
"""How an answer came: signed by its agency's own system, or brought on an answer sheet by two people."""
Scalar = str | int | bool | None
Record = dict[str, Scalar | tuple[dict[str, Scalar], ...]]
"""What an agency has on file about one person: `person` (the token) and the facts of the item; what is told one by
one, such as houses, as a list."""


class Consent(Struct, frozen=True, kw_only=True):
    """授权书: which items, which persons (tokens), from when to when (inclusive). `form_version` and `purposes` where
    the paper names them: without any purpose it is for each."""

    reference: str
    signed_on: date
    valid_until: date
    items: tuple[str, ...]
    persons: tuple[str, ...]
    form_version: str = ""
    purposes: tuple[str, ...] = ()


class Member(Struct, frozen=True, kw_only=True):
    """What is asked with (token, number) and compared with; money in fen a month. The applicant is the first."""

    token: str
    id_number: str
    birth_date: date
    relation: str
    can_work: bool
    employment: str
    school_stage: str | None
    monthly_income: Fen
    health: str
    disability: bool


class Owned(Struct, frozen=True, kw_only=True):
    """What the household says it owns, as sums; None: not said. The base in fen a month."""

    houses: int | None = None
    house_area_m2: int | None = None
    vehicles: int | None = None
    firms: int | None = None
    deposits_band: str | None = None
    housing_fund_base: Fen | None = None


class Declaration(Struct, frozen=True, kw_only=True):
    """The household's own word, as far as facts rest on it; names, phone and account are not needed here.

    What single documents ask for may be None: not said; so may `employer_kind`, empty.
    """

    members: tuple[Member, ...]
    on_dibao: bool
    relief_monthly: Fen
    hardship_expenditure_monthly: Fen
    causes: tuple[str, ...]
    primary_cause: str
    union_member: bool
    migrant_worker: bool
    single_parent: bool
    sudden_event: bool
    contract_months: int | None
    restructuring_affected: bool
    employer_kind: str
    employer_region: str | None = None
    restructuring_kind: str | None = None
    wage_is_main_income: bool | None = None
    lives_long_term_in_city: bool | None = None
    union_region: str | None = None
    other_income_monthly: Fen = 0
    """What the household has beside its members' wages and pensions."""
    owned: Owned | None = None


class Question(Struct, frozen=True):
    """One item, asked of one office, whose code `agency` is; `reference` is the same at every retry. `due_on`: the
    last day of its term; the round's, where none stands here. `remind_on`: when its office is reminded, if silent."""

    item: str
    agency: str
    reference: str
    due_on: date | None = None
    remind_on: date | None = None


class Differing(Struct, frozen=True):
    """`fact` as `domain/contradictions.py` names it, `person` a token."""

    fact: str
    person: str


class Earlier(Struct, frozen=True, kw_only=True):
    """An answer of an earlier round that still stands, since nothing that it is about has changed; or may stand in."""

    item: str
    agency: str
    received_on: date
    records: tuple[Record, ...]
    source: str = "verified"
    persons: tuple[str, ...] = ()
    """About whom was asked; empty in old events."""


class InquiryOpened(Struct, frozen=True, kw_only=True):
    """One round of questions; `persons` (tokens) are those whom the consent covers.

    `hashes`: item -> the hash that its answer must carry. `asked_at` stays the same over retries. `stand_ins`: item ->
    what may stand in for its answer, as the place says (`kernel/answer_ages.py`). `purpose`: what is asked for, of
    `kernel/consent_forms.py`; empty in old events.
    """

    round: int
    org_path: str
    region: str
    opened_on: date
    due_on: date
    asked_at: datetime
    consent: Consent
    persons: tuple[str, ...]
    questions: tuple[Question, ...]
    declared: Personal[Declaration]
    hashes: Personal[dict[str, str]]
    earlier: Personal[tuple[Earlier, ...]]
    stand_ins: dict[str, str] = {}
    purpose: Literal["", "verification", "recheck"] = ""


class QuestionSent(Struct, frozen=True, kw_only=True):
    """One envelope left, with all its items, and was acknowledged: the first time counts. `digest`: SHA-256 of the
    whole signed body, which nobody can guess who has not the signature; `raw` and `ack`: both zlib-compressed."""

    inquiry: str
    agency: str
    items: tuple[str, ...]
    key_id: str
    sent_at: datetime
    consent: str
    purpose: str
    digest: str
    raw: Personal[bytes]
    ack: Personal[bytes]


class QuestionRefused(Struct, frozen=True, kw_only=True):
    """We did not ask: the consent does not cover it. `reason`: see `rules.why_not_covered`."""

    item: str
    agency: str
    reason: str


class Receipt(Struct, frozen=True, kw_only=True):
    """When a signed message came in (real time) and under which key of its sender: as of then its signature is judged.
    `digest`: SHA-256 of the whole body. Events older than this have none."""

    key_id: str
    received_at: datetime
    digest: str


class AnswerRecorded(Struct, frozen=True, kw_only=True):
    """The answer that counts; without records nothing is on file. `raw`: the signed body, zlib-compressed; of an answer
    that `came_by` sheet, the household's rows of it with the digest of the whole."""

    item: str
    agency: str
    received_on: date
    records: Personal[tuple[Record, ...]]
    raw: Personal[bytes]
    came_by: Way = "message"
    receipt: Receipt | None = None


class AgencyDeclined(Struct, frozen=True, kw_only=True):
    """The agency will not or cannot answer; `reason` is a code of DCI's closed list."""

    item: str
    agency: str
    received_on: date
    reason: str
    raw: Personal[bytes]
    receipt: Receipt | None = None


class AnswerContradicted(Struct, frozen=True, kw_only=True):
    """A second answer that says something else: the first one stands, a person sees both."""

    item: str
    agency: str
    received_on: date
    records: Personal[tuple[Record, ...]]
    raw: Personal[bytes]
    came_by: Way = "message"
    receipt: Receipt | None = None


class AgenciesContradicted(Struct, frozen=True, kw_only=True):
    """Two agencies say different things about one person: `difference` says which fact, and of whom."""

    contradiction: str
    items: tuple[str, ...]
    difference: Personal[Differing]


class SettlementProposed(Struct, frozen=True, kw_only=True):
    """裁定: which side of a contradiction stands, from 1, as `by` says; another must sign."""

    contradiction: str
    stands: int
    by: str
    reason: Personal[str]


class SettlementDeclined(Struct, frozen=True, kw_only=True):
    """复核: the second person does not sign; the contradiction waits again."""

    contradiction: str
    reason: Personal[str]


class ContradictionSettled(Struct, frozen=True, kw_only=True):
    """Side `stands` counts from now on; `by` said so first, and signed alone where one is enough."""

    contradiction: str
    stands: int
    settled_on: date
    by: str
    reason: Personal[str]


class AnswerCameLate(Struct, frozen=True, kw_only=True):
    """An answer after the report. To a question that had none it is the answer, and the report comes out again; another
    one than what was answered, or to what was not asked, is kept beside it. `told_at`: the
    agency's own time; None in events older than the field."""

    item: str
    agency: str
    received_on: date
    records: Personal[tuple[Record, ...]]
    raw: Personal[bytes]
    told_at: datetime | None = None
    came_by: Way = "message"
    receipt: Receipt | None = None


class AnswerCorrected(Struct, frozen=True, kw_only=True):
    """The agency says that its answer was wrong, and what is right: that counts. `told_at`: its own time."""

    item: str
    agency: str
    received_on: date
    told_at: datetime
    records: Personal[tuple[Record, ...]]
    raw: Personal[bytes]
    receipt: Receipt | None = None


class AnswerWithdrawn(Struct, frozen=True, kw_only=True):
    """The agency takes its answer back: the item is unanswered again. `told_at`: its own time."""

    item: str
    agency: str
    received_on: date
    told_at: datetime
    raw: Personal[bytes]
    receipt: Receipt | None = None


class AnswerReplaced(Struct, frozen=True, kw_only=True):
    """What this round holds of the item is otherwise by what came elsewhere: a push, or an answer to an earlier round.

    `because`: one of `contracts.verification.RECALLS`; of `withdrawn` nothing is left. `evidence`: the stream where it
    stands as it came; `person` (token): whom a push was about.
    """

    item: str
    agency: str
    received_on: date
    told_at: datetime
    because: str
    evidence: str
    person: str = ""
    records: Personal[tuple[Record, ...]]


class AnswerQuarantined(Struct, frozen=True, kw_only=True):
    """An answer after the consent was withdrawn: kept as it came, read by no rule."""

    item: str
    agency: str
    received_on: date
    raw: Personal[bytes]
    receipt: Receipt | None = None


class ConsentEnded(Struct, frozen=True, kw_only=True):
    """撤回授权: about `persons` nobody is asked in this round any more; what was answered before stands."""

    persons: tuple[str, ...]
    ended_on: date


class AgencyPushed(Struct, frozen=True, kw_only=True):
    """An agency told of its own accord what is on file about one person now; empty `records`: nothing any more.

    It is evidence; where the latest report holds something else of the person, `AnswerReplaced` follows there. `person`
    is a token, `told_at` the agency's own time.
    """

    item: str
    agency: str
    person: str
    told_at: datetime
    received_on: date
    records: Personal[tuple[Record, ...]]
    raw: Personal[bytes]
    receipt: Receipt | None = None


class AnswerRefused(Struct, frozen=True, kw_only=True):
    """A signed callback that answers nothing of ours; nothing of it is kept.

    `sender`: who signed; "" in old events, when one whose signature did not hold was recorded too. `reason` is a stable
    code.
    """

    sender: str
    reason: str


class OfficeReminded(Struct, frozen=True, kw_only=True):
    """The term draws near and the office is silent about these items: whoever looks after agencies is to call it."""

    agency: str
    items: tuple[str, ...]
    due_on: date
    reminded_on: date


class QuestionsLeftForSheet(Struct, frozen=True, kw_only=True):
    """The agency has no interface: these questions wait for the next question sheet and are posted nowhere."""

    agency: str
    items: tuple[str, ...]


class QuestionsCarried(Struct, frozen=True, kw_only=True):
    """Somebody took these questions out on a sheet. `earlier`: the sheets on which they went out before."""

    sheet: str
    agency: str
    items: tuple[str, ...]
    earlier: tuple[str, ...] = ()


class SheetTakenOut(Struct, frozen=True, kw_only=True):
    """询问表: so many questions of one organisation go to one agency on paper or by file; `items`: those whose
    columns it has; `sha256` of the workbook.

    Whom they are about stands in `QuestionsCarried`, household by household.
    """

    agency: str
    items: tuple[str, ...]
    org_path: str
    questions: int
    rows: int
    sha256: str
    taken_on: date


class SheetBroughtBack(Struct, frozen=True, kw_only=True):
    """A filled sheet was shown, and nothing of it counts yet: another person confirms the very same file."""

    agency: str
    sha256: str
    questions: int
    refused: int
    brought_on: date


class SheetConfirmed(Struct, frozen=True, kw_only=True):
    """The second person confirmed the file of this digest: what it answers was recorded, household by household."""

    agency: str
    sha256: str
    questions: int
    refused: int
    confirmed_on: date


class LeadForgotten(Struct, frozen=True, kw_only=True):
    """A lead's term is over: whom it was about is known to nobody here any more. Subject: the lead."""


class AgencyKeyProposed(Struct, frozen=True, kw_only=True):
    """Somebody (the event's actor) wants a key of a sender to be as it is told here; it is when another confirms it."""

    sender: str
    key_id: str
    algorithm: str
    public_key: str
    valid_from: datetime
    valid_until: datetime | None
    revoked_from: datetime | None
    reason: str


class AgencyKeySet(Struct, frozen=True, kw_only=True):
    """So a key stands from now on, the whole of it. From `revoked_from` on it was in other hands; what came in before
    stays as it was judged. Those of the agencies file, and ours, are set by the service at its start."""

    sender: str
    key_id: str
    algorithm: str
    public_key: str
    valid_from: datetime
    valid_until: datetime | None
    revoked_from: datetime | None
    reason: str


class HouseholdMoved(Struct, frozen=True, kw_only=True):
    """Another union keeps the household's file: the latest round, and all that follow, are for it."""

    org_path: str
    region: str


class InquiryStopped(Struct, frozen=True, kw_only=True):
    """No report will come. `reason`: withdrawn, file_closed, erased."""

    reason: str


class ParameterRecorded(Struct, frozen=True, kw_only=True):
    """A parameter of the law as intake set it: from `first_day` on, known since `known_since`. Value as written."""

    name: str
    region: str
    first_day: date
    known_since: datetime
    value: str | int | None


class Answers(Struct, frozen=True):
    """These items an office answers, for those who live in these places (two, four or six digits)."""

    items: tuple[str, ...]
    places: tuple[str, ...]


class OfficeProposed(Struct, frozen=True, kw_only=True):
    """Somebody (the event's actor) wants an office 承办机构 in the directory so from `first_day` on; it holds when
    another confirms it.

    `office`: its sender id, under which its keys are known. `url`: below it stands `/registry/search`. Nothing under
    `answers`: it answers no more. `source`: the document that says so.
    """

    office: str
    name: str
    url: str
    answers: tuple[Answers, ...]
    first_day: date
    source: str


class OfficeSet(Struct, frozen=True, kw_only=True):
    """Confirmed: from `first_day` on the office answers these items, and what an earlier version said is over."""

    office: str
    name: str
    url: str
    answers: tuple[Answers, ...]
    first_day: date
    source: str


_OWN = (
    OfficeProposed,
    OfficeSet,
    ParameterRecorded,
    InquiryOpened,
    QuestionSent,
    QuestionRefused,
    AnswerRecorded,
    AgencyDeclined,
    AnswerContradicted,
    AgenciesContradicted,
    SettlementProposed,
    SettlementDeclined,
    ContradictionSettled,
    AnswerCameLate,
    AnswerCorrected,
    AnswerWithdrawn,
    AnswerReplaced,
    AnswerQuarantined,
    ConsentEnded,
    AgencyPushed,
    AnswerRefused,
    OfficeReminded,
    QuestionsLeftForSheet,
    QuestionsCarried,
    SheetTakenOut,
    SheetBroughtBack,
    SheetConfirmed,
    LeadForgotten,
    AgencyKeyProposed,
    AgencyKeySet,
    HouseholdMoved,
    InquiryStopped,
)

EVENTS = internal_types("verification", _OWN)
