"""Makes one labelled household after another; remembers who is known, so that people can be shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

from agencies.expected import FOUND_AS, Expected, ExpectedAid, Overlap
from agencies.outside_aid import GIVERS, OutsideAid, amount, long_period
from agencies.people import application, ineligible, property, shared, truth, untruth
from agencies.people.draft import Draft, draw
from agencies.people.identity import Numbers
from agencies.people.person import Person
from agencies.people.places import Place
from agencies.people.recipes import RECIPES

# So many households whose people can be shared are drawn before any other kind is.
STOCK = 8
# Most documents have so many categories that a serious illness leads into.
CATEGORIES_OF_MOST = 3
PROPERTY_CONCEALED = "property_concealed"

Made = tuple[Draft, dict[str, Any], Expected]


class Maker:
    """One population's drawing hand: the order of calls is part of what the seed decides."""

    def __init__(self, seed: int, today: date) -> None:
        self._rng = Random(f"people {seed}")
        self._numbers = Numbers(self._rng)
        self.seed, self.today = seed, today
        self._variants = {document: _in_turn(seed, variants) for document, variants in ineligible.VARIANTS.items()}
        self._givers = cycle(GIVERS)
        self._houses_in_turn = cycle((True, False))
        self._duplicates = self._objections = 0
        self._clean: list[tuple[str, Draft]] = []
        self.drafts: dict[str, Draft] = {}
        """Of the clean ones."""
        self.on_file: dict[str, dict[str, dict[str, Any]]] = {}
        self.outside_aid: list[OutsideAid] = []

    def make(self, number: str, label: str, place: Place) -> Made:
        """A duplicate is of the place where somebody is known, whichever that is."""
        if label == "ineligible":
            return self._ineligible(number, place)
        if label == "duplicate":
            return self._duplicate(number)
        draft = self._draw_for(label, place)
        body = self._file(number, draft)
        if label == "mismatch":
            untruth.blur(self._rng, draft, self.on_file)
        expected = self._eligible(draft, body)
        match label:
            case "clean":
                self._clean.append((number, draft))
                self.drafts[number] = draft
            case "fraud":
                expected = Expected(opens="no", reason=self._conceal(draft))
            case "withdrawn":
                expected = Expected(category=expected.category, opens="no", walk=label)
            case "objection" if self._objections_in_turn():
                expected = Expected(category=expected.category, opens="no", walk="upheld")
            case "returned" | "objection":
                expected = Expected(category=expected.category, walk=label, aid=expected.aid)
            case "outside_before" | "outside_late":
                giver = self._outside(number, label.removeprefix("outside_"), draft, body, expected)
                expected = self._overlapping(number, label, giver, expected)
            case "two_unions":
                expected = self._overlapping(number, label, place.federation, expected)
        return draft, body, expected

    def _conceal(self, draft: Draft) -> str:
        """What tax knows; or, every second time where property is looked at, what is registered."""
        if draft.place.limits is None or not next(self._houses_in_turn):
            untruth.conceal(self._rng, draft, self.on_file)
            return "income_concealed"
        untruth.conceal_property(self._rng, draft, self.on_file)
        return PROPERTY_CONCEALED

    def conceal_property(self, number: str) -> None:
        """Of a clean household that is drawn already."""
        untruth.conceal_property(self._rng, self.drafts[number], self.on_file)

    def _objections_in_turn(self) -> bool:
        """Every second one is upheld."""
        self._objections += 1
        return self._objections % 2 == 0

    def _ineligible(self, number: str, place: Place) -> Made:
        name = next(self._variants[place.document])
        variant = ineligible.VARIANTS[place.document][name]
        while True:
            draft = self._draw(place, variant.category, variant.cause, alone=True)
            variant.change(self._rng, draft)
            if draft.is_refused():
                return draft, self._file(number, draft), Expected(opens="no", reason=name)

    def _duplicate(self, number: str) -> Made:
        """Shares one person with an earlier clean household of another union; every second one under
        the 15-digit number, if anybody born in the 1900s can be found."""
        which = self._rng.randrange(CATEGORIES_OF_MOST)
        earlier, person, known, old_number = self._somebody_known(old_number=self._duplicates % 2 == 1)
        self._duplicates += 1
        draft = self._sharing(person, known, old_number, which)
        body = self._file(number, draft)
        expected = self._eligible(draft, body)
        overlap = Overlap("duplicate", number, earlier, FOUND_AS["duplicate"], [len(draft.members) - 1])
        return (
            draft,
            body,
            Expected(
                category=expected.category,
                opens="one_of_two",
                aid=expected.aid,
                overlap=overlap,
                rival=earlier,
            ),
        )

    def _sharing(self, person: Person, known: Draft, old_number: bool, which: int) -> Draft:
        """A household of another union of that place, with the person in it, and in some category all the same."""
        ill = [name for name, recipe in RECIPES[known.place.document].items() if "serious_illness" in recipe.causes]
        while True:
            category = ill[which % len(ill)]
            draft = self._draw(known.place, category, "serious_illness", other_than=known.union)
            shared.join(self._rng, draft, category, person, self.today, old_number)
            if draft.category() is not None:
                return draft
            which += 1

    def _somebody_known(self, old_number: bool) -> tuple[str, Person, Draft, bool]:
        for wanted in (old_number, False):
            known = [
                (place, person)
                for place, (_, draft) in enumerate(self._clean)
                for person in shared.candidates(draft, wanted)
            ]
            if known:
                place, person = self._rng.choice(known)
                earlier, draft = self._clean.pop(place)
                return earlier, person, draft, wanted
        raise ValueError("no earlier household to share a person with")

    def _draw_for(self, label: str, place: Place) -> Draft:
        """A household on which the label can be played: the early clean ones have somebody to share."""
        while True:
            draft = self._draw(place)
            if draft.category() is None:
                continue
            if label == "mismatch" and not untruth.harmless_differences(draft):
                continue
            if label == "fraud" and not untruth.can_conceal(draft):
                continue
            if label == "clean" and len(self._clean) <= STOCK and not shared.candidates(draft, False):
                continue
            return draft

    def _draw(
        self,
        place: Place,
        category: str | None = None,
        cause: str | None = None,
        other_than: str | None = None,
        alone: bool = False,
    ) -> Draft:
        union = self._rng.choice([union for union in place.unions if union != other_than])
        drawn = category or self._rng.choice(tuple(RECIPES[place.document]))
        return draw(self._rng, self._numbers, place, union, self.today, drawn, cause, alone)

    def _file(self, number: str, draft: Draft) -> dict[str, Any]:
        """The application, and what the agencies know of each person not known to them yet."""
        reference = f"GX-{self.seed}-{number}"
        body = application.body(self._rng, self._numbers, draft, reference, self.today)
        months = body["declared"]["contract_months"]
        for person in draft.members:
            facts = truth.on_file(self._rng, draft, person, months, self.today)
            self.on_file.setdefault(person.id_number, facts)
        body["owned"] = property.declared(self.on_file[person.id_number] for person in draft.members)
        return body

    def _eligible(self, draft: Draft, body: dict[str, Any]) -> Expected:
        kind = body["needs"][0]
        beneficiaries = application.beneficiaries(draft, kind)
        return Expected(category=draft.category(), aid=ExpectedAid(kind, beneficiaries))

    def _overlapping(self, number: str, label: Any, other: str, expected: Expected) -> Expected:
        members = expected.aid.beneficiaries if expected.aid else []
        overlap = Overlap(label, number, other, FOUND_AS[label], members)
        return Expected(category=expected.category, aid=expected.aid, overlap=overlap)

    def _outside(self, number: str, when: Any, draft: Draft, body: dict[str, Any], expected: Expected) -> str:
        giver, period = next(self._givers), long_period(self.today)
        places_of = expected.aid.beneficiaries if expected.aid else []
        self.outside_aid.append(
            OutsideAid(
                reference=f"{giver}-{self.seed}-{number}",
                giver=giver,
                household=number,
                id_numbers=[draft.members[place].id_number for place in places_of],
                aid_kind=body["needs"][0],
                amount=amount(self._rng),
                first=period.first,
                last=period.last,
                when=when,
            )
        )
        return giver


def _in_turn(seed: int, variants: Iterable[str]) -> Iterator[str]:
    """Round and round from where the seed begins: a small population meets others of them each time."""
    names = list(variants)
    begins = (seed - 1) % len(names)
    return cycle([*names[begins:], *names[:begins]])
