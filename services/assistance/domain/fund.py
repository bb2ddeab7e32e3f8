"""A fund: its budget of a year, what it may pay for, and which unions below its keeper may spend how much of it.

See docs/domain.md#funds.
"""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.fen import Fen, yuan
from kernel.organisation import covers
from services.assistance.domain import journal
from services.assistance.domain.commands import Allot, AskRaise, ConfirmRaise, EstablishFund
from services.assistance.domain.duties import Step, require_another, require_apart
from services.assistance.domain.events import Allotted, BudgetRaiseAsked, BudgetRaised, FundEstablished, JournalPosted


class Fund(Struct, frozen=True, kw_only=True):
    """`asked`: a raise of its budget that waits for a second person."""

    name: str
    org_path: str
    year: int
    uses: tuple[str, ...]
    budget: Fen
    allotments: dict[str, Fen] = {}
    asked: BudgetRaiseAsked | None = None


def initial() -> None:
    return None


def evolve(state: Fund | None, event: Any) -> Fund | None:
    match event, state:
        case FundEstablished(), _:
            return Fund(name=event.name, org_path=event.org_path, year=event.year, uses=event.uses, budget=event.budget)
        case JournalPosted(), _:
            return state
        case Allotted(), Fund():
            return replace(state, allotments={**state.allotments, event.org_path: event.amount})
        case BudgetRaiseAsked(), Fund():
            return replace(state, asked=event)
        case BudgetRaised(), Fund():
            return replace(state, budget=state.budget + event.amount, asked=None)
        case _:
            raise UnknownEvent(event)


FUND = Decider(initial, evolve)


def establish(fund: str, command: EstablishFund, state: Fund | None) -> list[object]:
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


def allot(command: Allot, state: Fund) -> list[object]:
    """To a union below the keeper; nothing is an allotment too: from then on the keeper is asked.

    An allotment is a ceiling within the budget; several may come to more than it, for what is free bounds them all.
    """
    require_apart(Step.ESTABLISH, command.by, command.hands)
    if not covers(state.org_path, command.org_path) or command.org_path == state.org_path:
        raise DomainError("allotment_elsewhere", name=state.name, keeper=state.org_path)
    if state.allotments.get(command.org_path) == command.amount:
        return []
    if command.amount > state.budget:
        raise DomainError("allotment_over_budget", name=state.name, budget=yuan(state.budget))
    return [Allotted(fund=command.fund, org_path=command.org_path, amount=command.amount)]


def ask_raise(command: AskRaise, state: Fund) -> list[object]:
    """One waits at a time; another takes its place only by naming what waits, so that nothing vanishes unseen."""
    require_apart(Step.ESTABLISH, command.by, command.hands)
    if command.amount <= 0:
        raise DomainError("amount_not_positive")
    asked = BudgetRaiseAsked(amount=command.amount, reason=command.reason)
    if asked == state.asked:
        return []
    if state.asked is None and command.instead_of is not None:
        raise DomainError("raise_not_asked")
    if state.asked is not None and command.instead_of != state.asked.amount:
        raise DomainError("raise_waits", amount=yuan(state.asked.amount), reason=state.asked.reason)
    return [asked]


def confirm_raise(command: ConfirmRaise, state: Fund) -> list[object]:
    """By somebody else, who names the amount that they confirm."""
    require_apart(Step.ESTABLISH, command.by, command.hands)
    asked = state.asked
    if asked is None or asked.amount != command.amount:
        raise DomainError("raise_not_asked")
    require_another(command.by, command.asked_by)
    return [
        BudgetRaised(amount=asked.amount, reason=asked.reason),
        journal.established(command.fund, asked.amount),
    ]
