"""裁定: contradicting answers side by side before a person, who says which stands; another signs where it takes two."""

from collections.abc import Callable
from typing import Any

from chassis import commands
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.resources import Resources
from chassis.staleness import require_seen
from chassis.store import Loaded, Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import response_of, unit_of_command
from kernel.errors import DomainError
from kernel.items import CHINESE, Item, agency_chinese
from kernel.personal import Withheld
from services.verification.domain.commands import DeclineSettlement, Settle, SignSettlement
from services.verification.domain.events import Record, Scalar
from services.verification.domain.inquiry import INQUIRY, settlement
from services.verification.domain.inquiry.states import Contradiction, NotOpened, State, Told
from services.verification.handlers.inquiries import load
from services.verification.handlers.inquiry_views import seen_inquiries

Decide = Callable[[State], list[object]]


def settle(resources: Resources, call: Call, household: str, contradiction: str, stands: int, reason: str) -> bytes:
    by, today = call.principal.subject, resources.today()
    command = Settle(contradiction=contradiction, stands=stands, by=by, reason=reason, today=today)
    return _change(resources, call, household, contradiction, lambda state: settlement.settle(command, state))


def sign(resources: Resources, call: Call, household: str, contradiction: str) -> bytes:
    command = SignSettlement(contradiction=contradiction, by=call.principal.subject, today=resources.today())
    return _change(resources, call, household, contradiction, lambda state: settlement.sign(command, state))


def decline(resources: Resources, call: Call, household: str, contradiction: str, reason: str) -> bytes:
    command = DeclineSettlement(contradiction=contradiction, reason=reason)
    return _change(resources, call, household, contradiction, lambda state: settlement.decline(command, state))


def contradictions(resources: Resources, caller: Principal, household: str) -> tuple[list[dict[str, Any]], int]:
    """Of the latest round, and the version at which they stand. Raises Problem `household_erased`."""
    with resources.store.transaction() as transaction:
        loaded = _seen(transaction, caller, household)[1]
    state = loaded.state
    if isinstance(state, NotOpened):
        raise Problem("not_found")
    if state.erased:
        raise Problem("household_erased")
    return [_shown(name, one) for name, one in state.contradictions.items()], loaded.version


def _change(resources: Resources, call: Call, household: str, contradiction: str, decide: Decide) -> bytes:
    resources.codec.prefetch([household])

    def build(transaction: Transaction) -> Unit:
        stream, loaded = _seen(transaction, call.principal, household)
        require_seen(loaded, call.expected)
        events = decide(loaded.state)
        after, version = INQUIRY.after(loaded.state, events), loaded.version + len(events)
        status = _status(after, contradiction)
        response = response_of(household=household, contradiction=contradiction, status=status, version=version)
        change = Change(stream, loaded.version, household, events)
        return unit_of_command(resources, call, [change], response)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def _seen(transaction: Transaction, caller: Principal, household: str) -> tuple[str, Loaded[State]]:
    """The stream of the latest round."""
    stream = seen_inquiries(transaction.connection, caller, household)[-1].stream
    return stream, load(transaction, stream)


def _status(state: State, contradiction: str) -> str:
    if isinstance(state, NotOpened):
        raise DomainError("not_contradicted")
    return status_of(state.contradictions[contradiction])


def status_of(found: Contradiction) -> str:
    return "settled" if found.settled else "to_sign" if found.proposed else "waiting"


def _shown(name: str, one: Contradiction) -> dict[str, Any]:
    said = one.settled or one.proposed
    reason = None if said is None or isinstance(said.reason, Withheld) else said.reason
    return {
        "contradiction": name,
        "status": status_of(one),
        "fact": one.fact or None,
        "person": one.person or None,
        "signatures": 2 if settlement.needs_two(one) else 1,
        "sides": [_side(number, told) for number, told in enumerate(one.sides, 1)],
        "stands": said.stands if said else None,
        "by": said.by if said else None,
        "reason": reason,
        "settled_on": one.settled.settled_on.isoformat() if one.settled else None,
    }


def _side(number: int, told: Told) -> dict[str, Any]:
    """Each was believed as of its receipt: what is not signed is not stored."""
    records = () if isinstance(told.records, Withheld) else told.records
    return {
        "side": number,
        "item": told.item,
        "item_zh": CHINESE[Item(told.item)],
        "agency": told.agency,
        "agency_zh": agency_chinese(told.agency),
        "answered_on": told.received_on.isoformat(),
        "signature": "verified",
        "records": [_record(record) for record in records],
    }


def _record(record: Record) -> dict[str, Any]:
    return {name: _listed(value) for name, value in record.items()}


def _listed(value: Scalar | tuple[dict[str, Scalar], ...]) -> Any:
    return list(value) if isinstance(value, tuple) else value
