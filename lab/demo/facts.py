"""What became of each household, read from the stores of all four services: plain facts by household."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from checks.given import Fact, Given
from checks.storage import Storage

READ = {
    "intake": (
        "ApplicationSubmitted", "ApplicationResubmitted", "ApplicationWithdrawn", "ApplicationReturned",
        "ApplicationRejected", "NoticePosted", "ObjectionRaised", "ObjectionAnswered", "OpeningBlocked", "FileOpened",
        "FileMoved", "FileClosed", "ChangeProposed", "ChangeDecided", "FileChanged", "RecheckBegun", "FileKept",
        "ReportRevised", "AttachmentAdded", "AttachmentShown", "NoticeShown", "NoticeTakenDown", "TaskTaken",
        "TaskHandedOver",
    ),
    "verification": ("ReportCompleted",),
    "assistance": ("AidProposed", "AidWithdrawn", "AidPaid", "PaymentReturned", "ReliefReached", "ExitProposed"),
    "ledger": ("AidCleared", "AidHeld", "FindingRaised"),
}  # fmt: skip


class Story(msgspec.Struct, frozen=True):
    """The facts about one household; `of(name)` gives the data of all of one type, in order; `such` narrows it to those
    with these values."""

    household: str
    facts: tuple[tuple[str, dict[str, Any]], ...] = ()

    def of(self, name: str, **such: str) -> list[dict[str, Any]]:
        return [data for told, data in self.facts if told == name and such.items() <= data.items()]

    def count(self, name: str, **such: str) -> int:
        return len(self.of(name, **such))


def read(storage: Storage) -> dict[str, Story]:
    """Household id -> its story, for every household that applied."""
    given = Given(storage)
    return stories(fact for service, names in READ.items() for fact in given.facts(service, *names))


def stories(facts: Iterable[Fact]) -> dict[str, Story]:
    told: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for fact in facts:
        told[fact.subject].append((fact.name, fact.data))
    return {household: Story(household, tuple(facts)) for household, facts in told.items()}
