"""What intake tells: applications, decisions, notices and household files, and the parameters of the law.

Subject: the household id; of a parameter its name and region.
"""

from datetime import date

import msgspec

from kernel.fen import Fen
from kernel.personal import Personal


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One member as declared; `token` is the person token, `relation` to the applicant (self for the first).

    From `nation` on: what papers repeat and no rule decides by; None: not said. `yearly_income`: what the form had,
    where it asked for a year; `monthly_income` is made from it. `impairment_level`: 1 the gravest, to 4.
    """

    token: str
    name: str
    id_number: str
    birth_date: date
    relation: str
    can_work: bool
    employment: str
    school_stage: str | None = None
    monthly_income: Fen
    health: str
    disability: bool
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
    yearly_income: Fen | None = None


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """Household-level facts as declared; money in fen a month for the whole household.

    From `contract_months` on None is: not said. Single documents ask for the kind of restructuring, wages, town and
    `union_region`: where the union is in which the applicant is a member. `other_income_yearly` is what the household
    has beside wages, in fen a year.
    """

    on_dibao: bool
    relief_monthly: Fen
    hardship_expenditure_monthly: Fen
    causes: tuple[str, ...]
    primary_cause: str
    union_member: bool
    migrant_worker: bool
    single_parent: bool
    sudden_event: bool
    contract_months: int | None = None
    restructuring_affected: bool
    restructuring_kind: str | None = None
    wage_is_main_income: bool | None = None
    lives_long_term_in_city: bool | None = None
    union_region: str | None = None
    other_income_yearly: Fen | None = None
    can_help_itself: bool | None = None


class Employer(msgspec.Struct, frozen=True):
    """`credit_code` and `kind`: empty when not said."""

    name: str
    credit_code: str
    kind: str
    region: str | None = None
    industry: str | None = None
    state: str | None = None


class Contact(msgspec.Struct, frozen=True):
    """`address`: empty when not said."""

    phone: str
    address: str
    postcode: str | None = None
    other: str | None = None


class Account(msgspec.Struct, frozen=True):
    bank: str
    number: str
    branch: str | None = None


class Housing(msgspec.Struct, frozen=True, kw_only=True):
    """Where the household lives."""

    kind: str | None = None
    area_band: str | None = None


class Opinions(msgspec.Struct, frozen=True, kw_only=True):
    """三级意见, in the words of the form: of the party branch or administration, the union, and the one above it."""

    administration: str | None = None
    union: str | None = None
    system_union: str | None = None


class House(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    area_m2: int


class Vehicle(msgspec.Struct, frozen=True, kw_only=True):
    purchased_in: int | None = None
    """The year."""


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    credit_code: str | None = None


class DeclaredProperty(msgspec.Struct, frozen=True, kw_only=True):
    """What the household says it owns, to be held against what agencies have on file (real estate, vehicles, business
    registration, banks, housing fund). None: not said; an empty list: none. `housing_fund_base` in fen a month.
    """

    houses: tuple[House, ...] | None = None
    vehicles: tuple[Vehicle, ...] | None = None
    firms: tuple[Firm, ...] | None = None
    deposits_band: str | None = None
    housing_fund_base: Fen | None = None


class OtherAid(msgspec.Struct, frozen=True, kw_only=True):
    """Aid that the household says it got from somebody else."""

    giver: str
    kind: str
    amount: Fen
    received_on: date | None = None


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """Everything personal of an application; travels sealed, whole: what is said of a household is nobody else's.

    The last four: None is not said.
    """

    members: tuple[Member, ...]
    declared: Declared
    contact: Contact
    account: Account
    employer: Employer
    needs: tuple[str, ...] = ()
    housing: Housing | None = None
    opinions: Opinions | None = None
    owned: DeclaredProperty | None = None
    other_aid: tuple[OtherAid, ...] | None = None


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """授权书: which items, which persons (tokens), from when to when (inclusive).

    `signed_by`: who of them signed themselves; for the others parents have. None in facts older than the field: then
    each who was of age that day. `guardians`: (child, who signed for it), where the form says who did. `form_version`
    and `purposes` (`kernel/consent_forms.py`): empty where the paper names none; then it is for every purpose.
    """

    reference: str
    signed_on: date
    valid_until: date
    items: tuple[str, ...]
    persons: tuple[str, ...]
    signed_by: tuple[str, ...] | None = None
    guardians: tuple[tuple[str, str], ...] = ()
    form_version: str = ""
    purposes: tuple[str, ...] = ()


class ApplicationSubmitted(msgspec.Struct, frozen=True, kw_only=True):
    """申请: an application was accepted with its consent; `items` are the verification items it needs.

    `flags` tell a reviewer what was seen at the door, such as `applicant_elsewhere`, `legacy_number`. `proposed_by`:
    who wanted a file of their own for members of another, where a split led to it.
    """

    org_path: str
    region: str
    profile: str
    channel: str
    submitted_on: date
    applicant: str
    members: tuple[str, ...]
    account: str
    consent: Consent
    items: tuple[str, ...]
    previous_household: str | None = None
    import_id: str | None = None
    flags: tuple[str, ...] = ()
    proposed_by: str = ""
    details: Personal[Details]


class ApplicationResubmitted(msgspec.Struct, frozen=True, kw_only=True):
    """Papers came after a return, or a roster's row corrected it; only `items` are asked again, in round `round`."""

    round: int
    members: tuple[str, ...]
    account: str
    consent: Consent
    items: tuple[str, ...]
    details: Personal[Details]


class ApplicationWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The household took its application back, before a file was open."""

    reason: Personal[str]


class ConsentWithdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """撤回授权: `persons` (tokens) may not be asked about from this moment on; what was answered before stands.

    At any time, of an application as of an open file; a consent that is signed later ends it.
    """

    reference: str
    persons: tuple[str, ...]
    withdrawn_on: date
    reason: Personal[str]


class ApplicationApproved(msgspec.Struct, frozen=True, kw_only=True):
    """审核: a reviewer said yes. `reason` is required when it goes against the proposal."""

    category: str
    against_proposal: bool
    reason: Personal[str] = ""


class ApplicationRejected(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer said no, with the clause of the profile's document."""

    clause: str
    against_proposal: bool
    reason: Personal[str]


class ApplicationReturned(msgspec.Struct, frozen=True, kw_only=True):
    """Sent back for papers; `papers` are codes or short names of papers, nothing personal; `reason`: what is wrong, in
    the reviewer's words, nothing in facts older than the field."""

    papers: tuple[str, ...]
    reason: Personal[str] = ""


class NoticePosted(msgspec.Struct, frozen=True, kw_only=True):
    """公示: posted from `first_day` to `last_day` inclusive, working days of the Chinese calendar.

    `provisional`: the year's holiday list is not out yet.
    """

    first_day: date
    last_day: date
    provisional: bool


class ObjectionRaised(msgspec.Struct, frozen=True, kw_only=True):
    """An objection to the notice: verification again (round `round`), then a fresh notice.

    `due_on`: the day by which it is answered; nothing in facts older than the field.
    """

    round: int
    items: tuple[str, ...]
    consent: Consent
    due_on: date | None = None
    objection: Personal[str]
    details: Personal[Details]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan needs to know of a member."""

    token: str
    relation: str
    can_work: bool
    employment: str
    school_stage: str | None = None
    health: str


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Why the household is in hardship, for routing to measures; sealed.

    `facts`: what was known when it was decided on and measures ask for, by the names of docs/domain.md#facts, money
    in fen; one that is absent was not known. Empty in events older than the field.
    """

    causes: tuple[str, ...]
    primary_cause: str
    people: tuple[Person, ...]
    account: Account
    holder: str = ""
    """the account's holder: the applicant's name"""
    needs: tuple[str, ...] = ()
    facts: dict[str, str | int | bool | None] = {}


class FileOpened(msgspec.Struct, frozen=True, kw_only=True):
    """录入: the household file is open (一户一档). `members` are in no other open file.

    `recheck_due_on`: when it is checked again, if nothing brings that before; `notice_shown`: whether anybody told that
    a sheet of its notice was hung. Both None in events older than the field.
    """

    org_path: str
    region: str
    profile: str
    category: str
    opened_on: date
    discovered_on: date
    applicant: str
    members: tuple[str, ...]
    account: str
    previous_household: str | None = None
    recheck_due_on: date | None = None
    notice_shown: bool | None = None
    situation: Personal[Situation]


