"""What changes in open files: each kind of change dealt in turn to households on which nothing else was planted.

Drawn by a hand of its own, so that a population's applications are what they were before anybody's file could change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from agencies.people import truth
from agencies.people.application import CONSENT_YEARS
from agencies.people.draft import Draft
from agencies.people.identity import Numbers
from agencies.people.person import Person, child
from kernel.closed_lists import ChangeKind
from kernel.fen import yuan

ONE_IN = 3
"""So many of the households that could change do."""

A_LITTLE = 100
"""Fen a month."""
AGE_OF_WHO_JOINS = 2
HAN = "01"
"""The nation, by its number in GB/T 3304."""

NOT_PLANTED: frozenset[ChangeKind] = frozenset({"applicant_changed"})
"""Another applicant is another employment, hukou and union: the key would judge a household that was never drawn."""
Body = Mapping[str, Any]
"""The household's application."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """`says`: the values of its kind, as they are posted; `place`: the member whom it is about; `approved`: whether a
    second person lets it hold; `recheck`: what the re-check that follows comes to, None where it touches no fact."""

    kind: ChangeKind
    says: dict[str, Any] = {}
    place: int | None = None
    approved: bool = True
    recheck: Recheck | None = None


class Recheck(msgspec.Struct, frozen=True):
    """By the answer key; `category` None: the text leaves it to a person, who keeps the file as it is."""

    ends: Literal["kept", "closed"]
    category: str | None = None


class Hand:
    """Draws what is new in a file; `on_file` learns who joins. None where the kind does not fit the household."""

    def __init__(self, seed: int, today: date, on_file: dict[str, Any]) -> None:
        self._rng = Random(f"changes {seed}")
        self._numbers = Numbers(self._rng)
        self._today, self._on_file = today, on_file

    def phone(self, draft: Draft, body: Body) -> Change:
        return Change(kind="phone", says={"phone": f"1990001{self._rng.randrange(10_000):04d}"})

    def address(self, draft: Draft, body: Body) -> Change:
        return Change(kind="address", says={"address": f"{body['contact']['address']}（新址）"})

    def employer(self, draft: Draft, body: Body) -> Change:
        """Another name; of the same kind, in the same place."""
        return Change(kind="employer", says={"employer": body["employer"] | {"name": "虚构改制后单位"}})

    def account(self, draft: Draft, body: Body) -> Change:
        return Change(kind="account", says={"account": body["account"] | {"number": self._numbers.account()}})

    def account_of_somebody(self, draft: Draft, body: Body) -> Change:
        """Nobody could show whose it is."""
        return replace(self.account(draft, body), approved=False)

    def consent(self, draft: Draft, body: Body) -> Change:
        until = f"{self._today.year + CONSENT_YEARS + 1}-12-31"
        says = body["consent"] | {"reference": f"{body['consent']['reference']}-2", "valid_until": until}
        return Change(kind="consent", says={"consent": says})

    def income(self, draft: Draft, body: Body) -> Change:
        """The applicant says that it has grown; what the tax office answers is what it answered before, and counts."""
        told = {"monthly_income": yuan(draft.members[0].income + A_LITTLE)}
        return Change(kind="income", says=told, place=0, recheck=_recheck(draft))

    def circumstances(self, draft: Draft, body: Body) -> Change:
        """A certificate of disability, which no document asks about."""
        now = draft.members[0].as_member()
        told = {name: now[name] for name in ("can_work", "employment", "school_stage", "health")}
        told["disability"] = not now["disability"]
        return Change(kind="circumstances", says={"circumstances": told}, place=0, recheck=_recheck(draft))

    def declared(self, draft: Draft, body: Body) -> Change:
        """A little more is spent, as the agencies do not know."""
        says = body["declared"] | {"hardship_expenditure_monthly": yuan(draft.budget.hardship + A_LITTLE)}
        return Change(kind="declared", says={"declared": says}, recheck=_recheck(draft))

    def particulars(self, draft: Draft, body: Body) -> Change:
        """What papers repeat and no rule decides by."""
        told = {name: body["members"][0][name] for name in ("name", "relation")}
        return Change(kind="particulars", says={"particulars": told | {"nation": HAN}}, place=0)

    def form(self, draft: Draft, body: Body) -> Change:
        return Change(kind="form", says={"form": {"needs": body["needs"], "postcode": "515000"}})

    def name_of_another_than_the_applicant(self, draft: Draft, body: Body) -> Change | None:
        """Misheard at the counter; the number was right, and so nobody is asked about anew."""
        if len(draft.members) == 1:
            return None
        last = draft.members[-1]
        says = {"name": f"{last.name[:1]}更正", "id_number": last.id_number}
        return Change(kind="identity", says={"identity": says}, place=len(draft.members) - 1)

    def a_child_joins(self, draft: Draft, body: Body) -> Change:
        joins = self._child(body["members"][0]["name"][:1])
        self._on_file[joins.id_number] = truth.on_file(self._rng, draft, joins, None, self._today)
        after = replace(draft, members=[*draft.members, joins])
        return Change(kind="member_joined", says={"member": joins.as_member()}, recheck=_recheck(after))

    def somebody_leaves(self, draft: Draft, body: Body) -> Change | None:
        return _without("member_left", draft)

    def somebody_leaves_who_was_needed(self, draft: Draft, body: Body) -> Change | None:
        """The rest can do without: the file closes."""
        change = _without("member_left", draft)
        return change if change is not None and change.recheck == Recheck("closed") else None

    def somebody_dies(self, draft: Draft, body: Body) -> Change | None:
        return _without("member_died", draft)

    def _child(self, family: str) -> Person:
        while True:
            drawn = child(self._rng, self._numbers, family, AGE_OF_WHO_JOINS, self._today)
            if drawn.id_number not in self._on_file:
                return drawn


def deal(seed: int, today: date, on_file: dict[str, Any], able: Sequence[tuple[str, Draft, Body]]) -> dict[str, Change]:
    """Number -> what changes, for one in `ONE_IN` of these; what does not fit one household waits for the next."""
    hand = Hand(seed, today, on_file)
    turn: list[Callable[[Draft, Body], Change | None]] = [
        hand.somebody_leaves_who_was_needed, hand.income, hand.account, hand.somebody_dies, hand.a_child_joins,
        hand.phone, hand.declared, hand.somebody_leaves, hand.address, hand.circumstances, hand.consent, hand.employer,
        hand.account_of_somebody, hand.particulars, hand.form, hand.name_of_another_than_the_applicant,
    ]  # fmt: skip
    dealt: dict[str, Change] = {}
    for number, draft, body in able[::ONE_IN]:
        kind, change = next((kind, made) for kind in turn if (made := kind(draft, body)) is not None)
        dealt[number] = change
        turn.remove(kind)
        turn.append(kind)
    return dealt


def _without(kind: ChangeKind, draft: Draft) -> Change | None:
    """Whoever goes is the reason for nothing, and takes their income along."""
    for place, member in enumerate(draft.members):
        if place and member.health == "healthy" and not (member.school_stage or member.disability):
            budget = replace(draft.budget, income=draft.budget.income - member.income)
            after = replace(draft, members=[one for one in draft.members if one is not member], budget=budget)
            return Change(kind=kind, place=place, recheck=_recheck(after))
    return None


def _recheck(after: Draft) -> Recheck:
    """Where the text leaves admission to a person, that person says no to an income well beyond the line."""
    closes = after.gains_by_concealing(after.budget.income)
    return Recheck("closed") if closes else Recheck("kept", after.category())
