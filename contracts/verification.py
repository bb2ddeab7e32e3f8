"""What verification tells: reports on households. Subject: the household id."""

from datetime import date

import msgspec

from kernel.personal import Personal


class ItemOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one item ended: matched, mismatched, doubtful, not_found, refused or no_answer.

    doubtful: nothing that was declared is contradicted, but indirect evidence speaks against it. `stand_in`: what the
    place lets stand in for an answer that did not come: last_known, of the day `answered_at`, or may_be_missing.
    """

    item: str
    agency: str
    outcome: str
    answered_at: date | None = None
    stand_in: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact, declared against answered; money in fen. `person` is a token, "" for the household.

    `grade`: direct, when the agency knows the fact itself; indirect, when it knows something that speaks of it, such as
    a housing fund's base of a wage. An indirect contradiction is for a person to look at and makes no mismatch.
    """

    item: str
    agency: str
    fact: str
    person: str
    declared: str | int | bool | None
    answered: str | int | bool | None
    agrees: bool
    grade: str = "direct"


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact by its name (docs/domain.md#facts); `value` None is unknown; money in fen a month.

    `provenance`: declared, verified:<agency>, derived; settled:<agency> where a person chose between contradicting
    answers; last_known:<agency> where the answer of an earlier round stands in; unanswered:<agency> says whose answer
    is missing. `formula` and `inputs`: of a value that follows from the answers about several persons.
    """

    name: str
    value: str | int | bool | None
    provenance: str
    as_of: date
    formula: str | None = None
    inputs: dict[str, str | int | bool | None] | None = None


class ReportCompleted(msgspec.Struct, frozen=True, kw_only=True):
    """The report of one round: complete, or partial at the deadline. An item without answer proves nothing.

    It comes out again when an answer turns out otherwise: `revision` counts from 1 then, `revised` are the items, and
    `because` is one of `RECALLS`; the whole stands in the place of the report before.
    """

    round: int
    complete: bool
    items: tuple[ItemOutcome, ...]
    comparisons: Personal[tuple[Comparison, ...]]
    facts: Personal[tuple[Fact, ...]]
    revision: int = 0
    because: str = ""
    revised: tuple[str, ...] = ()


class AgencySilent(msgspec.Struct, frozen=True, kw_only=True):
    """The deadline passed without an answer."""

    round: int
    item: str
    agency: str


class LeadReceived(msgspec.Struct, frozen=True, kw_only=True):
    """早发现: an agency tells under law of somebody whom no union knows yet. Subject: the lead; no event says who.

    `kind`: of `kernel.leads`; `reference`: the agency's own, by which the union asks it; `region`: the county where the
    person lives; `on`: when it happened there; after `until` nobody can tell any more who it was.
    """

    agency: str
    kind: str
    reference: str
    region: str
    on: date
    until: date


class LeadMet(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a lead is about is in the application of this household: it was found. Subject: the lead."""

    household: str


RECALLS: dict[str, str] = {
    "late_answer": "部门逾期后答复",
    "corrected": "部门更正答复",
    "withdrawn": "部门撤回答复",
    "pushed": "部门通报变化",
    "settled": "裁定矛盾答复",
}
"""Why a report comes out again, and what people call it."""

EVENTS: dict[str, type] = {
    "jiekun.verification.ReportCompleted.v1": ReportCompleted,
    "jiekun.verification.AgencySilent.v1": AgencySilent,
    "jiekun.verification.LeadReceived.v1": LeadReceived,
    "jiekun.verification.LeadMet.v1": LeadMet,
}
