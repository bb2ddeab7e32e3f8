"""复查: an open file is due, and a reviewer keeps it or closes it."""

from datetime import date
from typing import Final

from chassis.http.call import Call
from chassis.store import Timer, Transaction, Unit
from chassis.use_case import by_timer
from kernel import period
from policies.parameters.book import Book
from services.intake.domain.commands import (
    BeginInBulk,
    BeginRecheck,
    CloseAfterRecheck,
    Decline,
    Keep,
    Signer,
    SignKeeping,
)
from services.intake.domain.household import closing, recheck
from services.intake.domain.household.states import Applied, NotApplied, State
from services.intake.handlers.changes import book_for, change, change_by_law, load, unit_of_effect
from services.intake.handlers.judgement import known_clause, law_of
from services.intake.handlers.reviewing import judged_again
from services.intake.resources import Resources

RECHECK_MONTHS: Final = 6
"""**Ours**, where `recheck_months` is not set: no text says how often an open file is checked again."""


def due_on(resources: Resources, transaction: Transaction, state: State) -> date:
    """When a file that is opened today is checked again, by what is in force in its place."""
    assert not isinstance(state, NotApplied), "a file is opened after an application"
    return _due_on(state.case.region, resources.today(), book_for(transaction, state))


def on_recheck_due(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    loaded = load(transaction, timer.subject)
    due = timer.data["due_on"]
    command = BeginRecheck(due_on=date.fromisoformat(due) if due else None, today=resources.today())
    events = recheck.begin(command, loaded.state)
    return unit_of_effect(resources, by_timer(resources, timer, loaded), timer.subject, loaded, events)


def on_turn_in_campaign(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    loaded = load(transaction, timer.subject)
    command = BeginInBulk(
        campaign=timer.data["campaign"],
        begun_on=date.fromisoformat(timer.data["begun_on"]),
        today=resources.today(),
    )
    events = recheck.begin_in_bulk(command, loaded.state)
    return unit_of_effect(resources, by_timer(resources, timer, loaded), timer.subject, loaded, events)


def keep(resources: Resources, call: Call, household: str, category: str | None, clause: str, reason: str) -> bytes:
    def decide(state: Applied, by: Signer, book: Book) -> list[object]:
        recheck.require_reported(state)
        today = resources.today()
        command = Keep(
            by=by,
            judgement=judged_again(resources, state, today, book),
            category=category,
            clause=known_clause(law_of(resources, state), clause),
            reason=reason,
            today=today,
            recheck_due_on=_due_on(state.case.region, today, book),
        )
        return recheck.keep(command, state)

    return change_by_law(resources, call, household, decide)


def sign(resources: Resources, call: Call, household: str) -> bytes:
    def decide(state: Applied, by: Signer, book: Book) -> list[object]:
        recheck.require_reported(state)
        today = resources.today()
        judgement = judged_again(resources, state, today, book)
        due = _due_on(state.case.region, today, book)
        return recheck.sign(SignKeeping(by=by, judgement=judgement, today=today, recheck_due_on=due), state)

    return change_by_law(resources, call, household, decide)


def decline(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    return change(resources, call, household, lambda state, by: closing.decline(Decline(by=by, reason=reason), state))


def close(resources: Resources, call: Call, household: str, clause: str, reason: str) -> bytes:
    def decide(state: Applied, by: Signer) -> list[object]:
        known = known_clause(law_of(resources, state), clause)
        return recheck.close(CloseAfterRecheck(by=by, clause=known, reason=reason), state)

    return change(resources, call, household, decide)


def _due_on(region: str, today: date, book: Book) -> date:
    months = book.in_force(region, today).get("recheck_months")
    return period.months_later(today, months if isinstance(months, int) else RECHECK_MONTHS)
