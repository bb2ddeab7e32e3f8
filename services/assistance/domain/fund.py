"""A fund: its budget of a year, and what it may pay for.

See docs/domain.md#funds.
"""

from typing import Any

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from services.assistance.domain import journal
from services.assistance.domain.commands import EstablishFund
from services.assistance.domain.events import FundEstablished, JournalPosted


def initial() -> None:
    return None


def evolve(state: FundEstablished | None, event: Any) -> FundEstablished | None:
    match event:
        case FundEstablished():
            return event
        case JournalPosted():
            return state
        case _:
            raise UnknownEvent(event)


FUND = Decider(initial, evolve)


def establish(fund: str, command: EstablishFund, state: FundEstablished | None) -> list[object]:
    assert state is None, "a fund's id is new"
    if command.budget <= 0:
        raise DomainError("amount_not_positive")
    established = FundEstablished(
        name=command.name,
        source=command.source,
        year=command.year,
        budget=command.budget,
        uses=command.uses,
        org_path=command.org_path,
    )
    return [established, journal.established(fund, command.budget)]
