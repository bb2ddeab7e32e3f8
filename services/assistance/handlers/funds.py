"""A fund is established, allotted to unions below its keeper, its budget raised by two people; all under its lock."""

from collections.abc import Callable

import msgspec

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Loaded, Transaction, Unit
from chassis.use_case import response_of, unit_of_command
from kernel.errors import DomainError
from kernel.fen import Fen, yuan
from services.assistance.domain import fund
from services.assistance.domain.commands import Allot, AskRaise, ConfirmRaise, EstablishFund
from services.assistance.domain.duties import Hands
from services.assistance.domain.events import BudgetRaiseAsked
from services.assistance.handlers import hands, scope
from services.assistance.handlers.streams import FUNDS
from services.assistance.projections import budgets
from services.assistance.resources import Resources


class RaiseWish(msgspec.Struct, frozen=True, kw_only=True):
    """A larger budget as a person asks for it; `instead_of`: the amount of the waiting raise that it replaces."""

    amount: Fen
    reason: str
    instead_of: Fen | None = None


def establish(resources: Resources, call: Call, command: EstablishFund) -> bytes:
    call.principal.require_covers(command.org_path)
    if resources.organisations.get(command.org_path) is None:
        raise DomainError("fund_of_no_organisation")
    id = uuid7()

    def build(transaction: Transaction) -> Unit:
        transaction.lock([lock_keys.fund(id)])
        loaded = FUNDS.load(transaction, id)
        events = fund.establish(id, command, loaded.state)
        return unit_of_command(
            resources,
            call,
            [budgets.folded(transaction, FUNDS.change(id, loaded, id, events))],
            response=response_of(fund=id),
        )

    return commands.guarded(resources.store, call.key, build)


def allot(resources: Resources, call: Call, id: str, org_path: str, amount: Fen) -> bytes:
    def decide(loaded: Loaded[fund.Fund], taken: Hands) -> list[object]:
        command = Allot(fund=id, org_path=org_path, amount=amount, by=call.principal.subject, hands=taken)
        return fund.allot(command, loaded.state)

    return _changed(resources, call, id, response_of(fund=id, org_path=org_path, amount=yuan(amount)), decide)


def ask_raise(resources: Resources, call: Call, id: str, wish: RaiseWish) -> bytes:
    def decide(loaded: Loaded[fund.Fund], taken: Hands) -> list[object]:
        command = AskRaise(**msgspec.structs.asdict(wish), by=call.principal.subject, hands=taken)
        return fund.ask_raise(command, loaded.state)

    response = response_of(fund=id, status="awaits_confirmation", amount=yuan(wish.amount))
    return _changed(resources, call, id, response, decide)


def confirm_raise(resources: Resources, call: Call, id: str, amount: Fen) -> bytes:
    def decide(loaded: Loaded[fund.Fund], taken: Hands) -> list[object]:
        asked = [one.envelope.actor for one in loaded.recorded if isinstance(one.event, BudgetRaiseAsked)]
        by = call.principal.subject
        return fund.confirm_raise(
            ConfirmRaise(fund=id, amount=amount, by=by, hands=taken, asked_by=frozenset(asked[-1:])), loaded.state
        )

    return _changed(resources, call, id, response_of(fund=id, status="raised", amount=yuan(amount)), decide)


def _changed(
    resources: Resources,
    call: Call,
    id: str,
    response: bytes,
    decide: Callable[[Loaded[fund.Fund], Hands], list[object]],
) -> bytes:
    """Whoever took another step with the fund, its acts and its batches takes none of these."""

    def build(transaction: Transaction) -> Unit:
        transaction.lock([lock_keys.fund(id)])
        loaded = scope.fund(transaction, call.principal, id)
        events = decide(loaded, hands.of_fund(transaction, id, loaded))
        change = budgets.folded(transaction, FUNDS.change(id, loaded, id, events))
        return unit_of_command(resources, call, [change], response=response)

    return commands.guarded(resources.store, call.key, build)
