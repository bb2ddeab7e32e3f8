"""Whether a file lived as planted: its changes and re-checks, sheets, papers, tasks; each difference as a sentence."""

from collections.abc import Iterator
from typing import Any

from agencies.population import Household
from lab.demo.facts import Story
from lab.demo.people.paper_bearers import PAPERS_EACH, brings_papers
from lab.demo.people.supervisors import hands_over

OF_ITSELF = {"term", "came_of_age"}
"""Why a re-check begins that no change has led to."""


def life(household: Household, story: Story) -> Iterator[str]:
    change, opened = household.change, story.count("FileOpened")
    stays = household.expected.walk != "withdrawn"  # who withdraws may do so before anything else happens
    tenth, papers = hands_over(household.number), PAPERS_EACH * (stays and brings_papers(household.number))
    wanted = {
        "ChangeProposed": int(change is not None),
        "FileChanged": int(change is not None and change.approved),
        "ObjectionAnswered": story.count("ObjectionRaised"),
        "AttachmentAdded": papers,
        "AttachmentShown": papers,
        "NoticeShown": int(tenth and stays and story.count("NoticePosted") > 0),
        "NoticeTakenDown": int(tenth) * opened,
        "TaskTaken": int(tenth) * opened,
        "TaskHandedOver": int(tenth) * opened,
    }
    for name, times in wanted.items():
        if (counted := story.count(name)) != times:
            yield f"{name} {counted} times, expected {times}"
    yield from _rechecks(household, story)


def _rechecks(household: Household, story: Story) -> Iterator[str]:
    """Each is decided, as planted; what touches a fact begins one, and nothing else but its term does."""
    change, begun, kept = household.change, story.of("RecheckBegun"), story.of("FileKept")
    planted = change.recheck if change is not None and change.approved else None
    by_change = [one["round"] for one in begun if not set(one["reasons"]) <= OF_ITSELF]
    if len(by_change) != int(planted is not None):
        yield f"{len(by_change)} re-checks by a change, expected {int(planted is not None)}"
    if not story.count("FileClosed") and _last(begun) != _last(kept):
        yield f"re-check {_last(begun)} was not decided"
    if household.expected.opens != "yes":
        return  # who was in the way of the other decides what is left of it
    closes = int(planted is not None and planted.ends == "closed")
    if (closed := story.count("FileClosed", reason="not_eligible")) != closes:
        yield f"closed {closed} times after a re-check, expected {closes}"
    for one in kept:
        changed = one["round"] >= min(by_change, default=0)
        wanted = planted.category if planted is not None and changed else household.expected.category
        if wanted is not None and one["category"] != wanted:
            yield f"kept in category {one['category']} in round {one['round']}, expected {wanted}"


def _last(told: list[dict[str, Any]]) -> int:
    return max((one["round"] for one in told), default=0)
