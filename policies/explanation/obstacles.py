"""What stands between a household and every category: rule by rule, with the conditions and their facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policies.documents.profile import Profile, Rule
from policies.judgement.engine import is_met
from policies.judgement.evaluation import Judged, judge
from policies.language.conditions import Condition
from policies.language.one_household import Row


@dataclass(frozen=True)
class Obstacle:
    """A category that is not met, an exclusion that applies, or a rule of admission that is not met.

    `kind`: `category`, `exclusion` or `admission`. `value`: the rule's own, `None` while it is open. `conditions`:
    of an exclusion that applies all of them; else those that are not met or unknown.
    """

    kind: str
    id: str
    ordinal: str
    name: str
    clause: str
    text: str
    value: bool | None
    conditions: tuple[Judged, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "id": self.id,
            "ordinal": self.ordinal,
            "name": self.name,
            "clause": self.clause,
            "text": self.text,
            "value": self.value,
            "conditions": [condition.to_dict() for condition in self.conditions],
        }


def obstacles(profile: Profile, row: Row) -> Iterator[Obstacle]:
    """Exclusions first, then admission, then the categories, each in the order of the text."""
    for rule in profile.exclusions:
        if is_met(rule, row) is not False:
            in_the_way = (c for c in rule.conditions if is_met(rule, row) or row[c.column] is None)
            yield _obstacle(profile, row, "exclusion", rule, in_the_way)
    for condition in profile.admission_rule or ():
        if row[condition.column] is not True:
            rule = Rule(condition.id, "", "", condition.clause, condition.text, (condition,))
            yield _obstacle(profile, row, "admission", rule, rule.conditions)
    for rule in profile.categories.values():
        if not is_met(rule, row):
            in_the_way = (c for c in rule.conditions if row[c.column] is not True)
            yield _obstacle(profile, row, "category", rule, in_the_way)


def of_the_nearest(found: Sequence[Obstacle]) -> list[Obstacle]:
    """What concerns any category, and of the categories the one that the least keeps the household from: the fewest
    conditions not met, then the fewest open ones, then the first of the text. What only the others ask for is nobody's
    way in."""
    categories = [one for one in found if one.kind == "category"]
    nearest = min(categories, key=_distance, default=None)
    return [one for one in found if one.kind != "category" or one is nearest]


def _distance(obstacle: Obstacle) -> tuple[int, int]:
    values = [condition.value for condition in obstacle.conditions]
    return values.count(False), values.count(None)


def _obstacle(profile: Profile, row: Row, kind: str, rule: Rule, in_the_way: Iterable[Condition]) -> Obstacle:
    conditions = tuple(map(judge(row, profile.kinds), in_the_way))
    return Obstacle(kind, rule.id, rule.ordinal, rule.name, rule.clause, rule.text, is_met(rule, row), conditions)
