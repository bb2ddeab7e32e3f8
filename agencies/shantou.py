"""The three categories of shantou-2016 §三(一) in whole fen, written apart from `policies/`.

This is the answer key of the population: it says what a household's label must lead to, so it
shares no line with the engine that it is used to check.
"""

from __future__ import annotations

import msgspec

SECOND_CAUSES = frozenset({"illness", "serious_illness", "child_schooling", "disability", "single_parent"})
THIRD_CAUSES = frozenset({"sudden_event", "accident", "serious_illness"})


class Situation(msgspec.Struct, frozen=True):
    """What the three categories ask of a household; money in fen a month, for the household."""

    members: int
    income: int
    relief: int
    hardship: int
    line: int
    causes: tuple[str, ...]
    employment: str
    migrant_worker: bool
    union_member: bool

    @property
    def in_difficulty(self) -> bool:
        """生活困难, as read: the living standard per head is below the line."""
        return self.income + self.relief - self.hardship < self.line * self.members


def category(s: Situation) -> str | None:
    """The first category that is met, in the text's order, or None."""
    if s.employment in ("retired_on_public_pension", "retired_other"):
        return None
    if s.migrant_worker and not s.union_member:
        return None
    if not s.in_difficulty:
        return None
    threshold = s.line * s.members
    causes = set(s.causes)
    if s.income < threshold:
        return "1"
    if threshold < s.income and 2 * s.income <= 3 * threshold and causes & SECOND_CAUSES:
        return "2"
    if s.income <= 3 * threshold and causes & THIRD_CAUSES:
        return "3"
    return None
