"""Aid by a covering union for a household whose file is open; and the one way in which any aid is proposed."""

from typing import NamedTuple

import msgspec

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import response_of, unit_of_command
from kernel.fen import Fen
from kernel.period import Period
from services.assistance.domain.act.proposal import propose
from services.assistance.domain.commands import Grant, Propose
from services.assistance.domain.events import FileRecorded
from services.assistance.domain.plan.decisions import of_an_open_file
from services.assistance.handlers import scope
from services.assistance.handlers.streams import ACTS, FUNDS
from services.assistance.projections import budgets
from services.assistance.resources import Resources


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Aid as a person asks for it. `beneficiaries` None: the whole household; `bill`: its number as printed."""

    kind: str
    fund: str
    amount: Fen
    period: Period
    beneficiaries: tuple[str, ...] | None
    bill: str | None


class Receiving(NamedTuple):
    """The household that aid is for, as its plan knows it."""

    household: str
    file: FileRecorded


def propose_aid(resources: Resources, call: Call, household: str, wish: Wish) -> bytes:
    """Of the bill only a token is kept."""

    def build(transaction: Transaction) -> Unit:
        seen = of_an_open_file(scope.plan(transaction, call.principal, household).state).file
        scope.fund_for(transaction, wish.fund, seen.org_path)
        transaction.lock([lock_keys.fund(wish.fund), lock_keys.household(household)])
        file = of_an_open_file(scope.plan(transaction, call.principal, household).state).file
        grant = Grant(
            kind=wish.kind,
            period=wish.period,
            amount=wish.amount,
            fund=wish.fund,
            beneficiaries=file.members if wish.beneficiaries is None else wish.beneficiaries,
            bill=resources.vault.token("bill", wish.bill) if wish.bill else None,
        )
        proposed = proposal(transaction, Receiving(household, file), call.principal.org_path, grant)
        return unit_of_command(
            resources,
            call,
            [proposed],
            response=response_of(household=household, act=proposed.stream.removeprefix("act-")),
        )

    return commands.guarded(resources.store, call.key, build)


def proposal(transaction: Transaction, receiving: Receiving, giver: str, grant: Grant) -> Change:
    """One act, its budget committed. The locks of fund and household are held."""
    act = uuid7()
    loaded = ACTS.load(transaction, act)
    command = Propose(
        act=act,
        file=receiving.file,
        giver=giver,
        grant=grant,
        free=budgets.free(transaction.connection, grant.fund),
    )
    events = propose(command, FUNDS.load(transaction, grant.fund).state, loaded.state)
    return budgets.followed(transaction, ACTS.change(act, loaded, receiving.household, events))
