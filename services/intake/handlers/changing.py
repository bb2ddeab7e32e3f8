"""How every use case changes one household: load its stream, see that the caller may, decide, build the unit."""

import json
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from chassis import commands, trace, writing
from chassis.codec import Recorded
from chassis.envelope import Context
from chassis.http.errors import Problem
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.ids import uuid7
from chassis.resources import Resources
from chassis.store import Loaded, Unit, fold
from chassis.vault import UnknownKey
from kernel.errors import DomainError
from policies.parameters import table as kept
from policies.parameters.book import Book
from services.intake.domain.household import HOUSEHOLD, evolve
from services.intake.domain.household.states import NotApplied, State, status_of
from services.intake.handlers.waking import timers_for

Decide = Callable[[State], list[object]]
DecideByLaw = Callable[[State, Book], list[object]]
"""With the parameters that were ever set for the household's region."""


def stream_of(household: str) -> str:
    return f"household-{household}"


def change(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    expected: int | None,
    decide: Decide,
) -> bytes:
    """One command of a person on one household, through the lane; `expected` is the version they saw."""

    def build(transaction: Any) -> Unit:
        loaded = load_seen(transaction, principal, household, expected)
        return unit_of(here, context_of(here, principal), household, loaded, decide(loaded.state), claim)

    return commands.through_lane(here.store, here.lane, claim, build)


def change_by_law(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    expected: int | None,
    decide: DecideByLaw,
) -> bytes:
    """`change` for a decision that rests on parameters; they are read in the transaction that the decision reads."""

    def build(transaction: Any) -> Unit:
        loaded = load_seen(transaction, principal, household, expected)
        events = decide(loaded.state, book_for(transaction, loaded.state))
        return unit_of(here, context_of(here, principal), household, loaded, events, claim)

    return commands.through_lane(here.store, here.lane, claim, build)


def book_for(transaction: Any, state: State) -> Book:
    assert not isinstance(state, NotApplied)
    return kept.book_of(transaction.connection, state.case.region)


def load(transaction: Any, household: str) -> Loaded:
    return fold(HOUSEHOLD, transaction.load(stream_of(household)))


def load_seen(transaction: Any, principal: Principal, household: str, expected: int | None) -> Loaded:
    """What the caller may not see does not exist; what they saw must still be so."""
    loaded = load(transaction, household)
    if isinstance(loaded.state, NotApplied):
        raise Problem("not_found")
    principal.require_covers(loaded.state.case.org_path)
    if expected is not None and expected != loaded.version:
        raise DomainError("stale_version")
    return loaded


def unit_of(
    here: Resources,
    context: Context,
    household: str,
    loaded: Loaded,
    events: Sequence[object],
    claim: IdempotencyClaim | None = None,
) -> Unit:
    """The events with the timers that follow from them; the answer names status and version after them."""
    after = reduce(evolve, events, loaded.state)
    version = loaded.version + len(events)
    try:
        return writing.unit(
            here.codec,
            context,
            [writing.Change(stream_of(household), loaded.version, household, events)],
            timers=timers_for(household, after, events),
            claim=claim,
            response=answer_of(household, after, version),
        )
    except UnknownKey:
        raise DomainError("household_erased") from None


def answer_of(household: str, state: State, version: int) -> bytes:
    return json.dumps({"household": household, "status": status_of(state), "version": version}).encode()


def context_of(here: Resources, principal: Principal) -> Context:
    """A person's command begins a story."""
    return Context(actor=principal.subject, at=here.clock.now(), correlation=uuid7(), traceparent=trace.header())


def context_after(here: Resources, cause: Recorded) -> Context:
    """A message's effect goes on with its story."""
    return Context(
        actor="system:intake",
        at=here.clock.now(),
        correlation=cause.envelope.correlationid,
        causation=cause.envelope.id,
        traceparent=trace.header(),
    )


def context_of_timer(here: Resources, loaded: Loaded) -> Context:
    """A timer goes on with the story of the stream that set it."""
    last = loaded.recorded[-1].envelope
    return Context(
        actor="system:intake",
        at=here.clock.now(),
        correlation=last.correlationid,
        causation=last.id,
        traceparent=trace.header(),
    )
