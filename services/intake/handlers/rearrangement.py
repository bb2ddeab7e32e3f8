"""并户、转户、拆户: proposed by one reviewer, approved by another; both files change in one unit under all claims."""

from typing import Final

from chassis import commands, use_case
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Loaded, Transaction, Unit
from chassis.use_case import response_of
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import duties
from services.intake.domain.commands import DecideRearrangement, ProposeRearrangement, Signer
from services.intake.domain.events import RearrangementProposed
from services.intake.domain.household import HOUSEHOLD, initial, rearrangement
from services.intake.domain.household.file_change import open_file
from services.intake.domain.household.states import Applied, State, status_of
from services.intake.form.checked_application import account_of
from services.intake.form.rearrangement import MergeForm, SplitForm, TransferForm
from services.intake.handlers.changes import (
    changes_of,
    erased_is_refused,
    load_applied,
    load_seen,
    unit_of_command,
)
from services.intake.handlers.roster_rows import id_of
from services.intake.projections import claims
from services.intake.resources import Resources

NOT_YET: Final[Loaded[State]] = Loaded(initial(), 0)


def propose(resources: Resources, call: Call, household: str, form: MergeForm | TransferForm | SplitForm) -> bytes:
    into = None if isinstance(form, SplitForm) else form.into
    if into == household:
        raise DomainError("rearrangement_into_itself")

    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        other = load_seen(transaction, call.principal, into) if into is not None else None
        command = ProposeRearrangement(
            by=_signer(call, loaded, other),
            rearrangement=uuid7(),
            kind=form.kind,
            into=into,
            relations={one.person: one.relation for one in form.persons},
            same=tuple((one.here, one.there) for one in form.same) if isinstance(form, MergeForm) else (),
            account=account_of(form.account) if isinstance(form, SplitForm) else None,
            reason=form.reason,
            today=resources.today(),
        )
        events = rearrangement.propose(command, loaded.state, None if other is None else other.state)
        return unit_of_command(resources, call, household, loaded, events, rearrangement=command.rearrangement)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def decide(resources: Resources, call: Call, household: str, of: str, approve: bool, reason: str) -> bytes:
    """Guarded by all whom either file claims; a file of their own has its id from what was proposed.

    Either file may have moved to another union meanwhile: whoever keeps this one declines without seeing the other.
    """

    def build(transaction: Transaction) -> Unit:
        seen = load_seen(transaction, call.principal, household, call.expected)
        proposed = rearrangement.waiting(open_file(seen.state), of)
        beside = _beside(resources, transaction, call, proposed, approve)
        members = {*seen.state.case.members, *(beside.state.case.members if beside else ())}
        transaction.lock(claims.keys_of(members))
        loaded = load_seen(transaction, call.principal, household, call.expected)
        other = _beside(resources, transaction, call, proposed, approve)
        command = DecideRearrangement(
            by=_signer(call, loaded, other),
            household=household,
            rearrangement=of,
            approve=approve,
            reason=reason,
            account=_account(resources, proposed),
            today=resources.today(),
        )
        here, there = rearrangement.decide(command, loaded.state, None if other is None else other.state)
        into = proposed.into or id_of(resources, "split", household, of)
        if proposed.into is None and there:
            resources.vault.create(into)
        unit = _unit(resources, call, (household, loaded, here), (into, other or NOT_YET, there))
        return claims.folded(transaction, unit)

    return commands.guarded(resources.store, call.key, build)


Side = tuple[str, Loaded[Applied] | Loaded[State], list[object]]


def _unit(resources: Resources, call: Call, here: Side, there: Side) -> Unit:
    """The file that lets go stands first, so that whoever joins the other is free."""
    household, loaded, events = here
    with erased_is_refused():
        made = [changes_of(resources, *side) for side in (here, there) if side[2]]
        answer = response_of(
            household=household,
            status=status_of(HOUSEHOLD.after(loaded.state, events)),
            version=loaded.version + len(events),
            into=there[0] if there[2] else None,
        )
        changes = [change for one in made for change in one.changes]
        timers = [timer for one in made for timer in one.timers]
        return use_case.unit_of_command(resources, call, changes, answer, timers)


def _beside(
    resources: Resources, transaction: Transaction, call: Call, proposed: RearrangementProposed, approve: bool
) -> Loaded[Applied] | None:
    """The other file, for whoever would change it."""
    if proposed.into is None or not approve:
        return None
    other = load_applied(transaction, proposed.into)
    if not call.principal.covers(path := other.state.case.org_path):
        office = resources.organisations.office(path)
        raise DomainError("rearrangement_out_of_reach", union=office.name, phone=office.phone)
    return other


def _signer(call: Call, loaded: Loaded[Applied], other: Loaded[Applied] | None) -> Signer:
    """What was done to either household counts."""
    both = [*loaded.recorded, *(other.recorded if other else ())]
    return duties.signer(call.principal.subject, ((one.envelope.actor, one.event) for one in both))


def _account(resources: Resources, proposed: RearrangementProposed) -> str | None:
    if isinstance(proposed.account, Withheld):
        raise DomainError("household_erased")
    return None if proposed.account is None else resources.vault.token("account", proposed.account.number)
