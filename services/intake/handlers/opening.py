"""公示 and 录入: objections, the notice's end, and what a reviewer makes of a blocked opening."""

from collections.abc import Iterable
from datetime import date

from chassis import commands
from chassis.acting import by_person, by_timer
from chassis.http.call import Call
from chassis.store import Timer, Transaction, Unit
from kernel.errors import DomainError
from services.intake.domain.commands import Object, OpenFile, RejectBlocked, RetryOpening
from services.intake.domain.household import opening
from services.intake.domain.household.states import Blocked, OnNotice
from services.intake.handlers.changing import change, load, load_seen, unit_of
from services.intake.handlers.claiming import claim, persons
from services.intake.resources import Resources


def object_to(resources: Resources, call: Call, household: str, text: str) -> bytes:
    return change(resources, call, household, lambda state: opening.object_to(Object(text), state))


def guards_of_notice_over(timer: Timer) -> Iterable[str]:
    return persons(timer.data["members"])


def on_notice_over(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    """All members are claimed first; whoever holds one of them already is told to the decision as data."""
    household, last_day = timer.subject, date.fromisoformat(timer.data["last_day"])
    loaded = load(transaction, household)
    if not isinstance(loaded.state, OnNotice) or loaded.state.last_day != last_day:
        return None
    others = claim(transaction.connection, household, loaded.state.case.members)
    command = OpenFile(today=resources.today(), last_day=last_day, others=others)
    events = opening.open_file(command, loaded.state)
    return unit_of(resources, by_timer(resources, timer, loaded), household, loaded, events)


def settle(
    resources: Resources,
    call: Call,
    household: str,
    dropped: tuple[str, ...] | None,
    reason: str,
) -> bytes:
    """Guarded: the claims of those who remain are taken, or read, in the appending transaction.

    `dropped` None tries again with all members.
    """
    if dropped == ():
        raise DomainError("unknown_member")

    def build(transaction: Transaction) -> Unit:
        seen = load_seen(transaction, call.principal, household, call.expected)
        transaction.lock(persons(seen.state.case.members))
        loaded = load_seen(transaction, call.principal, household, call.expected)
        others: tuple[tuple[str, str], ...] = ()
        if isinstance(loaded.state, Blocked):
            remaining = [member for member in loaded.state.case.members if member not in (dropped or ())]
            others = claim(transaction.connection, household, remaining)
        command = RetryOpening(today=resources.today(), others=others, dropped=dropped or (), reason=reason)
        events = opening.retry_opening(command, loaded.state)
        return unit_of(resources, by_person(resources, call.principal), household, loaded, events, call.key)

    return commands.guarded(resources.store, call.key, build)


def reject_blocked(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    return change(resources, call, household, lambda state: opening.reject_blocked(RejectBlocked(reason), state))
