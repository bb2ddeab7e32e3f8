"""Every overlap that was met, with what stood in the way: for people, so with names of offices and words."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from agencies.population import Household
from kernel import organisation
from kernel.aid_kinds import CHINESE, AidKind
from kernel.fen import yuan
from lab.demo.facts import Story

KINDS = {
    "duplicate": "同一人在两户",
    "outside_before": "其他部门已救助",
    "outside_late": "事后报来的救助",
    "two_unions": "两级工会同时救助",
}


class Met(msgspec.Struct, frozen=True):
    """`planted`: what was planted on the household, None when nothing was; `met_as`: blocked, held or found."""

    number: str
    household: str
    applicant: str
    union: str
    planted: str | None
    met_as: str
    against: str
    settled: str


def met(households: list[Household], stories: Mapping[str, Story]) -> list[Met]:
    """In the order of the households' numbers."""
    numbers = {story.household: number for number, story in stories.items()}
    return [
        Met(one.number, story.household, _masked(one), _union(one.union), _planted(one), met_as, against, settled)
        for one in households
        if (story := stories.get(one.number)) is not None
        for met_as, against, settled in _meetings(story, numbers)
    ]


def _meetings(story: Story, numbers: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for blocked in story.of("OpeningBlocked"):
        others = sorted({numbers.get(other, other) for _, other in blocked["others"]})
        settled = "移除该成员后建档" if story.count("FileOpened") else "不予建档"
        yield "blocked", f"成员已在 {'、'.join(others)} 号户", settled
    for held in story.of("AidHeld"):
        yield "held", _other(held), "撤回，预算释放" if story.count("AidWithdrawn") else "待处理"
    for found in story.of("FindingRaised"):
        yield "found", _other(found), "待追回或说明"


def _other(told: dict[str, Any]) -> str:
    """The other act: who gives, what, for when, how much, and whom to call."""
    other = told.get("other")
    if other is None:
        return str(told["rule"])
    period, kind = other["period"], CHINESE[AidKind(other["kind"])]
    return f"{other['office']} {kind} {period['first']}～{period['last']} {yuan(other['amount'])} 元"


def _planted(household: Household) -> str | None:
    if household.expected.overlap is not None:
        return KINDS[household.expected.overlap.kind]
    return KINDS["duplicate"] if household.expected.rival else None


def _masked(household: Household) -> str:
    name: str = household.body["members"][0]["name"]
    return name[:1] + "*" * (len(name) - 1)


def _union(path: str) -> str:
    known = organisation.default().get(path)
    return known.name if known else path
