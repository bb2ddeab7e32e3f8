"""A profile file as it is written: the shapes of its tables, decoded strictly (an unknown key is refused)."""

from datetime import date
from typing import Literal

import msgspec

from kernel.aid_kinds import AidKind
from kernel.causes import Cause
from kernel.items import Agency, Item
from policies.language.facts import ParameterKind


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the text leaves to others: unset means undetermined, there is no default."""

    name: str
    kind: ParameterKind
    codes: tuple[str, ...] = ()
    clause: str
    text: str = ""
    reason: str = ""


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the text fixes itself; `value` in yuan or as a multiple of the line."""

    name: str
    kind: Literal["money", "ratio", "count"]
    value: str | int
    clause: str
    text: str


class Delegation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who counts is said by another rule: until an overlay brings it, nothing but an exclusion is proposed."""

    rule: str
    clause: str
    text: str
    reason: str


class ConditionText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    text: str
    condition: str


class ScopeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    clause: str
    text: str
    condition: str


class RuleText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A category or an exclusion: met when all its conditions are.

    A category without conditions, of a document that delegates admission, is met by whoever is admitted.
    """

    ordinal: str = ""
    id: str
    name: str = ""
    clause: str
    text: str
    conditions: tuple[ConditionText, ...]


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How an open text is read, and why."""

    id: str
    clause: str
    text: str
    reading: str
    reason: str


class CauseText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    cause: Cause
    clause: str
    text: str


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"means": "act"}):
    """One help that the text names. `lead` and `responsible` are in its words, empty where it names none.

    `means` is the key `act` of a profile, as laws are stored. money: propose aid of `aid_kind` to `recipient`.
    referral: to the agency `refer_to`; `aid_kind` is then what the agency would give. `condition`: whom it is for,
    where the text says so by a fact: it is proposed to whoever meets it and to nobody who does not, whatever the route;
    where that is not known the route decides.
    """

    id: str
    batch: Literal[
        "social_relief", "medical", "employment", "social_insurance", "tuition", "housing", "union_aid", "pairing"
    ]
    means: Literal["referral", "demand", "money", "service"]
    aid_kind: AidKind | None = None
    refer_to: Agency | None = None
    recipient: Literal["household", "insurer", "school", "landlord", "employer"] | None = None
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    condition: str = ""
    clause: str
    text: str


class Routing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Measure ids, most telling first."""

    everyone: tuple[str, ...]
    categories: dict[str, tuple[str, ...]]
    causes: dict[Cause, tuple[str, ...]]


class Exit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`months`: how many in a row must count, where the text says it; otherwise the parameter `exit_months`."""

    months: int | None = None
    clause: str
    text: str = ""
    reason: str = ""
    month: str


class Relief(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    clause: str
    text: str = ""
    reason: str = ""
    condition: str


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """At least this share of the files reach relief or exit.

    Of those `open_on_1_january`: in each of these years. Of the `first_stock`, those open on 1 January of the first
    year that has such a target: by the end of the year, what was reached in the years before it counted in.
    """

    first_year: int
    last_year: int
    at_least: str
    of: Literal["open_on_1_january", "first_stock"] = "open_on_1_january"
    clause: str
    text: str


class Overlap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What two acts of aid to one person mean for each other; `kinds` empty: every kind. `concerns`: whose person."""

    id: str
    kinds: tuple[AidKind, ...] = ()
    same_kind: bool = False
    effect: Literal["forbid", "allow", "cap", "count_as_income"]
    period: Literal["overlapping", "school_year"] = "overlapping"
    concerns: Literal["everyone", "migrant_workers"] = "everyone"
    clause: str
    text: str = ""
    reason: str


class NeededItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A verification item and the facts that it proves."""

    item: Item
    facts: tuple[str, ...]
    reason: str


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    document: str
    issued_by: str
    issued_on: date
    prefer: tuple[str, ...]
    met_is_enough: bool = False
    """Whether the first category that is met is proposed though one before it is undecided. Laws that are kept from
    before this was said leave it open."""
    parameters: tuple[Parameter, ...]
    numbers: tuple[Number, ...] = ()
    scope: tuple[ScopeText, ...] = ()
    delegation: Delegation | None = None
    admission: tuple[ScopeText, ...] = ()
    evidence: tuple[ScopeText, ...] = ()
    """What a person sees beside the conditions, and no category or exclusion asks: it decides nothing by itself."""
    exclusions: tuple[RuleText, ...] = ()
    categories: tuple[RuleText, ...]
    readings: tuple[Reading, ...]
    causes: tuple[CauseText, ...]
    measures: tuple[Measure, ...]
    routing: Routing
    exit: Exit
    relief: Relief
    targets: tuple[Target, ...]
    overlaps: tuple[Overlap, ...]
    items: tuple[NeededItem, ...]
