"""裁定: a person says which of contradicting answers stands, and why; where identity, money or an exclusion rests on
it, another person signs before it counts."""

from datetime import date
from typing import Final

from kernel.errors import DomainError
from kernel.items import Item
from kernel.subject import is_same
from services.verification.domain import events
from services.verification.domain.commands import DeclineSettlement, Settle, SignSettlement
from services.verification.domain.inquiry.conclusion import with_report
from services.verification.domain.inquiry.states import Contradiction, NotOpened, Reported, State, Stopped, Waiting

ONE_IS_ENOUGH: Final = frozenset({Item.STUDENT.value, Item.DISABILITY.value})
"""Neither who somebody is, nor what they have, nor whether the law excludes them rests on these (**ours**)."""


def settle(command: Settle, state: State) -> list[object]:
    """The same word again by the same person changes nothing; another's word is for the second signature to say."""
    opened, found = _waiting(state, command.contradiction)
    if not 1 <= command.stands <= len(found.sides):
        raise DomainError("no_such_answer", most=len(found.sides))
    if not command.reason.strip():
        raise DomainError("settlement_without_reason")
    if needs_two(found):
        if found.proposed is not None:
            raise DomainError("settlement_waits", by=found.proposed.by)
        return [
            events.SettlementProposed(
                contradiction=command.contradiction, stands=command.stands, by=command.by, reason=command.reason
            )
        ]
    return _settled(opened, command.contradiction, command.stands, command.by, command.reason, command.today)


def sign(command: SignSettlement, state: State) -> list[object]:
    opened, proposed = _proposed(state, command.contradiction)
    if is_same(command.by, proposed.by):
        raise DomainError("settlement_signed_by_another")
    if not isinstance(proposed.reason, str):
        raise DomainError("household_erased")
    return _settled(opened, command.contradiction, proposed.stands, proposed.by, proposed.reason, command.today)


def decline(command: DeclineSettlement, state: State) -> list[object]:
    """Whoever proposed it may take it back themselves."""
    _proposed(state, command.contradiction)
    if not command.reason.strip():
        raise DomainError("settlement_without_reason")
    return [events.SettlementDeclined(contradiction=command.contradiction, reason=command.reason)]


def needs_two(found: Contradiction) -> bool:
    return not ONE_IS_ENOUGH.issuperset(found.items)


def _settled(state: Waiting | Reported, name: str, stands: int, by: str, reason: str, today: date) -> list[object]:
    settled = events.ContradictionSettled(contradiction=name, stands=stands, settled_on=today, by=by, reason=reason)
    return with_report([settled], state, today)


def _waiting(state: State, name: str) -> tuple[Waiting | Reported, Contradiction]:
    if isinstance(state, NotOpened | Stopped):
        raise DomainError("not_contradicted")
    if state.erased:
        raise DomainError("household_erased")
    found = state.contradictions.get(name)
    if found is None:
        raise DomainError("not_contradicted")
    if found.settled is not None:
        raise DomainError("settled_already", by=found.settled.by)
    return state, found


def _proposed(state: State, name: str) -> tuple[Waiting | Reported, events.SettlementProposed]:
    opened, found = _waiting(state, name)
    if found.proposed is None:
        raise DomainError("no_settlement_waits")
    return opened, found.proposed
