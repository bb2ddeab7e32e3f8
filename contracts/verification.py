"""What verification tells: reports on households. Subject: the household id."""

from datetime import date

import msgspec

from kernel.personal import Personal


class ItemOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one item ended: matched, mismatched, not_found, refused or no_answer."""

    item: str
    agency: str
    outcome: str
    answered_at: date | None = None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One fact, declared against answered; money in fen. `person` is a token, "" for the household."""

    item: str
    agency: str
    fact: str
    person: str
    declared: str | int | bool | None
    answered: str | int | bool | None
    agrees: bool


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact by its name (docs/domain.md#facts); `value` None is unknown; money in fen a month.

    `provenance`: declared, verified:<agency>, derived; unanswered:<agency> says whose answer is missing.
    """

    name: str
    value: str | int | bool | None
    provenance: str
    as_of: date


class ReportCompleted(msgspec.Struct, frozen=True, kw_only=True):
    """The report of one round: complete, or partial at the deadline. An item without answer proves nothing."""

    round: int
    complete: bool
    items: tuple[ItemOutcome, ...]
    comparisons: Personal[tuple[Comparison, ...]]
    facts: Personal[tuple[Fact, ...]]


class AgencySilent(msgspec.Struct, frozen=True, kw_only=True):
    """The deadline passed without an answer."""

    round: int
    item: str
    agency: str


EVENTS: dict[str, type] = {
    "jiekun.verification.ReportCompleted.v1": ReportCompleted,
    "jiekun.verification.AgencySilent.v1": AgencySilent,
}
