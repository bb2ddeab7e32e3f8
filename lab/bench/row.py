"""A row of the table: what is compared with what, and how far ours must come."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal

import msgspec

Home = Literal["ours", "python", "openfisca", "node"]


@dataclass(frozen=True)
class Side:
    """A contestant's program (a file of `ours/` or `peers/`, without its ending), its settings, and where it runs."""

    program: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    home: Home = "python"


@dataclass(frozen=True)
class Row:
    """`count` events in a round at scale 1; `goal` is what the ratio ours / peer must reach."""

    name: str
    goal: float
    ours: Side
    peer: Side
    peer_name: str
    note: str
    count: int
    unit: str = "events/s"
    aim: float | None = None
    kafka: bool = False
    only_with_peers: bool = False
    figures: Mapping[str, float | None] = field(default_factory=dict)
    """What contestants tell beside their seconds and the row shows; the most that ours may come to."""
    play: Callable[[Any, Any], Any] | None = None
    """Another way than rounds in turn of two contestants: given the row and its `rounds.Field`, a `Result`."""


class Figure(msgspec.Struct, frozen=True):
    """A number beside the ratio; `at_most`: what ours must not exceed."""

    name: str
    ours: float
    peer: float | None = None
    at_most: float | None = None

    @property
    def reached(self) -> bool:
        return self.at_most is None or self.ours <= self.at_most


class Result(msgspec.Struct, frozen=True):
    """What came out; `peer` and what follows from it are None when the peer was not asked."""

    name: str
    ours: float
    unit: str
    peer: float | None
    peer_name: str
    ratio: float | None
    goal: float
    note: str
    ours_spread: tuple[float, float]
    peer_spread: tuple[float, float] | None
    rounds: int
    load: float
    figures: tuple[Figure, ...] = ()

    @property
    def reached(self) -> bool:
        return (self.ratio is None or self.ratio >= self.goal) and all(figure.reached for figure in self.figures)


def result(row: Row, ours: list[float], peer: list[float], load: float, figures: Sequence[Figure] = ()) -> Result:
    """Medians of the rounds, their ratio, and the spread as (least, most); rounded to what they can tell."""
    one, other = median(ours), median(peer) if peer else None
    return Result(
        name=row.name,
        ours=round(one, 1),
        unit=row.unit,
        peer=None if other is None else round(other, 1),
        peer_name=row.peer_name,
        ratio=None if other is None else round(one / other, 2),
        goal=row.goal,
        note=row.note,
        ours_spread=_spread(ours),
        peer_spread=_spread(peer) if peer else None,
        rounds=len(ours),
        load=load,
        figures=tuple(figures),
    )


def _spread(rates: list[float]) -> tuple[float, float]:
    return round(min(rates), 1), round(max(rates), 1)
