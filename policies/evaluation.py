"""What the engine answers: the proposal with every reason, ready to be stored beside the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from kernel.fen import yuan
from policies.conditions import Condition
from policies.derived import DERIVED, Row
from policies.facts import BASIS_POINTS, Fact

OUTCOMES: Final[dict[bool | None, str]] = {True: "met", False: "not_met", None: "undetermined"}


@dataclass(frozen=True)
class Judged:
    """One condition's answer. `facts`: what it rests on; yuan, ratios as multiples of the line, unknown null."""

    id: str
    text: str
    condition: str
    value: bool | None
    facts: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "text": self.text,
            "condition": self.condition,
            "value": self.value,
            "facts": self.facts,
        }


@dataclass(frozen=True)
class CategoryOutcome:
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

    `missing`: the unknown facts and parameters that could still change the proposal, sorted; empty when the
    proposal is determined.
    """

    profile: str
    version: str
    excluded: bool | None
    categories: dict[str, CategoryOutcome]
    proposal: str
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; the same evaluation gives the same bytes."""
        return {
            "profile": self.profile,
            "version": self.version,
            "excluded": self.excluded,
            "categories": {ordinal: outcome.to_dict() for ordinal, outcome in self.categories.items()},
            "proposal": self.proposal,
            "missing": list(self.missing),
        }


def judged(condition: Condition, row: Row, kinds: Mapping[str, Fact]) -> Judged:
    """The condition's value in an evaluated row, with the facts that it rests on there."""
    beneath = [
        fact for name in condition.names for fact in (DERIVED[name].rests_on(row) if name in DERIVED else [name])
    ]
    value = row[condition.column]
    assert value is None or isinstance(value, bool)
    facts = {name: _shown(kinds[name], row[name]) for name in dict.fromkeys(beneath)}
    return Judged(condition.id, condition.text, condition.sql.strip(), value, facts)


def _shown(fact: Fact, value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    if fact.kind == "ratio":
        return f"{(Decimal(value) / BASIS_POINTS).normalize():f}"
    return yuan(value) if fact.kind == "money" else value
