"""The audit trail: each look at personal data or facts, and each exact search, is on record before it is answered."""

from datetime import timedelta
from typing import Any

from chassis import commands, lock_keys, unit_of_work
from chassis.http.principal import Principal
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import by_person, response_of
from kernel.errors import DomainError
from services.intake.domain.events import AttachmentShown, PersonalDataShown, PersonSearched
from services.intake.projections import access_queries
from services.intake.resources import Resources


def unit_of_access(
    resources: Resources,
    principal: Principal,
    subject: str,
    shown: PersonalDataShown | PersonSearched | AttachmentShown,
) -> Unit:
    """In a stream of its own; `subject`: whose data, or the token that was searched for."""
    access = f"access-{uuid7()}"
    change = Change(access, 0, subject, [shown])
    return unit_of_work.unit(
        resources.codec, by_person(resources, principal), [change], response=response_of(access=access)
    )


def record_search(resources: Resources, principal: Principal, person: str, found: int) -> None:
    """Guarded by the searcher, so that searches at the same time are counted as well."""

    def build(transaction: Transaction) -> Unit:
        transaction.lock([lock_keys.searcher(principal.subject)])
        _refuse_too_many(resources, transaction, principal.subject)
        searched = PersonSearched(org_path=principal.org_path, found=found)
        return unit_of_access(resources, principal, person, searched)

    commands.guarded(resources.store, None, build)


def _refuse_too_many(resources: Resources, transaction: Transaction, subject: str) -> None:
    settings, now = resources.settings, resources.clock.now()
    for hours, most in ((1, settings.searches_an_hour_max), (24, settings.searches_a_day_max)):
        if access_queries.searches(transaction.connection, subject, now - timedelta(hours=hours)) >= most:
            raise DomainError("too_many_searches", most=most, hours=hours)


def shown(access: access_queries.Access) -> dict[str, Any]:
    return {
        "access": access.id,
        "at": access.at.isoformat(),
        "actor": access.actor,
        "what": access.what,
        "org_path": access.org_path,
        "household": access.household,
        "person": access.person,
        "found": access.found,
    }
