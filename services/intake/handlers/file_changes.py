"""变更: what changes in an open file is proposed by one person and approved by another; and the list of it."""

from typing import Any

from chassis import commands
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.ids import uuid7
from chassis.store import Loaded, Transaction, Unit
from contracts.intake import FileChanged
from kernel.errors import DomainError
from services.intake.domain.commands import DecideChange, ProposeChange
from services.intake.domain.events import ChangeDecided, ChangeProposed
from services.intake.domain.household import file_change
from services.intake.domain.household.states import Applied
from services.intake.form.change import ChangeForm, new_values
from services.intake.handlers import accesses
from services.intake.handlers.changes import load_own, load_seen, signer_of, unit_of_command
from services.intake.projections import claims
from services.intake.resources import Resources


def propose(resources: Resources, call: Call, household: str, form: ChangeForm) -> bytes:
    """Whether somebody who joins is in another file is not told here: a portal could ask by proposing."""
    change = uuid7()

    def build(transaction: Transaction) -> Unit:
        loaded = load_own(transaction, call.principal, household, call.expected)
        file = file_change.open_file(loaded.state)
        new = new_values(form, file.case, resources.today(), resources.vault.token)
        paid_to = new.account or (new.takeover.account if new.takeover else None)
        command = ProposeChange(
            by=signer_of(call, loaded),
            change=change,
            kind=form.kind,
            person=form.person,
            on=form.on,
            new=new,
            account=resources.vault.token("account", paid_to.number) if paid_to else None,
            reason=form.reason,
            today=resources.today(),
        )
        events = file_change.propose(command, loaded.state)
        return unit_of_command(resources, call, household, loaded, events, change=change)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def decide(resources: Resources, call: Call, household: str, change: str, approve: bool, reason: str) -> bytes:
    """Guarded by all whom the file claims, before and after: who joins is claimed, who goes is released.

    Who is told that somebody is in another file has learned what a search tells, and is recorded and limited as one.
    """
    strangers: list[str] = []

    def build(transaction: Transaction) -> Unit:
        seen = load_seen(transaction, call.principal, household, call.expected)
        nonlocal strangers
        joining = _persons(seen, change)
        strangers = [person for person in joining if person not in seen.state.case.members]
        if strangers:
            accesses.require_searches_left(resources, transaction.connection, call.principal)
        transaction.lock(claims.keys_of({*seen.state.case.members, *joining}))
        loaded = load_seen(transaction, call.principal, household, call.expected)
        command = DecideChange(
            by=signer_of(call, loaded),
            change=change,
            approve=approve,
            reason=reason,
            elsewhere=bool(claims.held_elsewhere(transaction.connection, household, joining)),
            today=resources.today(),
        )
        unit = unit_of_command(resources, call, household, loaded, file_change.decide(command, loaded.state))
        return claims.folded(transaction, unit)

    try:
        return commands.guarded(resources.store, call.key, build)
    except DomainError as refused:
        if refused.code == "person_elsewhere":
            accesses.record_searches(resources, call.principal, strangers)
        raise


def listed(resources: Resources, principal: Principal, household: str) -> list[dict[str, Any]]:
    """Every change of the file, in order, with what became of it; its values are opened by unmasking alone."""
    with resources.store.transaction() as transaction:
        loaded = load_seen(transaction, principal, household)
    shown: dict[str, dict[str, Any]] = {}
    for one in loaded.recorded:
        event, by, at = one.event, one.envelope.actor, one.envelope.time.isoformat()
        match event:
            case ChangeProposed():
                shown[event.change] = {
                    "change": event.change,
                    "kind": event.kind,
                    "persons": list(event.persons),
                    "on": event.on.isoformat(),
                    "status": "proposed",
                    "proposed_by": event.by,
                    "proposed_at": at,
                    "decided_by": None,
                    "decided_at": None,
                }
            case ChangeDecided():
                status = "approved" if event.decision == "approve" else "declined"
                shown[event.change] |= {"status": status, "decided_by": by, "decided_at": at}
            case FileChanged() if event.change in shown:  # else of a merge, a transfer or a split
                shown[event.change]["status"] = "approved"
    return list(shown.values())


def _persons(loaded: Loaded[Applied], change: str) -> tuple[str, ...]:
    return file_change.waiting(file_change.open_file(loaded.state), change).persons
