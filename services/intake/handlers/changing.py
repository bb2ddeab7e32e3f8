"""How every use case changes one household: load its stream, see that the caller may, decide, build the unit."""

from collections.abc import Callable, Sequence

from chassis import commands, writing
from chassis.acting import by_person, response_of
from chassis.envelope import Context
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.request_key import RequestKey
from chassis.store import Loaded, Transaction, Unit
from chassis.streams import Streams
from chassis.vault import UnknownKey
from kernel.errors import DomainError
from policies.parameters import table as parameters_table
from policies.parameters.book import Book
from services.intake.domain.household import HOUSEHOLD
from services.intake.domain.household.states import Applied, NotApplied, State, status_of
from services.intake.handlers.waking import timers_for
from services.intake.resources import Resources

HOUSEHOLDS = Streams("household", HOUSEHOLD)

Decide = Callable[[Applied], list[object]]
DecideByLaw = Callable[[Applied, Book], list[object]]
"""With the parameters that were ever set for the household's region."""


def change(resources: Resources, call: Call, household: str, decide: Decide) -> bytes:
    """One command of a person on one household, through the lane."""

    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        return unit_of(
            resources, by_person(resources, call.principal), household, loaded, decide(loaded.state), call.key
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def change_by_law(resources: Resources, call: Call, household: str, decide: DecideByLaw) -> bytes:
    """`change` for a decision that rests on parameters; they are read in the transaction that the decision reads."""

    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        events = decide(loaded.state, book_for(transaction, loaded.state))
        return unit_of(resources, by_person(resources, call.principal), household, loaded, events, call.key)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def book_for(transaction: Transaction, state: Applied) -> Book:
    return parameters_table.book_of(transaction.connection, state.case.region)


def load(transaction: Transaction, household: str) -> Loaded[State]:
    return HOUSEHOLDS.load(transaction, household)


def load_seen(
    transaction: Transaction, principal: Principal, household: str, expected: int | None = None
) -> Loaded[Applied]:
    """What the caller may not see does not exist; what they saw must still be so."""
    loaded = load(transaction, household)
    state = loaded.state
    if isinstance(state, NotApplied):
        raise Problem("not_found")
    principal.require_covers(state.case.org_path)
    if expected is not None and expected != loaded.version:
        raise DomainError("stale_version")
    return loaded.narrowed(state)


def unit_of(
    resources: Resources,
    context: Context,
    household: str,
    loaded: Loaded[State],
    events: Sequence[object],
    key: RequestKey | None = None,
) -> Unit:
    """The events with the timers that follow from them; the answer names status and version after them."""
    after = HOUSEHOLD.after(loaded.state, events)
    try:
        return writing.unit(
            resources.codec,
            context,
            [HOUSEHOLDS.change(household, loaded, household, events)],
            timers=timers_for(household, after, events),
            key=key,
            response=response_of(household=household, status=status_of(after), version=loaded.version + len(events)),
        )
    except UnknownKey:
        raise DomainError("household_erased") from None
