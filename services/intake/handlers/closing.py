"""An open file: its number, an exit that assistance proposes, and its closing, which releases the claims."""

from datetime import date

from chassis import commands
from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from chassis.use_case import because_of
from contracts.assistance import ExitProposed, ExitWithdrawn
from services.intake.domain.commands import Close, Decline, NoteExit, RecordNumber, SignClosing, Signer
from services.intake.domain.events import Closing
from services.intake.domain.household import closing
from services.intake.domain.household.states import Applied
from services.intake.handlers.changes import (
    Decide,
    change,
    load_applied,
    load_seen,
    signer_of,
    unit_of_command,
    unit_of_effect,
)
from services.intake.projections import claims
from services.intake.resources import Resources


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


def close(resources: Resources, call: Call, household: str, reason: Closing, text: str) -> bytes:
    def decide(state: Applied, by: Signer) -> list[object]:
        return closing.close(Close(by=by, reason=reason, text=text, today=resources.today()), state)

    return _guarded(resources, call, household, decide)


def sign(resources: Resources, call: Call, household: str) -> bytes:
    """The second signature under a closing."""

    def decide(state: Applied, by: Signer) -> list[object]:
        return closing.sign(SignClosing(by=by, today=resources.today()), state)

    return _guarded(resources, call, household, decide)


def decline(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    return change(resources, call, household, lambda state, by: closing.decline(Decline(by=by, reason=reason), state))


def _guarded(resources: Resources, call: Call, household: str, decide: Decide) -> bytes:
    """The members may be in another file from the moment on that this one is closed."""

    def build(transaction: Transaction) -> Unit:
        seen = load_seen(transaction, call.principal, household, call.expected)
        transaction.lock(claims.keys_of(seen.state.case.members))
        loaded = load_seen(transaction, call.principal, household, call.expected)
        events = decide(loaded.state, signer_of(call, loaded))
        return claims.folded(transaction, unit_of_command(resources, call, household, loaded, events))

    return commands.guarded(resources.store, call.key, build)
