"""Counts of what changed for whom and through which clause; household ids alone, nobody's name.

Its size follows the regions and rules, never the number of households.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from policies.judgement.comparison import Cause, Turn

TURNS: tuple[Turn, ...] = ("gains", "loses", "moves", "unsettled")


@dataclass(frozen=True, slots=True)
class Changed:
    """`person`: what a person made of the old answer, where that is asked."""

    household: str
    region: str
    day: str
    was: str
    now: str
    person: str
    turn: Turn
    because: Sequence[Cause]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Listener:
    """Who asked. `changed` is given each household whose answer changed, `progress` how many were read so far."""

    changed: Callable[[Changed], None]
    progress: Callable[[int], None]


@dataclass
class Tally:
    """`tell` is given each household whose answer changed."""

    tell: Callable[[Changed], None]
    counted: int = 0
    turns: Counter[str] = field(default_factory=Counter)
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    regions: dict[str, Counter[str]] = field(default_factory=dict)
    persons: dict[str, Counter[str]] = field(default_factory=dict)
    causes: Counter[tuple[str, Cause]] = field(default_factory=Counter)

    def count(self, region: str, was: str, now: str, turn: Turn, person: str = "") -> None:
        self.counted += 1
        self.answers[was, now] += 1
        self.regions.setdefault(region, Counter())[turn] += 1
        if turn != "same":
            self.turns[turn] += 1
            if person:
                self.persons.setdefault(turn, Counter())[person] += 1

    def explain(self, changed: Changed) -> None:
        for cause in changed.because:
            self.causes[changed.turn, cause] += 1
        self.tell(changed)

    def to_dict(self) -> dict[str, Any]:
        return {
            "unchanged": self.counted - self.turns.total(),
            "changed": {turn: self.turns[turn] for turn in TURNS},
            "answers": [{"was": was, "now": now, "households": n} for (was, now), n in sorted(self.answers.items())],
            "by_region": {region: _of(found) for region, found in sorted(self.regions.items())},
            "by_person": {turn: dict(sorted(found.items())) for turn, found in sorted(self.persons.items())},
            "because": [{"turn": turn, **asdict(cause), "households": n} for (turn, cause), n in self._by_weight()],
        }

    def _by_weight(self) -> list[tuple[tuple[str, Cause], int]]:
        return sorted(self.causes.items(), key=lambda one: (-one[1], one[0][0], one[0][1].rule, one[0][1].condition))


def _of(found: Counter[str]) -> dict[str, int]:
    return {"households": found.total(), **{turn: found[turn] for turn in TURNS}}
