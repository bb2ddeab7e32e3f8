"""The fictive population: applications, what the agencies know, and what must come of each household.

`generate` is the front door; equal arguments give equal populations. `Population` is the file that
the agencies process loads and the demo drives; nothing in it is a real person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

import msgspec

from agencies import changes, labels
from agencies.changes import Change
from agencies.expected import Expected, Overlap
from agencies.outside_aid import OutsideAid
from agencies.people import places
from agencies.people.maker import PROPERTY_CONCEALED, Maker
from agencies.people.places import PLACES, SHANTOU, Place
from kernel.fen import yuan
from kernel.organisation import city_of


class Household(msgspec.Struct, frozen=True):
    """`body` is posted to `/v1/applications` as it stands; `label` says what was planted here; `document` is
    the law of its place; `change`: what changes once its file is open."""

    number: str
    union: str
    label: str
    body: dict[str, Any]
    expected: Expected
    document: str = SHANTOU.document
    change: Change | None = None

    @property
    def is_plain(self) -> bool:
        """Nothing was planted on it, and nobody of it on another."""
        return self.label == "clean" and self.expected.opens == "yes"


class Population(msgspec.Struct, frozen=True):
    """`dibao_line`: region -> CNY a month and head; `on_file`: ID number -> item -> facts."""

    seed: int
    today: date
    dibao_line: dict[str, str]
    households: list[Household]
    on_file: dict[str, dict[str, dict[str, Any]]]
    outside_aid: list[OutsideAid]

    @property
    def planted(self) -> list[Overlap]:
        """Every overlap that a right system must find, once each."""
        return [one.expected.overlap for one in self.households if one.expected.overlap is not None]

    @property
    def federations(self) -> list[str]:
        """The city federations above these households' unions; that of the sample where nobody lives."""
        return sorted({city_of(one.union) for one in self.households}) or [places.CITY_FEDERATION]

    def to_json(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self, order="deterministic"), indent=1)

    @staticmethod
    def from_json(raw: bytes) -> Population:
        return msgspec.json.decode(raw, type=Population)


def generate(households: int, seed: int, today: date, documents: Sequence[str] = (SHANTOU.document,)) -> Population:
    """So many households as of a business day, labelled in the shares of `agencies.labels`, from the places of these
    documents in turn. One document is what a union's own survey meets."""
    maker, law_in_turn = Maker(seed, today), cycle(PLACES[document] for document in documents)
    dealt = labels.deal(Random(f"labels {seed}"), households)
    made = [
        Household(
            number=f"{place:05d}",
            union=draft.union,
            label=label,
            body=body,
            expected=expected,
            document=draft.place.document,
        )
        for place, label in enumerate(dealt, start=1)
        for draft, body, expected in (maker.make(f"{place:05d}", label, next(law_in_turn)),)
    ]
    return Population(
        seed=seed,
        today=today,
        dibao_line={region: yuan(place.line) for place in _places(documents) for region in place.districts},
        households=_with_somebody_who_owns(_with_changes(_with_both_sides(made), maker), maker),
        on_file=maker.on_file,
        outside_aid=maker.outside_aid,
    )


def _places(documents: Sequence[str]) -> list[Place]:
    return [PLACES[document] for document in documents]


PROPERTY_FROM = 60
"""In a population of so many, where a document looks at property, somebody conceals some."""


def _with_somebody_who_owns(made: list[Household], maker: Maker) -> list[Household]:
    """Where no fraud fell into such a place: the last clean household there that nothing else is planted on."""
    if len(made) < PROPERTY_FROM or any(one.expected.reason == PROPERTY_CONCEALED for one in made):
        return made
    able = [one for one in made if one.is_plain and one.change is None and PLACES[one.document].limits]
    if not able:
        return made
    maker.conceal_property(able[-1].number)
    fraud = msgspec.structs.replace(able[-1], label="fraud", expected=Expected(opens="no", reason=PROPERTY_CONCEALED))
    return [fraud if one is able[-1] else one for one in made]


def _with_changes(made: list[Household], maker: Maker) -> list[Household]:
    able = [(one.number, maker.drafts[one.number], one.body) for one in made if one.is_plain]
    dealt = changes.deal(maker.seed, maker.today, maker.on_file, able)
    return [msgspec.structs.replace(one, change=dealt.get(one.number)) for one in made]


def _with_both_sides(made: list[Household]) -> list[Household]:
    """The first household of a duplicate pair is contested too: either of the two may open."""
    rivals = {
        one.expected.overlap.other: one.number
        for one in made
        if one.expected.overlap is not None and one.expected.overlap.kind == "duplicate"
    }
    return [
        msgspec.structs.replace(
            one,
            expected=msgspec.structs.replace(one.expected, opens="one_of_two", rival=rivals[one.number]),
        )
        if one.number in rivals
        else one
        for one in made
    ]
