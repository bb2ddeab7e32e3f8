"""Whether one household's story is what was planted: each difference as a sentence."""

from collections.abc import Iterator, Mapping

from agencies.population import Household
from lab.demo.facts import Story
from lab.demo.life import life

OPENED, BLOCKED = "FileOpened", "OpeningBlocked"


def differences(household: Household, story: Story, rival: Story | None, returns: bool) -> list[str]:
    """`rival`: the other household of a pair that shares a person; `returns`: the bank gives this money back."""
    expected = household.expected
    wrong = [*_way(household, story), *life(household, story)]
    if expected.opens == "one_of_two":
        wrong += _pair(story, rival)
    elif (opened := story.count(OPENED)) != (expected.opens == "yes"):
        wrong.append(f"{opened} files opened, expected {expected.opens}")
    elif story.count(BLOCKED):
        wrong.append("its opening was blocked, though nobody of it is elsewhere")
    if story.count(OPENED) == 1:
        wrong += _category(household, story)
        wrong += _aid(household, story, returns)
    return wrong


def _way(household: Household, story: Story) -> Iterator[str]:
    """Each fact of the way so many times."""
    walk, eligible = household.expected.walk, household.expected.category is not None
    wanted = {
        "ApplicationSubmitted": 1,
        "ApplicationWithdrawn": int(walk == "withdrawn"),
        "ApplicationReturned": int(walk == "returned"),
        "ApplicationResubmitted": int(walk == "returned"),
        "ObjectionRaised": int(walk in ("objection", "upheld")),
    }
    if walk == "objection":
        wanted["NoticePosted"] = 2
    if household.expected.opens != "one_of_two":
        wanted["ApplicationRejected"] = int(not eligible or walk == "upheld")
    for name, times in wanted.items():
        if (counted := story.count(name)) != times:
            yield f"{name} {counted} times, expected {times}"


def _pair(story: Story, rival: Story | None) -> Iterator[str]:
    """Exactly one of the two met the other at its opening; nobody is in both open files."""
    if rival is None:
        yield "the household that it shares a person with did not apply"
        return
    if story.count(BLOCKED) + rival.count(BLOCKED) != 1:
        yield f"blocked {story.count(BLOCKED)} times and its rival {rival.count(BLOCKED)}, expected one of them once"
    if not story.count(BLOCKED) and story.count(OPENED) != 1:
        yield f"{story.count(OPENED)} files opened, expected one: nobody stood in its way"
    if story.count(BLOCKED) and story.count(OPENED) + story.count("ApplicationRejected") != 1:
        yield "its blocked opening was not settled"
    if _members(story) & _members(rival):
        yield "one person is in both open files"


def _category(household: Household, story: Story) -> Iterator[str]:
    category = story.of(OPENED)[0]["category"]
    if category != household.expected.category:
        yield f"category {category}, expected {household.expected.category}"


def _aid(household: Household, story: Story, returns: bool) -> Iterator[str]:
    """The act of the household's own union, and the second one where two unions are planted."""
    receive = beneficiaries(household, story)
    overlap = household.expected.overlap
    kind = overlap.kind if overlap is not None else None
    proposed = 2 if kind == "two_unions" else int(bool(receive))
    held = int(kind in ("two_unions", "outside_before"))
    paid = proposed - held
    recheck = household.change.recheck if household.change is not None else None
    ended = int(returns and recheck is not None and recheck.ends == "closed")  # it is not paid again any more
    wanted = {
        "AidProposed": proposed,
        "AidHeld": held,
        "AidWithdrawn": held + ended,
        "AidPaid": 0 if returns else paid,
        "PaymentReturned": paid if returns else 0,
        "FindingRaised": int(kind == "outside_late"),
    }
    for name, times in wanted.items():
        if (counted := story.count(name)) != times:
            yield f"{name} {counted} times, expected {times}"
    for act in story.of("AidProposed"):
        if household.expected.aid is None or act["kind"] != household.expected.aid.kind:
            yield f"aid of kind {act['kind']}"
        elif set(act["beneficiaries"]) != receive:
            yield f"{len(act['beneficiaries'])} receive {act['kind']}, expected {len(receive)}"


def beneficiaries(household: Household, story: Story) -> set[str]:
    """Tokens of those who are to receive aid: as planted, as far as they are in the open file."""
    aid = household.expected.aid
    if aid is None:
        return set()
    applied = story.of("ApplicationSubmitted")[0]["members"]
    return {applied[place] for place in aid.beneficiaries} & _members(story)


def _members(story: Story) -> set[str]:
    return {member for opened in story.of(OPENED) for member in opened["members"]}


def found_overlaps(households: list[Household], stories: Mapping[str, Story]) -> set[str]:
    """Numbers of the planted overlaps that were met as planned: blocked, held or found afterwards."""
    return {one.number for one in households if one.expected.overlap is not None and _is_found(one, stories)}


def _is_found(household: Household, stories: Mapping[str, Story]) -> bool:
    overlap, story = household.expected.overlap, stories.get(household.number)
    assert overlap is not None
    if story is None:
        return False
    match overlap.found_as:
        case "hold":
            return story.count("AidHeld") > 0
        case "finding":
            return story.count("FindingRaised") > 0
        case "blocked":
            other = stories.get(overlap.other)
            return other is not None and (_met(story, other) or _met(other, story))


def _met(blocked: Story, holder: Story) -> bool:
    return any(other == holder.household for told in blocked.of(BLOCKED) for _, other in told["others"])
