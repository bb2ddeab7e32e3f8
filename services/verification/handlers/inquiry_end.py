"""The term draws near; or it is over, the household withdrew, or its file closed: the inquiry ends, and its open
deliveries with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from chassis import unit_of_work
from chassis.codec import Recorded
from chassis.resources import Resources
from chassis.store import Timer, Transaction, Unit
from chassis.use_case import because_of
from contracts.intake import ApplicationWithdrawn, ConsentWithdrawn, FileClosed
from services.verification import projections
from services.verification.domain import inquiry_name
from services.verification.domain.commands import EndConsent, EndInquiry, Remind, Stop
from services.verification.domain.inquiry.conclusion import end_consent, end_inquiry, remind, stop
from services.verification.domain.inquiry.states import State
from services.verification.handlers.inquiries import load, unit_of


def on_office_reminder(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    return _woken(resources, transaction, timer, partial(remind, Remind(resources.today())))


def on_inquiry_overdue(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    return _woken(resources, transaction, timer, partial(end_inquiry, EndInquiry(resources.today())))


def _woken(
    resources: Resources, transaction: Transaction, timer: Timer, decide: Callable[[State], list[object]]
) -> Unit | None:
    stream = timer.data["stream"]
    loaded = load(transaction, stream)
    events = decide(loaded.state)
    if not events:
        return None
    return unit_of(resources, because_of(resources, loaded.recorded[-1]), timer.subject, stream, loaded, events)


def on_application_withdrawn(
    resources: Resources, transaction: Transaction, recorded: Recorded[ApplicationWithdrawn]
) -> Unit | None:
    return _stopped(resources, transaction, recorded, "withdrawn")


def on_consent_withdrawn(
    resources: Resources, transaction: Transaction, recorded: Recorded[ConsentWithdrawn]
) -> Unit | None:
    """撤回授权: nobody is asked any more, the round under way reports what it has; an answer to any round, an earlier
    one too, is only kept from now on."""
    command, household = EndConsent(recorded.event.persons, recorded.event.withdrawn_on), recorded.envelope.subject
    rounds = range(1, (projections.latest_round(transaction.connection, household) or 0) + 1)
    ended: list[unit_of_work.Change] = []
    for stream in (inquiry_name.of(household, round) for round in rounds):
        loaded = load(transaction, stream)
        if events := end_consent(command, loaded.state):
            ended.append(unit_of_work.Change(stream, loaded.version, household, events))
    return unit_of_work.unit(resources.codec, because_of(resources, recorded), ended) if ended else None


def on_file_closed(resources: Resources, transaction: Transaction, recorded: Recorded[FileClosed]) -> Unit | None:
    """撤档, 并户: a re-check that is under way asks nobody any more about a file that is closed."""
    return _stopped(resources, transaction, recorded, "file_closed")


def _stopped(
    resources: Resources, transaction: Transaction, recorded: Recorded[ApplicationWithdrawn | FileClosed], why: str
) -> Unit | None:
    return _in_the_latest_round(resources, transaction, recorded, partial(stop, Stop(why)))


def _in_the_latest_round(
    resources: Resources, transaction: Transaction, recorded: Recorded[Any], decide: Callable[[State], list[object]]
) -> Unit | None:
    household = recorded.envelope.subject
    round = projections.latest_round(transaction.connection, household)
    if round is None:
        return None
    stream = inquiry_name.of(household, round)
    loaded = load(transaction, stream)
    events = decide(loaded.state)
    return unit_of(resources, because_of(resources, recorded), household, stream, loaded, events) if events else None