class OpeningBlocked(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer settles it: a member is in another open file, or the household may be one that is here already.

    `others`: (member token, household); `near`: pairs of households of which nobody has said that they are different;
    `not_shown`: the place asks for a sheet, and none hung for the days of a notice.
    """

    others: tuple[tuple[str, str], ...]
    near: tuple[str, ...] = ()
    not_shown: bool = False


class FileNumberRecorded(msgspec.Struct, frozen=True, kw_only=True):
    """Entry confirmed: the number in the national system 工会帮扶工作管理系统."""

    number: str
    recorded_on: date


class FileClosed(msgspec.Struct, frozen=True, kw_only=True):
    """撤档. `reason`: one of `kernel.closed_lists.CLOSING_REASONS`, `merged` of a merge; `merged_into`: the household
    whose file goes on then."""

    org_path: str
    reason: str
    closed_on: date
    members: tuple[str, ...]
    merged_into: str | None = None


class FileMerged(msgspec.Struct, frozen=True, kw_only=True):
    """档案合并: two open files are one from `merged_on` on. Told of both households: `merged` closes, `into` goes on.

    `joined`: who came along (tokens); `same`: (token in the merged file, token in the other) of who was in both.
    """

    org_path: str
    rearrangement: str
    merged: str
    into: str
    merged_on: date
    joined: tuple[str, ...]
    same: tuple[tuple[str, str], ...]


class FileChanged(msgspec.Struct, frozen=True, kw_only=True):
    """变更: an open file changed, approved by a second person where a fact, identity or money is concerned.

    `kind`: one of `kernel.closed_lists.ChangeKind`, or `merge`; `persons`: whom it is about; `on`: since when. What
    follows is the file as it is now: its members (the applicant first), the account's token, consent, all that is
    personal. `same`: (token that was, token now) of a person who is known by another from now on. `proposed_by`: who
    wanted it, where that stands in another file's history: of a merge or a transfer into this one.
    """

    org_path: str
    change: str
    kind: str
    persons: tuple[str, ...]
    on: date
    members: tuple[str, ...]
    account: str
    consent: Consent
    same: tuple[tuple[str, str], ...] = ()
    proposed_by: str = ""
    details: Personal[Details]


class FileMoved(msgspec.Struct, frozen=True, kw_only=True):
    """转档: an open file went to another union, which took it; from here on it is that union's, whoever had it before.

    `move`: which one; `org_path`, `region`, `profile`: where it is now, and whose document holds there; `items`: what
    that document needs to know. `from_...`: where it was. Another region has another law: then a re-check follows.
    """

    move: str
    org_path: str
    region: str
    profile: str
    items: tuple[str, ...]
    from_org_path: str
    from_region: str
    from_profile: str
    moved_on: date


class RecheckBegun(msgspec.Struct, frozen=True, kw_only=True):
    """复查: an open file is verified again in round `round`; only `items` are asked, under `consent`.

    `reasons`: the kinds of change that led to it, `term`, `came_of_age`, `moved`, `not_in_survey`, `bulk` (a campaign);
    of an answer that turned out otherwise one of `contracts.verification.RECALLS`, and then `since`: the day of the
    decision that rested on it. `missing`: adults (tokens) whose own signature the consent lacks: nobody is asked about
    them.
    """

    round: int
    reasons: tuple[str, ...]
    items: tuple[str, ...]
    consent: Consent
    missing: tuple[str, ...] = ()
    details: Personal[Details]
    since: date | None = None


class FileKept(msgspec.Struct, frozen=True, kw_only=True):
    """复查合格: after re-check `round` the file stays open, in `category`; `reason` when against the proposal.

    `situation`: as the re-check found it; nothing in facts older than the field.
    """

    org_path: str
    round: int
    category: str
    clause: str
    kept_on: date
    recheck_due_on: date
    against_proposal: bool
    reason: Personal[str] = ""
    situation: Personal[Situation | None] = None


class ParameterSet(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of the law from `first_day` on; known since the event's own time. Subject: its name and region.

    `region`: a county, or the prefecture or province above it (6, 4, 2 digits). `kind`: money, ratio, count, code.
    `value` as written: yuan, a multiple of the line, a number, a code; nothing: unset again from that day on.
    """

    name: str
    kind: str
    region: str
    first_day: date
    value: str | int | None
    source: str


EVENTS: dict[str, type] = {
    "jiekun.intake.ApplicationSubmitted.v1": ApplicationSubmitted,
    "jiekun.intake.ApplicationResubmitted.v1": ApplicationResubmitted,
    "jiekun.intake.ApplicationWithdrawn.v1": ApplicationWithdrawn,
    "jiekun.intake.ConsentWithdrawn.v1": ConsentWithdrawn,
    "jiekun.intake.ApplicationApproved.v1": ApplicationApproved,
    "jiekun.intake.ApplicationRejected.v1": ApplicationRejected,
    "jiekun.intake.ApplicationReturned.v1": ApplicationReturned,
    "jiekun.intake.NoticePosted.v1": NoticePosted,
    "jiekun.intake.ObjectionRaised.v1": ObjectionRaised,
    "jiekun.intake.FileOpened.v1": FileOpened,
    "jiekun.intake.OpeningBlocked.v1": OpeningBlocked,
    "jiekun.intake.FileNumberRecorded.v1": FileNumberRecorded,
    "jiekun.intake.FileClosed.v1": FileClosed,
    "jiekun.intake.FileMerged.v1": FileMerged,
    "jiekun.intake.FileChanged.v1": FileChanged,
    "jiekun.intake.FileMoved.v1": FileMoved,
    "jiekun.intake.RecheckBegun.v1": RecheckBegun,
    "jiekun.intake.FileKept.v1": FileKept,
    "jiekun.intake.ParameterSet.v1": ParameterSet,
}
