"""What the engine answers: the proposal with every reason, ready to be stored beside the decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from kernel.fen import yuan
from policies.language.conditions import Condition
from policies.language.derived import DERIVED
from policies.language.facts import BASIS_POINTS, Fact
from policies.language.one_household import Row

OUTCOMES: Final[dict[bool | None, str]] = {True: "met", False: "not_met", None: "undetermined"}


class Judged(NamedTuple):
    """One condition's answer, with its own clause. `facts`: what it rests on; yuan, ratios as multiples of the line,
    unknown null.
    """

    id: str
    clause: str
    text: str
    condition: str
    value: bool | None
    facts: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "clause": self.clause,
            "text": self.text,
            "condition": self.condition,
            "value": self.value,
            "facts": self.facts,
        }


@dataclass(frozen=True)
class RuleOutcome:
    """Of a category or an exclusion."""

    outcome: str
    clause: str
    conditions: tuple[Judged, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome,
            "clause": self.clause,
            "conditions": [judged.to_dict() for judged in self.conditions],
        }


@dataclass(frozen=True)
class Evaluation:
    """`proposal`: a category's ordinal, `none`, `excluded` or `undetermined`.

    `exclusions` by their ids; `admission`: what is asked of everyone, empty where the rule is not loaded.
    `undecided`: the categories that go before the proposed one and could still be met: the household is in hardship,
    and may be filed there yet. `missing`: what is unknown and could still change the proposal, facts, parameters and
    both ends of a band that a limit lies within, sorted; empty when nothing can. `evidence`: what the document has
    looked at beside its conditions, for a person.
    """

    profile: str
    version: str
    excluded: bool | None
    exclusions: dict[str, RuleOutcome]
    admission: tuple[Judged, ...]
    categories: dict[str, RuleOutcome]
    proposal: str
    missing: tuple[str, ...]
    undecided: tuple[str, ...]
    evidence: tuple[Judged, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; the same evaluation gives the same bytes, those of before `undecided` and `evidence` were told
        among them."""
        open_before = {"undecided": list(self.undecided)} if self.undecided else {}
        evidence = {"evidence": [judged.to_dict() for judged in self.evidence]} if self.evidence else {}
        return {
            "profile": self.profile,
            "version": self.version,
            "excluded": self.excluded,
            "exclusions": {id: outcome.to_dict() for id, outcome in self.exclusions.items()},
            "admission": [judged.to_dict() for judged in self.admission],
            "categories": {ordinal: outcome.to_dict() for ordinal, outcome in self.categories.items()},
            "proposal": self.proposal,
            "missing": list(self.missing),
            **open_before,
            **evidence,
        }


def judge(row: Row, kinds: Mapping[str, Fact]) -> Callable[[Condition], Judged]:
    """Gives each condition's value in an evaluated row, with the facts that it rests on there.

    The conditions of a profile speak of the same few facts: each is looked up and written out once.
    """
    shown_facts: dict[str, Any] = {}
    beneath: dict[str, dict[str, Any]] = {}

    def shown_once(fact: str) -> Any:
        if fact not in shown_facts:
            shown_facts[fact] = shown(kinds[fact], row[fact])
        return shown_facts[fact]

    def facts_beneath(name: str) -> dict[str, Any]:
        if name not in beneath:
            rests_on = DERIVED[name].rests_on(row) if name in DERIVED else [name]
            beneath[name] = {fact: shown_once(fact) for fact in rests_on}
        return beneath[name]

    def judged(condition: Condition) -> Judged:
        facts: dict[str, Any] = {}
        for name in condition.names:
            facts |= facts_beneath(name)
        value = row[condition.column]
        assert value is None or isinstance(value, bool)
        return Judged(condition.id, condition.clause, condition.text, condition.sql, value, facts)

    return judged


def shown(fact: Fact, value: object) -> object:
    """As a trace has it: yuan, a ratio as a multiple of the line, anything else as it is."""
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    if fact.kind == "ratio":
        return f"{(Decimal(value) / BASIS_POINTS).normalize():f}"
    return yuan(value) if fact.kind == "money" else value
