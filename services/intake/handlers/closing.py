"""An open file: its number, an exit that assistance proposes, and its closing, which releases the claims."""

from datetime import date
from typing import Literal

from chassis import commands
from chassis.acting import because_of, by_person
from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from contracts.assistance import ExitProposed
from kernel.errors import DomainError
from services.intake.domain.commands import Close, NoteExit, RecordNumber
from services.intake.domain.household import closing
from services.intake.domain.household.states import NotApplied
from services.intake.handlers.changing import change, load, load_seen, unit_of
from services.intake.handlers.claiming import persons, release
from services.intake.resources import Resources


def record_number(
    resources: Resources,
    call: Call,
    household: str,
    number: str,
    recorded_on: date,
) -> bytes:
    command = RecordNumber(number, recorded_on)
    return change(resources, call, household, lambda state: closing.record_number(command, state))


def on_exit_proposed(resources: Resources, transaction: Transaction, recorded: Recorded[ExitProposed]) -> Unit | None:
    proposal, household = recorded.event, recorded.envelope.subject
    loaded = load(transaction, household)
    if isinstance(loaded.state, NotApplied):
        raise DomainError("unknown_household")
    events = closing.note_exit(NoteExit(proposal.rule, proposal.months), loaded.state)
    return unit_of(resources, because_of(resources, recorded), household, loaded, events) if events else None


def close(
    resources: Resources,
    call: Call,
    household: str,
    reason: Literal["exit", "not_eligible"],
    text: str,
) -> bytes:
    """Guarded: the members may be in another file from the moment on that this one is closed."""

    def build(transaction: Transaction) -> Unit:
        seen = load_seen(transaction, call.principal, household, call.expected)
        transaction.lock(persons(seen.state.case.members))
        loaded = load_seen(transaction, call.principal, household, call.expected)
        events = closing.close(Close(reason=reason, text=text, today=resources.today()), loaded.state)
        release(transaction.connection, household)
        return unit_of(resources, by_person(resources, call.principal), household, loaded, events, call.key)

    return commands.guarded(resources.store, call.key, build)
