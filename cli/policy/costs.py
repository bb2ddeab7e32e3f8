"""What a simulated change would cost: households of each category times what such a file has cost so far on average.

An average of the region itself, else of all its document's regions; where there is none, nothing is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.fen import yuan


@dataclass
class Costs:
    """Fen by region, before and after; `unknown`: households of a category that no file has cost yet."""

    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=lambda: {"before": 0, "after": 0})

    def to_dict(self) -> dict[str, Any]:
        return {
            "before": yuan(sum(self.before.values())),
            "after": yuan(sum(self.after.values())),
            "more": yuan(sum(self.after.values()) - sum(self.before.values())),
            "without_average": self.unknown,
            "by_region": {
                region: {"before": yuan(self.before.get(region, 0)), "after": yuan(self.after.get(region, 0))}
                for region in sorted({*self.before, *self.after})
            },
        }


def costs(counts: Iterable[Mapping[str, Any]], spent: Iterable[Mapping[str, Any]]) -> Costs:
    """`counts` as intake simulates them, `spent` as assistance tells it (fen)."""
    averages, found = _Averages(spent), Costs()
    for one in counts:
        if not one["answer"].isdecimal():
            continue  # refused or undetermined: no file, no aid
        for side, sums in (("before", found.before), ("after", found.after)):
            amount = averages.of(one["profile"], one["region"], one["answer"], one[side])
            if amount is None:
                found.unknown[side] += one[side]
            else:
                sums[one["region"]] = sums.get(one["region"], 0) + amount
    return found


class _Averages:
    def __init__(self, spent: Iterable[Mapping[str, Any]]) -> None:
        self._sums: dict[tuple[str, ...], tuple[int, int]] = {}
        for one in spent:
            for key in ((one["profile"], one["category"], one["region"]), (one["profile"], one["category"])):
                committed, files = self._sums.get(key, (0, 0))
                self._sums[key] = committed + one["committed"], files + one["files"]

    def of(self, profile: str, region: str, category: str, households: int) -> int | None:
        """Multiplied before it is divided; a half fen is rounded up. Files without any money yet tell no cost."""
        for key in ((profile, category, region), (profile, category)):
            committed, files = self._sums.get(key, (0, 0))
            if files and committed:
                return (2 * committed * households + files) // (2 * files)
        return None
