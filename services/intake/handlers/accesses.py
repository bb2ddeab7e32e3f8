"""The audit trail: each look at personal data or facts, and each exact search, is on record before it is answered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from psycopg import Connection

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
    shown: PersonalDataShown | AttachmentShown,
) -> Unit:
    """In a stream of its own; `subject`: whose data."""
    access = f"access-{uuid7()}"
    change = Change(access, 0, subject, [shown])
    return unit_of_work.unit(
        resources.codec, by_person(resources, principal), [change], response=response_of(access=access)
    )


def record_search(resources: Resources, principal: Principal, person: str, found: int) -> None:
    record_searches(resources, principal, [person], found)


def record_searches(resources: Resources, principal: Principal, persons: Sequence[str], found: int = 1) -> None:
    """All or none is told: where more are asked about than may be, those that may are spent and the answer is no.

    Guarded by the searcher, so that searches at the same time are counted as well.
    """
    refused: DomainError | None = None

    def build(transaction: Transaction) -> Unit:
        nonlocal refused
        transaction.lock([lock_keys.searcher(principal.subject)])
        left = _searches_left(resources, transaction.connection, principal)
        refused = None if len(persons) <= left.searches else left.refusal
        changes = [_searched(person, principal, found) for person in persons[: left.searches]]
        return unit_of_work.unit(resources.codec, by_person(resources, principal), changes)

    if persons:
        commands.guarded(resources.store, None, build)
    if refused is not None:
        raise refused


def require_searches_left(resources: Resources, connection: Connection[Any], principal: Principal) -> None:
    """Asked before anything that would tell whether somebody is a client, so that the refusal tells nothing."""
    left = _searches_left(resources, connection, principal)
    if left.searches == 0:
        raise left.refusal


class _SearchesLeft(NamedTuple):
    """`refusal`: what is said to one who wants more."""

    searches: int
    refusal: DomainError


def _searches_left(resources: Resources, connection: Connection[Any], principal: Principal) -> _SearchesLeft:
    settings, now = resources.settings, resources.clock.now()
    within = ((1, settings.searches_an_hour_max), (24, settings.searches_a_day_max))
    made = access_queries.searches(connection, principal.subject, [now - timedelta(hours=hours) for hours, _ in within])
    left = (
        _SearchesLeft(max(most - count, 0), DomainError("too_many_searches", most=most, hours=hours))
        for (hours, most), count in zip(within, made, strict=True)
    )
    return min(left, key=lambda one: one.searches)


def _searched(person: str, principal: Principal, found: int) -> Change:
    return Change(f"access-{uuid7()}", 0, person, [PersonSearched(org_path=principal.org_path, found=found)])


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
