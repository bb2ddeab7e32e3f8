"""Access records: who was shown personal facts of a household, when; one event for each look.

Whoever is shown opened boxes or a trace of facts leaves a record first. Lists with masked names and plain parts leave
none. Read again by `chassis/http/accesses.py`.
"""

from collections.abc import Collection

from chassis import commands, unit_of_work
from chassis.http.principal import Principal
from chassis.ids import uuid7
from chassis.operations.events import Accessed, Disclosed
from chassis.resources import Resources
from chassis.store import Transaction, Unit
from chassis.use_case import by_person
from chassis.vault import UnknownKey


def record(resources: Resources, principal: Principal, subject: str, what: str) -> None:
    """Committed when it returns: show afterwards."""
    _record(resources, principal, subject, Accessed(what=what))


def record_of_many(resources: Resources, principal: Principal, subjects: Collection[str], what: str) -> None:
    """One event for each of them, in one unit. Committed when it returns: show afterwards."""

    def build(_: Transaction) -> Unit:
        changes = [unit_of_work.Change(f"access-{uuid7()}", 0, one, [Accessed(what=what)]) for one in subjects]
        return unit_of_work.unit(resources.codec, by_person(resources, principal), changes, response=b"{}")

    commands.through_lane(resources.store, resources.lane, None, build)


def record_with_reason(resources: Resources, principal: Principal, subject: str, what: str, reason: str) -> None:
    """The reason is sealed with the household. Where its key was destroyed nothing personal is shown, and none kept."""
    try:
        _record(resources, principal, subject, Disclosed(what=what, reason=reason))
    except UnknownKey:
        record(resources, principal, subject, what)


def _record(resources: Resources, principal: Principal, subject: str, looked: Accessed | Disclosed) -> None:
    def build(_: Transaction) -> Unit:
        change = unit_of_work.Change(f"access-{uuid7()}", 0, subject, [looked])
        return unit_of_work.unit(resources.codec, by_person(resources, principal), [change], response=b"{}")

    commands.through_lane(resources.store, resources.lane, None, build)
