"""Whether each answer that turned out otherwise was heard of: its report came out again, intake followed it once."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from lab.demo.facts import Story

REOPENED = ("reopened", "recheck")
BEGINS_A_ROUND = ("ApplicationResubmitted", "ObjectionRaised", "RecheckBegun")
OVER = ("ApplicationWithdrawn",)


class Recalls(msgspec.Struct, frozen=True):
    """`revised`: reports that came out again; `reopened`: decisions that were opened once more; `unheard`: numbers of
    households of which one was not followed, or twice."""

    revised: int
    reopened: int
    unheard: list[str]


def recalls(stories: Mapping[str, Story]) -> Recalls:
    """Household's number -> its story."""
    return Recalls(
        revised=sum(len(_revised(story)) for story in stories.values()),
        reopened=sum(story.count("ReportRevised", outcome=how) for story in stories.values() for how in REOPENED),
        unheard=sorted(number for number, story in stories.items() if not _is_heard(story)),
    )


def is_recalled(story: Story) -> bool:
    return bool(_revised(story))


def _revised(story: Story) -> set[tuple[int, int]]:
    """(round, revision)"""
    return {(one["round"], one["revision"]) for one in story.of("ReportCompleted") if one.get("revision")}


def _is_heard(story: Story) -> bool:
    """Of an earlier round, or of a household that has gone, nobody follows it. A re-check begins once for each."""
    told = Counter((one["round"], one["revision"]) for one in story.of("ReportRevised"))
    latest = max((one["round"] for name in BEGINS_A_ROUND for one in story.of(name)), default=1)
    gone = any(story.count(name) for name in OVER)
    missed = {one for one in _revised(story) - told.keys() if one[0] == latest and not gone}
    begun = sum(one.get("since") is not None for one in story.of("RecheckBegun"))
    once = max(told.values(), default=1) == 1 and begun == story.count("ReportRevised", outcome="recheck")
    return once and not missed
