"""What must become of a household, when the system is right and every agency answers."""

from __future__ import annotations

from typing import Literal

import msgspec

OverlapKind = Literal["duplicate", "outside_before", "outside_late", "two_unions"]
FoundAs = Literal["blocked", "hold", "finding"]
FOUND_AS: dict[OverlapKind, FoundAs] = {
    "duplicate": "blocked",
    "outside_before": "hold",
    "outside_late": "finding",
    "two_unions": "hold",
}


class Overlap(msgspec.Struct, frozen=True):
    """One planted overlap. `other`: the earlier household's number, the giver's code or the second
    union's path; `found_as`: how the system meets it; `members`: places of those it concerns."""

    kind: OverlapKind
    household: str
    other: str
    found_as: FoundAs
    members: list[int]


class ExpectedAid(msgspec.Struct, frozen=True):
    """The money aid this household will get: its kind, and its beneficiaries' places among the members."""

    kind: str
    beneficiaries: list[int]


class Expected(msgspec.Struct, frozen=True):
    """`opens`: whether a file opens (`one_of_two`: this household or its `rival`, never both);
    `walk`: what the people do besides the straight way (`objection`: one that is dismissed; `upheld`: one that is not);
    `reason`: why nothing opens."""

    accepted: bool = True
    category: str | None = None
    opens: Literal["yes", "no", "one_of_two"] = "yes"
    walk: Literal["straight", "withdrawn", "returned", "objection", "upheld"] = "straight"
    aid: ExpectedAid | None = None
    overlap: Overlap | None = None
    rival: str | None = None
    reason: str | None = None
