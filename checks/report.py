"""What the checks found: problems in words, and the two numbers that must be zero."""

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

Kind = Literal["lost", "doubled", "wrong"]

SHOWN_MAX = 5


class Problem(msgspec.Struct, frozen=True):
    """`sentence`: what should hold and does not; `where`: a few places (ids and positions); `count`: how many."""

    sentence: str
    where: tuple[str, ...]
    count: int
    kind: Kind = "wrong"


class Report(msgspec.Struct, frozen=True):
    """`events`: of all services; `per_service`: the same by service; `seconds`: how long the checks took."""

    problems: tuple[Problem, ...]
    per_service: dict[str, int]
    checked: tuple[str, ...]
    seconds: float

    @property
    def lost(self) -> int:
        return sum(problem.count for problem in self.problems if problem.kind == "lost")

    @property
    def doubled(self) -> int:
        return sum(problem.count for problem in self.problems if problem.kind == "doubled")

    @property
    def events(self) -> int:
        return sum(self.per_service.values())

    @property
    def well(self) -> bool:
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        fields: dict[str, Any] = msgspec.to_builtins(self)
        return {"well": self.well, "lost": self.lost, "doubled": self.doubled, "events": self.events} | fields


def found(sentence: str, places: Iterable[str], kind: Kind = "wrong") -> list[Problem]:
    """One problem for all places, [] when there are none."""
    every = list(places)
    return [Problem(sentence, tuple(every[:SHOWN_MAX]), len(every), kind)] if every else []
