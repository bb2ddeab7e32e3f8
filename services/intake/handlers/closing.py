"""An open file: its number, an exit that assistance proposes, and its closing, which releases the claims."""

from datetime import date
from typing import Any, Literal

from chassis import commands
from chassis.codec import Recorded
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.resources import Resources
from chassis.store import Unit
from contracts.assistance import ExitProposed
from kernel.errors import DomainError
from services.intake.domain.commands import Close, NoteExit, RecordNumber
from services.intake.domain.household import closing
from services.intake.domain.household.states import NotApplied
from services.intake.handlers.changing import change, context_after, context_of, load, load_seen, unit_of
from services.intake.handlers.claiming import guard_keys, release
from services.intake.handlers.reviewing import today


def record_number(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    expected: int | None,
    number: str,
    recorded_on: date,
) -> bytes:
    command = RecordNumber(number, recorded_on)
    return change(here, principal, claim, household, expected, lambda state: closing.record_number(command, state))


def on_exit_proposed(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    proposal, household = recorded.event, recorded.envelope.subject
    assert isinstance(proposal, ExitProposed)
    loaded = load(transaction, household)
    if isinstance(loaded.state, NotApplied):
        raise DomainError("unknown_household")
    events = closing.note_exit(NoteExit(proposal.rule, proposal.months), loaded.state)
    return unit_of(here, context_after(here, recorded), household, loaded, events) if events else None


def close(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    expected: int | None,
    reason: Literal["exit", "not_eligible"],
    text: str,
) -> bytes:
    """Guarded: the members may be in another file from the moment on that this one is closed."""

    def build(transaction: Any) -> Unit:
        seen = load_seen(transaction, principal, household, expected)
        assert not isinstance(seen.state, NotApplied)
        transaction.lock(guard_keys(seen.state.case.members))
        loaded = load_seen(transaction, principal, household, expected)
        events = closing.close(Close(reason=reason, text=text, today=today(here)), loaded.state)
        release(transaction.connection, household)
        return unit_of(here, context_of(here, principal), household, loaded, events, claim)

    return commands.guarded(here.store, claim, build)
