"""公示 and 录入: objections, the notice's end, and what a reviewer makes of a blocked opening."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chassis import commands
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.resources import Resources
from chassis.store import Timer, Unit
from kernel.errors import DomainError
from services.intake.domain.commands import Object, OpenFile, RejectBlocked, RetryOpening
from services.intake.domain.household import opening
from services.intake.domain.household.states import Blocked, NotApplied, OnNotice
from services.intake.handlers.changing import change, context_of, context_of_timer, load, load_seen, unit_of
from services.intake.handlers.claiming import claim as claim_members
from services.intake.handlers.claiming import guard_keys
from services.intake.handlers.reviewing import today


def object_to(
    here: Resources, principal: Principal, claim: IdempotencyClaim, household: str, expected: int | None, text: str
) -> bytes:
    return change(here, principal, claim, household, expected, lambda state: opening.object_to(Object(text), state))


def guards_of_notice_over(timer: Timer) -> Iterable[str]:
    return guard_keys(timer.data["members"])


def on_notice_over(here: Resources, transaction: Any, timer: Timer) -> Unit | None:
    """All members are claimed first; whoever holds one of them already is told to the decision as data."""
    household, last_day = timer.subject, date.fromisoformat(timer.data["last_day"])
    loaded = load(transaction, household)
    if not isinstance(loaded.state, OnNotice) or loaded.state.last_day != last_day:
        return None
    others = claim_members(transaction.connection, household, loaded.state.case.members)
    command = OpenFile(today=today(here), last_day=last_day, others=others)
    events = opening.open_file(command, loaded.state)
    return unit_of(here, context_of_timer(here, loaded), household, loaded, events)


def settle(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    expected: int | None,
    dropped: tuple[str, ...] | None,
    reason: str,
) -> bytes:
    """Guarded: the claims of those who remain are taken, or read, in the appending transaction.

    `dropped` None tries again with all members.
    """
    if dropped == ():
        raise DomainError("unknown_member")

    def build(transaction: Any) -> Unit:
        seen = load_seen(transaction, principal, household, expected)
        assert not isinstance(seen.state, NotApplied)
        transaction.lock(guard_keys(seen.state.case.members))
        loaded = load_seen(transaction, principal, household, expected)
        others: tuple[tuple[str, str], ...] = ()
        if isinstance(loaded.state, Blocked):
            remaining = [member for member in loaded.state.case.members if member not in (dropped or ())]
            others = claim_members(transaction.connection, household, remaining)
        command = RetryOpening(today=today(here), others=others, dropped=dropped or (), reason=reason)
        events = opening.retry_opening(command, loaded.state)
        return unit_of(here, context_of(here, principal), household, loaded, events, claim)

    return commands.guarded(here.store, claim, build)


def reject_blocked(
    here: Resources, principal: Principal, claim: IdempotencyClaim, household: str, expected: int | None, reason: str
) -> bytes:
    return change(
        here, principal, claim, household, expected, lambda state: opening.reject_blocked(RejectBlocked(reason), state)
    )
