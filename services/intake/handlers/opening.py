"""公示 and 录入: objections, the notice's end, and what a reviewer makes of a blocked opening."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from chassis import commands
from chassis.http.call import Call
from chassis.store import Timer, Transaction, Unit
from chassis.use_case import by_timer
from kernel.calendar import add_working_days
from kernel.errors import DomainError
from services.intake.domain.commands import Object, OpenFile, RejectBlocked, RetryOpening, Signer
from services.intake.domain.household import opening
from services.intake.domain.household.states import Applied, NotApplied, State
from services.intake.domain.rules import OBJECTION_WORKING_DAYS
from services.intake.handlers import recheck
from services.intake.handlers.changes import (
    book_for,
    change,
    load,
    load_seen,
    signer_of,
    unit_of_command,
    unit_of_effect,
)
from services.intake.projections import claims, identity_queries
from services.intake.resources import Resources


def object_to(resources: Resources, call: Call, household: str, text: str) -> bytes:
    due_on = add_working_days(resources.today(), OBJECTION_WORKING_DAYS)
    return change(resources, call, household, lambda state, by: opening.object_to(Object(text, due_on), state))


def locks_of_notice_over(_: Transaction, timer: Timer) -> Iterable[str]:
    return claims.keys_of(timer.data["members"])


def on_notice_over(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    """Guarded: whoever else holds a claim on a member is told to the decision as data."""
    household, members = timer.subject, timer.data["members"]
    loaded = load(transaction, household)
    command = OpenFile(
        today=resources.today(),
        last_day=date.fromisoformat(timer.data["last_day"]),
        members=tuple(members),
        others=claims.held_elsewhere(transaction.connection, household, members),
        recheck_due_on=recheck.due_on(resources, transaction, loaded.state),
        near=identity_queries.holding(transaction.connection, household),
        sheets_min=_sheets_min(resources, transaction, loaded.state),
    )
    events = opening.open_file(command, loaded.state)
    unit = unit_of_effect(resources, by_timer(resources, timer, loaded), household, loaded, events)
    return None if unit is None else claims.folded(transaction, unit)


def settle(resources: Resources, call: Call, household: str, dropped: tuple[str, ...] | None, reason: str) -> bytes:
    """Guarded: the claims of all members are read, and taken, in the appending transaction.

    `dropped` None tries again with all members.
    """
    if dropped == ():
        raise DomainError("unknown_member")

    def build(transaction: Transaction) -> Unit:
        seen = load_seen(transaction, call.principal, household, call.expected)
        members = seen.state.case.members
        transaction.lock(claims.keys_of(members))
        loaded = load_seen(transaction, call.principal, household, call.expected)
        others = claims.held_elsewhere(transaction.connection, household, members)
        command = RetryOpening(
            by=signer_of(call, loaded),
            today=resources.today(),
            others=others,
            recheck_due_on=recheck.due_on(resources, transaction, loaded.state),
            near=identity_queries.holding(transaction.connection, household),
            sheets_min=_sheets_min(resources, transaction, loaded.state),
            notice_days=_notice_days(resources, transaction, loaded.state),
            dropped=dropped or (),
            reason=reason,
        )
        unit = unit_of_command(resources, call, household, loaded, opening.retry_opening(command, loaded.state))
        return claims.folded(transaction, unit)

    return commands.guarded(resources.store, call.key, build)


def _sheets_min(resources: Resources, transaction: Transaction, state: State) -> int:
    """Where no place asks for any, a file opens without: it is said then, and found by the supervisor."""
    return _parameter(resources, transaction, state, "notice_sheets_min")


def _notice_days(resources: Resources, transaction: Transaction, state: State) -> int:
    return _parameter(resources, transaction, state, "notice_working_days")


def _parameter(resources: Resources, transaction: Transaction, state: State, name: str) -> int:
    if isinstance(state, NotApplied):
        return 0
    return cast(int, book_for(transaction, state).in_force(state.case.region, resources.today()).get(name, 0))


def reject_blocked(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    def decide(state: Applied, by: Signer) -> list[object]:
        return opening.reject_blocked(RejectBlocked(by=by, reason=reason), state)

    return change(resources, call, household, decide)
