"""转档: an open file is handed over to another union, which is shown it masked, and takes it or does not."""

from typing import Any, Final, Literal

from chassis import access, commands
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.ids import uuid7
from chassis.staleness import require_seen
from chassis.store import Loaded, Transaction, Unit
from kernel.closed_lists import MoveReason
from kernel.errors import DomainError
from kernel.organisation import place_of
from kernel.personal import Withheld
from services.intake.domain.commands import DeclineMove, ProposeMove, TakeMove
from services.intake.domain.household import move as domain
from services.intake.domain.household.states import Applied, Case, NotApplied, Open
from services.intake.form.checks import flaw
from services.intake.handlers import views
from services.intake.handlers.changes import load, load_seen, signer_of, unit_of_command
from services.intake.handlers.disclosure import SEES_FACTS
from services.intake.projections import queries
from services.intake.resources import Resources

LOOK: Final = "move"
"""How it is called on record that a union looked at what it is to take."""

Outcome = Literal["take", "decline", "withdraw"]


def propose(resources: Resources, call: Call, household: str, to: str, reason: MoveReason, text: str) -> bytes:
    """Any union of the reference file may be named: it is public who is where."""
    move = uuid7()

    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        _there(resources, to, loaded.state.case)
        command = ProposeMove(by=signer_of(call, loaded), move=move, to_org_path=to, reason=reason, text=text)
        return unit_of_command(resources, call, household, loaded, domain.propose(command, loaded.state), move=move)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def decide(resources: Resources, call: Call, move: str, outcome: Outcome, reason: str) -> bytes:
    """The union that it goes to takes or declines, the one that it comes from withdraws; a federation above both may
    do either, by another person than who proposed."""

    def build(transaction: Transaction) -> Unit:
        row, loaded = _seen(transaction, call.principal, move, call.expected)
        if not call.principal.covers(row.org_path if outcome == "withdraw" else row.to_org_path):
            raise DomainError("move_of_the_other_union")
        if outcome == "take":
            events = domain.take(_taking(resources, call, row, loaded), loaded.state)
        else:
            command = DeclineMove(move=move, withdrawn=outcome == "withdraw", reason=reason)
            events = domain.decline(command, loaded.state)
        return unit_of_command(resources, call, row.household, loaded, events, move=move)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def shown(resources: Resources, principal: Principal, move: str) -> tuple[int, dict[str, Any]]:
    """(the household's version, what either union is shown of a move that waits): on record before it is opened."""
    with resources.store.transaction() as transaction:
        row, loaded = _seen(transaction, principal, move)
    state = loaded.state
    assert isinstance(state, Open), "a file that is not open does not move"
    assert state.moving is not None, "it waits"
    access.record(resources, principal, row.household, LOOK)
    region, profile, _ = _there(resources, row.to_org_path, state.case)
    return loaded.version, {
        "move": move,
        "household": row.household,
        "version": loaded.version,
        "from": _union(resources, row.org_path),
        "to": _union(resources, row.to_org_path),
        "reason": row.reason,
        "text": _words(principal, state.moving.text),
        "proposed_by": row.proposed_by,
        "since": row.since.isoformat(),
        "category": state.category,
        "opened_on": state.opened_on.isoformat(),
        "file_number": state.number,
        "members": views.members(state.case),
        "changes_waiting": len(state.pending),
        "recheck_under_way": state.recheck is not None,
        "profile": profile,
        "another_law": (region, profile) != (state.case.region, state.case.profile),
    }


def _words(principal: Principal, text: str) -> str | None:
    """What people wrote may say anything of anybody: it is for those who see facts."""
    return None if isinstance(text, Withheld) or not principal.roles & SEES_FACTS else text


def _taking(resources: Resources, call: Call, row: queries.Move, loaded: Loaded[Applied]) -> TakeMove:
    region, profile, items = _there(resources, row.to_org_path, loaded.state.case)
    return TakeMove(
        by=signer_of(call, loaded),
        move=row.move,
        region=region,
        profile=profile,
        items=items,
        today=resources.today(),
    )


def _there(resources: Resources, to: str, case: Case) -> tuple[str, str, tuple[str, ...]]:
    """(region, profile, items) once it is there. Within one place nothing of the law changes: a file that is under an
    older document of the place stays under it."""
    union = resources.organisations.get(to)
    if union is None:
        raise Problem("invalid_body", errors=(flaw("#/to", "organisation.unknown"),))
    if case.region.startswith(place_of(to)):
        return case.region, case.profile, case.items
    if union.region not in resources.organisations.regions:
        raise DomainError("move_place_unclear")
    law = resources.laws.law_at(union.region)
    if law is None:
        raise Problem("invalid_body", errors=(flaw("#/to", "no_profile"),))
    return union.region, law.profile, law.items


def _seen(
    transaction: Transaction, principal: Principal, move: str, expected: int | None = None
) -> tuple[queries.Move, Loaded[Applied]]:
    """By whoever covers one of its ends."""
    row = queries.move(transaction.connection, move)
    if row is None or not (principal.covers(row.org_path) or principal.covers(row.to_org_path)):
        raise Problem("not_found")
    loaded = load(transaction, row.household)
    state = loaded.state
    if isinstance(state, NotApplied):
        raise Problem("not_found")
    if not domain.waits(state, move):
        raise DomainError("move_not_waiting")
    require_seen(loaded, expected)
    return row, loaded.narrowed(state)


def _union(resources: Resources, path: str) -> dict[str, Any]:
    union = resources.organisations.office(path)
    return {"org_path": path, "name": union.name, "phone": union.phone}
