"""What a message causes happens once: not again when it is delivered again, and not never."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from chassis.roles import SERVICES
from checks.given import Given
from checks.report import Problem, found


class Effect(NamedTuple):
    """`effect` of service `by` follows from `cause` of service `of`, once; `always`: it must follow."""

    of: str
    cause: str
    by: str
    effect: str
    always: bool = True


EFFECTS = (
    Effect("intake", "ApplicationSubmitted", "verification", "InquiryOpened"),
    Effect("intake", "ApplicationResubmitted", "verification", "InquiryOpened", always=False),
    Effect("intake", "ObjectionRaised", "verification", "InquiryOpened"),
    Effect("verification", "ReportCompleted", "intake", "CategoryProposed", always=False),
    Effect("intake", "ParameterSet", "assistance", "ParameterRecorded"),
    Effect("intake", "FileOpened", "assistance", "PlanDrafted"),
    Effect("intake", "FileOpened", "ledger", "FileRecorded"),
    Effect("intake", "FileChanged", "ledger", "FileChangeRecorded"),
    Effect("intake", "FileMoved", "verification", "HouseholdMoved"),
    Effect("intake", "FileMoved", "assistance", "FileMoveRecorded"),
    Effect("intake", "FileMoved", "ledger", "FileMoveRecorded"),
    Effect("intake", "RecheckBegun", "verification", "InquiryOpened", always=False),
    Effect("intake", "FileClosed", "ledger", "FileClosureRecorded"),
    Effect("assistance", "AidProposed", "ledger", "ActRecorded"),
    Effect("assistance", "AidWithdrawn", "ledger", "ActReleased", always=False),
    Effect("assistance", "PaymentBatchClosed", "ledger", "BatchChecked"),
    Effect("assistance", "AidPaid", "ledger", "ActPaid", always=False),
    Effect("assistance", "ExitProposed", "intake", "ExitNoted", always=False),
    Effect("assistance", "ExitWithdrawn", "intake", "ExitNoteWithdrawn", always=False),
)
"""`always=False` where the service may rightly find nothing to do (withdrawn meanwhile, nothing changed)."""


def problems(given: Given) -> Iterator[Problem]:
    effects = Counter((one.cause, one.service, one.name) for one in given.told)
    excused = _parked(given) | given.dropped
    for rule in EFFECTS:
        causes = [one for one in given.told if (one.service, one.name) == (rule.of, rule.cause)]
        times = {one: effects[one.id, rule.by, rule.effect] for one in causes}
        yield from found(
            f"{rule.cause} led to {rule.effect} more than once",
            (one.subject for one, count in times.items() if count > 1),
            "doubled",
        )
        missing = [one for one in given.handled(rule.by, causes) if not times[one]] if rule.always else []
        yield from found(
            f"{rule.cause} was handled, and no {rule.effect} came of it",
            (one.subject for one in missing if (rule.by, one.service, one.position) not in excused),
            "lost",
        )
    yield from found("a message had its effect in two transactions", _again(given), "doubled")


def _again(given: Given) -> Iterator[str]:
    """A message's effects are one unit, with one recorded time: a second time is a second handling."""
    home = {one.id: one.service for one in given.told}
    moments: dict[tuple[str, str, str, str], set[object]] = defaultdict(set)
    for one in given.told:
        if one.cause is not None and home.get(one.cause, one.service) != one.service:
            moments[one.cause, one.service, one.name, one.stream].add(one.recorded_at)
    return (f"{service}: {name} of {cause}" for (cause, service, name, _), seen in moments.items() if len(seen) > 1)


def _parked(given: Given) -> set[tuple[str, str, int]]:
    """A parked message is not lost: it has a check of its own."""
    query = "SELECT subscription, source, position FROM parked"
    return {row for service in SERVICES for row in given.storage.rows(service, query)}
