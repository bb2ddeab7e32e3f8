"""What people see of a household: masked by default, unmasked with a role and a reason; the audit trail knows of it."""

import json
from typing import Any

from chassis import access, commands
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.store import Transaction, Unit
from kernel import resident_id
from kernel.errors import DomainError
from kernel.resident_id import InvalidIdentifier
from services.intake.domain.events import PersonalDataShown
from services.intake.domain.identity.marks import mark_of_name, name_token
from services.intake.form.checks import flaw
from services.intake.handlers import accesses, views
from services.intake.handlers.changes import load_seen
from services.intake.projections import queries
from services.intake.resources import Resources

SEES_FACTS = {"reviewer", "case_worker", "auditor"}
"""Who decides must see the facts and the trace; names and numbers stay masked for them too."""
CALLED_ALIKE_MAX = 50
"""Shown of those who share a name."""


def masked(resources: Resources, principal: Principal, household: str) -> tuple[int, dict[str, Any]]:
    """(version, view)"""
    with resources.store.transaction() as transaction:
        loaded = load_seen(transaction, principal, household)
        row = queries.one(transaction.connection, household)
        holders = {
            other: queries.organisation_of(transaction.connection, other) for other in views.holders(loaded.state)
        }
    offices, sees_facts = resources.organisations, bool(principal.roles & SEES_FACTS)
    shown = views.masked(loaded, row, principal, resources.today(), with_facts=sees_facts)
    shown["blocked_by"] = [
        views.holder(token, other, holders[other], principal, offices)
        for token, other in views.blockers(loaded.state)
        if sees_facts
    ]
    if sees_facts and (shown["proposal"] is not None or shown["visits"]):
        access.record(resources, principal, household, "household")
    return loaded.version, shown


def unmasked(resources: Resources, principal: Principal, household: str, reason: str) -> dict[str, Any]:
    """The access is on record before anything is shown. Not idempotent on purpose: each view is audited."""

    def build(transaction: Transaction) -> Unit:
        if views.details(load_seen(transaction, principal, household).state) is None:
            raise DomainError("household_erased")
        return accesses.unit_of_access(resources, principal, household, PersonalDataShown(reason=reason))

    recorded = json.loads(commands.through_lane(resources.store, resources.lane, None, build))
    with resources.store.transaction() as transaction:
        loaded = load_seen(transaction, principal, household)
    return {
        "household": household,
        **recorded,
        "details": views.details(loaded.state),
        "changes": views.changes(loaded),
    }


def search_by_name(resources: Resources, principal: Principal, name: str) -> list[queries.Household]:
    """Limited and recorded as any search: a name asks of more people than a number does."""
    token = resources.vault.token
    with resources.store.reading() as connection:
        found = queries.called(connection, principal.org_path, mark_of_name(name, token), CALLED_ALIKE_MAX)
    accesses.record_search(resources, principal, name_token(name, token), len(found))
    return found


def search(resources: Resources, principal: Principal, id_number: str) -> list[queries.Household]:
    """Limited and recorded per person who asks: an exact search answers whether somebody is a client at all."""
    try:
        parsed = resident_id.parse(id_number, resources.today())
    except InvalidIdentifier as invalid:
        raise Problem("invalid_body", errors=(flaw("#/id_number", invalid.code),)) from invalid
    person = resources.vault.token("person", parsed.number)
    with resources.store.reading() as connection:
        found = queries.with_member(connection, principal.org_path, person)
    accesses.record_search(resources, principal, person, len(found))
    return found
