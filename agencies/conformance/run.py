"""All checks against one registry, and the report of them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from agencies.conformance.checks import CHECKS, Verdict
from agencies.conformance.conversation import Conversation


class Line(msgspec.Struct, frozen=True):
    """One check; `what` and `why`: 中文 · English."""

    check: str
    what: str
    verdict: Verdict
    why: str


class Report(msgspec.Struct, frozen=True):
    """`conforms`: nothing failed. What was not tried or is not offered proves nothing."""

    url: str
    conforms: bool
    lines: list[Line]


def run(talk: Conversation, told: Callable[[Line], object] = lambda line: None) -> Report:
    """`told` hears of each check when it is over."""
    lines = []
    for check in CHECKS:
        found = check.judge(talk)
        lines.append(Line(check.name, check.what, found.verdict, found.why))
        told(lines[-1])
    return Report(talk.registry.url, all(line.verdict != "failed" for line in lines), lines)
