"""An open file: its number, an exit that assistance proposes, and its closing, which releases the claims."""

from datetime import date
from typing import Final, cast

from chassis import commands
from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from chassis.use_case import because_of
from contracts.assistance import ExitProposed, ExitWithdrawn
from kernel.closed_lists import ClosingReason, ContactWay
from policies.parameters.book import Book
from policies.parameters.settable import ALLOWED, WITHOUT_CLAUSE, closing_of
from services.intake.domain.commands import Close, Contact, Decline, NoteExit, RecordNumber, SignClosing, Signer
from services.intake.domain.household import closing
from services.intake.domain.household.states import Applied
from services.intake.handlers.changes import (
    DecideByLaw,
    book_for,
    change,
    load_applied,
    load_seen,
    signer_of,
    unit_of_command,
    unit_of_effect,
)
from services.intake.projections import claims
from services.intake.resources import Resources

CONTACT_ATTEMPTS: Final = 3
"""**Ours**, where `contact_attempts` is not set: on so many days nobody was reached before a household is 失联."""


def record_number(resources: Resources, call: Call, household: str, number: str, recorded_on: date) -> bytes:
    command = RecordNumber(number, recorded_on, resources.today())
    return change(resources, call, household, lambda state, by: closing.record_number(command, state))


def on_exit_proposed(resources: Resources, transaction: Transaction, recorded: Recorded[ExitProposed]) -> Unit | None:
    proposal, household = recorded.event, recorded.envelope.subject
    loaded = load_applied(transaction, household)
    command = NoteExit(proposal.rule, proposal.months, recorded.envelope.actor)
    events = closing.note_exit(command, loaded.state)
    return unit_of_effect(resources, because_of(resources, recorded), household, loaded, events)


def on_exit_withdrawn(resources: Resources, transaction: Transaction, recorded: Recorded[ExitWithdrawn]) -> Unit | None:
    household = recorded.envelope.subject
    loaded = load_applied(transaction, household)
    events = closing.withdraw_exit(recorded.event.month, loaded.state, recorded.event.because)
    return unit_of_effect(resources, because_of(resources, recorded), household, loaded, events)


def close(resources: Resources, call: Call, household: str, reason: ClosingReason, text: str) -> bytes:
    def decide(state: Applied, by: Signer, book: Book) -> list[object]:
        today = resources.today()
        in_force = book.in_force(state.case.region, today)
        least = in_force.get("contact_attempts", CONTACT_ATTEMPTS)
        command = Close(
            by=by,
            reason=reason,
            text=text,
            today=today,
            allowed=reason not in WITHOUT_CLAUSE or in_force.get(closing_of(reason)) == ALLOWED,
            attempts_min=cast(int, least),
        )
        return closing.close(command, state)

    return _guarded(resources, call, household, decide)


def contact(
    resources: Resources, call: Call, household: str, on: date, way: ContactWay, reached: bool, note: str
) -> bytes:
    command = Contact(on=on, way=way, reached=reached, note=note, today=resources.today())
    return change(resources, call, household, lambda state, by: closing.contact(command, state))


def sign(resources: Resources, call: Call, household: str) -> bytes:
    """The second signature under a closing."""

    def decide(state: Applied, by: Signer, book: Book) -> list[object]:
        return closing.sign(SignClosing(by=by, today=resources.today()), state)

    return _guarded(resources, call, household, decide)


def decline(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    return change(resources, call, household, lambda state, by: closing.decline(Decline(by=by, reason=reason), state))


def _guarded(resources: Resources, call: Call, household: str, decide: DecideByLaw) -> bytes:
    """The members may be in another file from the moment on that this one is closed."""

    def build(transaction: Transaction) -> Unit:
        seen = load_seen(transaction, call.principal, household, call.expected)
        transaction.lock(claims.keys_of(seen.state.case.members))
        loaded = load_seen(transaction, call.principal, household, call.expected)
        events = decide(loaded.state, signer_of(call, loaded), book_for(transaction, loaded.state))
        return claims.folded(transaction, unit_of_command(resources, call, household, loaded, events))

    return commands.guarded(resources.store, call.key, build)
