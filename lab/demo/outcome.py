"""What a demo came to: counted from storage, compared with what was planted."""

from collections.abc import Sequence
from typing import Any

import msgspec

from agencies.people.maker import PROPERTY_CONCEALED
from agencies.population import Household
from checks.report import Report
from checks.storage import Storage
from lab.demo import facts
from lab.demo.differences import differences, found_overlaps
from lab.demo.facts import Story
from lab.demo.overlaps import Met, met
from lab.demo.people.finance import payment_returns
from lab.demo.recalls import is_recalled, recalls
from lab.demo.timeliness import AgencyTimes, timeliness
from lab.demo.world import World
from lab.faults.schedule import Round


class Surprise(msgspec.Struct, frozen=True):
    """A household that ended otherwise than planted."""

    number: str
    household: str | None
    label: str
    differences: list[str]
    document: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The demo's one JSON object; `well` is what the exit code says; `died`: processes that nobody struck;
    `drifted`: tables that a replay from zero does not come to; `faults`: how often each struck, in so many `rounds`;
    `left_out`: those that could not be had, with the reason; `refused`: work of no single household that a
    service refused; `worked`: how much each desk did; `agencies`: which was how late; `unanswered`: households that
    ended otherwise than planted, since a department did not answer in time, or said two things about them;
    `reports_revised`, `reopened`: reports that came out again and decisions opened once more for it; `unheard`: numbers
    of households where one was not followed, or twice."""

    well: bool
    seed: int
    bus: str
    documents: list[str] = []
    households: int
    applications: int
    files_opened: int
    rejected: int
    withdrawn: int
    moved: int
    closed: int
    relief: int
    aid_proposed: int
    aid_paid: int
    aid_held: int
    payments_returned: int
    blocked: int
    findings: int
    overlaps_planted: int
    overlaps_found: int
    property_planted: int
    property_found: int
    false_holds: int
    changes: int
    changes_declined: int
    rechecks_kept: int
    rechecks_closed: int
    objections_upheld: int
    objections_dismissed: int
    sheets_hung: int
    papers: int
    tasks_handed_over: int
    events: int
    seconds: float
    events_per_second: float
    lost: int
    doubled: int
    parked: int
    died: list[str] = []
    drifted: list[str] = []
    problems: list[Any]
    surprises: list[Surprise]
    refused: list[str] = []
    worked: dict[str, int] = {}
    agencies: list[AgencyTimes] = []
    unanswered: list[Surprise] = []
    reports_revised: int = 0
    reopened: int = 0
    unheard: list[str] = []
    overlaps: list[Met]
    faults: dict[str, int] = {}
    rounds: int = 0
    schedule: list[Round] = []
    left_out: dict[str, str] = {}
    events_per_service: dict[str, int]
    seconds_by_stage: dict[str, float]


def judge(world: World, report: Report, parked: int, bus: str, timing: dict[str, float]) -> Outcome:
    """Everything read anew from the stores; nothing is taken from what the people remember but the ids."""
    by_id = facts.read(world.storage)
    ids = world.book.ids
    stories = {number: by_id[household] for number, household in ids.items() if household in by_id}
    households = world.population.households
    all_surprises = [s for s in (surprise(world, one, stories) for one in households) if s is not None]
    recalled = recalls(stories)
    unsure = households_unsure(world.storage) | {one.household for one in stories.values() if is_recalled(one)}
    unanswered = [one for one in all_surprises if one.household in unsure]
    surprises = [one for one in all_surprises if one.household not in unsure]
    found, astray = found_overlaps(households, stories), {one.number for one in unanswered}
    # For want of an answer no aid may have been given that could overlap: what was planted there cannot be met.
    planted = [one for one in households if one.expected.overlap is not None and one.number not in astray - found]
    owners = [one for one in households if one.expected.reason == PROPERTY_CONCEALED and one.number not in astray]
    false = false_holds(households, stories)
    others = refused_otherwise(world)
    seconds = round(timing["all"], 1)
    seen = sum(is_found_by_its_property(stories[one.number]) for one in owners if one.number in stories)
    all_found = len(found) == len(planted) and seen == len(owners)
    well = (
        report.well and not recalled.unheard and not surprises and not false and all_found and not parked and not others
    )

    def count(name: str, **such: str) -> int:
        return sum(story.count(name, **such) for story in by_id.values())

    return Outcome(
        well=well,
        seed=world.population.seed,
        bus=bus,
        documents=sorted({one.document for one in households}),
        households=len(households),
        applications=count("ApplicationSubmitted"),
        files_opened=count("FileOpened"),
        rejected=count("ApplicationRejected"),
        withdrawn=count("ApplicationWithdrawn"),
        moved=count("FileMoved"),
        closed=count("FileClosed", reason="exit"),
        relief=count("ReliefReached"),
        aid_proposed=count("AidProposed"),
        aid_paid=count("AidPaid"),
        aid_held=count("AidHeld"),
        payments_returned=count("PaymentReturned"),
        blocked=count("OpeningBlocked"),
        findings=count("FindingRaised"),
        overlaps_planted=len(planted),
        overlaps_found=len(found),
        property_planted=len(owners),
        property_found=seen,
        false_holds=len(false),
        changes=count("FileChanged"),
        changes_declined=count("ChangeDecided", decision="decline"),
        rechecks_kept=count("FileKept"),
        rechecks_closed=count("FileClosed", reason="not_eligible"),
        objections_upheld=count("ObjectionAnswered", outcome="upheld"),
        objections_dismissed=count("ObjectionAnswered", outcome="dismissed"),
        sheets_hung=count("NoticeShown"),
        papers=count("AttachmentAdded"),
        tasks_handed_over=count("TaskHandedOver"),
        events=report.events,
        seconds=seconds,
        events_per_second=round(report.events / seconds, 1) if seconds else 0.0,
        lost=report.lost,
        doubled=report.doubled,
        parked=parked,
        problems=msgspec.to_builtins(report.problems),
        surprises=surprises,
        refused=others,
        worked=dict(world.tally.worked),
        agencies=timeliness(world.storage),
        unanswered=unanswered,
        reports_revised=recalled.revised,
        reopened=recalled.reopened,
        unheard=recalled.unheard,
        overlaps=met(households, stories),
        events_per_service=report.per_service,
        seconds_by_stage={stage: round(took, 1) for stage, took in timing.items()},
    )


def surprise(world: World, household: Household, stories: dict[str, Story]) -> Surprise | None:
    story = stories.get(household.number)
    if story is None:
        wrong = ["its application is nowhere"]
    else:
        rival = stories.get(household.expected.rival or "")
        wrong = differences(household, story, rival, payment_returns(world, story.household))
        wrong += world.book.refusals_about(story.household)
    wrong += world.book.refusals_about(household.number)
    known = story.household if story else None
    return Surprise(household.number, known, household.label, wrong, household.document) if wrong else None


def is_found_by_its_property(story: Story) -> bool:
    """Refused, after registers told of houses that were not declared."""
    reports = story.of("ReportCompleted")
    told = {(item["item"], item["outcome"]) for one in reports[-1:] for item in one["items"]}
    return ("real_estate", "mismatched") in told and story.count("ApplicationRejected") == 1


def households_unsure(storage: Storage) -> set[str]:
    """Of whom some report is partial, or about whom a department said two things."""
    query = (
        "SELECT household FROM inquiries i WHERE complete = false OR EXISTS (SELECT FROM question_times q"
        " WHERE q.stream = i.stream AND q.said_otherwise > 0)"
    )
    return {household for (household,) in storage.rows("verification", query)}


def refused_otherwise(world: World) -> list[str]:
    """Refusals that no household's surprise tells."""
    known = {*world.book.ids, *world.book.ids.values(), *world.book.by_number}
    return [f"{one.about}: {one.reason}" for one in world.book.refusals if one.about not in known]


OF_A_RECALL = ("facts_in_doubt", "paid_on_corrected_fact")


def false_holds(households: Sequence[Household], stories: dict[str, Story]) -> list[str]:
    """Households on which nothing was planted and that were held, found or blocked all the same, other than because an
    answer turned out otherwise."""
    marked = ("AidHeld", "FindingRaised", "OpeningBlocked")
    contested = {one.number for one in households if one.expected.overlap or one.expected.rival}
    return [
        one.number
        for one in households
        if one.number not in contested
        and (story := stories.get(one.number)) is not None
        and any(one.get("rule") not in OF_A_RECALL for name in marked for one in story.of(name))
    ]
