"""Changes of one household, alike in every use case: load it, see that the caller may, decide, build the unit."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from chassis import commands, unit_of_work, use_case
from chassis.envelope import Context
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.staleness import require_seen
from chassis.store import Loaded, NewTimer, Transaction, Unit
from chassis.streams import Streams
from chassis.unit_of_work import Change
from chassis.use_case import response_of
from chassis.vault import UnknownKey
from kernel.errors import DomainError
from kernel.subject import is_same
from policies.parameters import table as parameters_table
from policies.parameters.book import Book
from services.intake.domain import duties
from services.intake.domain.commands import Signer
from services.intake.domain.household import HOUSEHOLD
from services.intake.domain.household.states import Applied, NotApplied, State, status_of
from services.intake.handlers import identity_marks
from services.intake.handlers.timers import timers_for
from services.intake.resources import Resources

HOUSEHOLDS = Streams("household", HOUSEHOLD)

Decide = Callable[[Applied, Signer], list[object]]
"""The state, and who acts with what they did to this household before."""
Load = Callable[[Transaction, Principal, str, int | None], Loaded[Applied]]
DecideByLaw = Callable[[Applied, Signer, Book], list[object]]
"""With the parameters that were ever set for the household's region."""


def change(resources: Resources, call: Call, household: str, decide: Decide, *, seen_by: Load | None = None) -> bytes:
    """One command of a person on one household, through the lane; of what `seen_by` lets them see (`load_seen`)."""

    def build(transaction: Transaction) -> Unit:
        loaded = (seen_by or load_seen)(transaction, call.principal, household, call.expected)
        return unit_of_command(resources, call, household, loaded, decide(loaded.state, signer_of(call, loaded)))

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def change_by_law(resources: Resources, call: Call, household: str, decide: DecideByLaw) -> bytes:
    """`change` for a decision that rests on parameters; they are read in the transaction that the decision reads."""

    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        events = decide(loaded.state, signer_of(call, loaded), book_for(transaction, loaded.state))
        return unit_of_command(resources, call, household, loaded, events)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def signer_of(call: Call, loaded: Loaded[Applied]) -> Signer:
    """By the actors of the household's events, so that no state and no event has to repeat them."""
    return duties.signer(call.principal.subject, ((one.envelope.actor, one.event) for one in loaded.recorded))


def book_for(transaction: Transaction, state: Applied) -> Book:
    return parameters_table.book_of(transaction.connection, state.case.region)


def load(transaction: Transaction, household: str) -> Loaded[State]:
    return HOUSEHOLDS.load(transaction, household)


def load_applied(transaction: Transaction, household: str) -> Loaded[Applied]:
    """For what another service says of a household that must be known here."""
    loaded = load(transaction, household)
    if isinstance(loaded.state, NotApplied):
        raise DomainError("unknown_household")
    return loaded.narrowed(loaded.state)


def load_seen(
    transaction: Transaction, principal: Principal, household: str, expected: int | None = None
) -> Loaded[Applied]:
    """What the caller may not see does not exist; what they saw must still be so."""
    loaded = load(transaction, household)
    state = loaded.state
    if isinstance(state, NotApplied):
        raise Problem("not_found")
    principal.require_covers(state.case.org_path)
    require_seen(loaded, expected)
    return loaded.narrowed(state)


def load_own(
    transaction: Transaction, principal: Principal, household: str, expected: int | None = None
) -> Loaded[Applied]:
    """`load_seen`; and a portal reaches what it brought in itself: another portal's does not exist for it."""
    loaded = load_seen(transaction, principal, household, expected)
    if principal.is_portal_alone and not is_same(loaded.recorded[0].envelope.actor, principal.subject):
        raise Problem("not_found")
    return loaded


def unit_of_command(
    resources: Resources,
    call: Call,
    household: str,
    loaded: Loaded[State],
    events: Sequence[object],
    **more: int | str,
) -> Unit:
    """The events with the timers that follow from them; the answer names status and version after them, and `more`."""
    after, version = HOUSEHOLD.after(loaded.state, events), loaded.version + len(events)
    response = response_of(household=household, status=status_of(after), version=version, **more)
    made = changes_of(resources, household, loaded, events)
    with erased_is_refused():
        return use_case.unit_of_command(resources, call, made.changes, response, made.timers)


def unit_of_effect(
    resources: Resources, context: Context, household: str, loaded: Loaded[State], events: Sequence[object]
) -> Unit | None:
    """What a message or a timer leads to; None when nothing happened."""
    return unit_of(resources, context, household, loaded, events) if events else None


def unit_of(
    resources: Resources, context: Context, household: str, loaded: Loaded[State], events: Sequence[object]
) -> Unit:
    made = changes_of(resources, household, loaded, events)
    with erased_is_refused():
        return unit_of_work.unit(resources.codec, context, made.changes, timers=made.timers)


class Made(NamedTuple):
    """What a decision on one household comes to in the store."""

    changes: list[Change]
    timers: list[NewTimer]


def changes_of(resources: Resources, household: str, loaded: Loaded[State], events: Sequence[object]) -> Made:
    """The household's events, with what it is compared by where they say something else of who it is."""
    after, version = HOUSEHOLD.after(loaded.state, events), loaded.version + len(events)
    marks = identity_marks.marked(resources, household, version, after, events)
    timers = [*timers_for(household, after, events), *identity_marks.timers(resources, household, marks)]
    return Made([HOUSEHOLDS.change(household, loaded, household, events), *marks], timers)


@contextmanager
def erased_is_refused() -> Iterator[None]:
    """Without its key nothing personal can be written of a household."""
    try:
        yield
    except UnknownKey:
        raise DomainError("household_erased") from None
