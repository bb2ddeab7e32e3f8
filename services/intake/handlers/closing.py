"""An open file: its number, an exit that assistance proposes, and its closing, which releases the claims."""

from datetime import date
from typing import Literal

from chassis import commands
from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from chassis.use_case import because_of
from contracts.assistance import ExitProposed
from services.intake.domain.commands import Close, NoteExit, RecordNumber
from services.intake.domain.household import closing
from services.intake.handlers.changes import change, load_applied, load_seen, unit_of_command, unit_of_effect
from services.intake.projections import claims
from services.intake.resources import Resources


def record_number(resources: Resources, call: Call, household: str, number: str, recorded_on: date) -> bytes:
    command = RecordNumber(number, recorded_on)
    return change(resources, call, household, lambda state: closing.record_number(command, state))


def on_exit_proposed(resources: Resources, transaction: Transaction, recorded: Recorded[ExitProposed]) -> Unit | None:
    proposal, household = recorded.event, recorded.envelope.subject
    loaded = load_applied(transaction, household)
    events = closing.note_exit(NoteExit(proposal.rule, proposal.months), loaded.state)
    return unit_of_effect(resources, because_of(resources, recorded), household, loaded, events)


def close(
    resources: Resources, call: Call, household: str, reason: Literal["exit", "not_eligible"], text: str
) -> bytes:
    """Guarded: the members may be in another file from the moment on that this one is closed."""

    def build(transaction: Transaction) -> Unit:
        seen = load_seen(transaction, call.principal, household, call.expected)
        transaction.lock(claims.keys_of(seen.state.case.members))
        loaded = load_seen(transaction, call.principal, household, call.expected)
        events = closing.close(Close(reason=reason, text=text, today=resources.today()), loaded.state)
        unit = unit_of_command(resources, call, household, loaded, events)
        claims.write(transaction.connection, unit)
        return unit

    return commands.guarded(resources.store, call.key, build)
