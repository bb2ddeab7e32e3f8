"""Aid by a covering union for a household whose file is open; and the one way in which any aid is proposed."""

from typing import Any, NamedTuple, cast

import msgspec

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import response_of, unit_of_command
from contracts.assistance import AidProposed
from kernel.fen import Fen
from kernel.period import Period
from policies.parameters import settable
from policies.parameters import table as parameters_table
from services.assistance.domain.act import states as acts
from services.assistance.domain.act.proposal import propose
from services.assistance.domain.commands import Grant, Propose
from services.assistance.domain.duties import Hands, Step
from services.assistance.domain.events import ConsentAsked, FileRecorded
from services.assistance.domain.plan.decisions import of_an_open_file
from services.assistance.handlers import hands, scope
from services.assistance.handlers.consent_notice import notice
from services.assistance.handlers.judgement import law_of
from services.assistance.handlers.measures import recipient_elsewhere
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


class Wanted(NamedTuple):
    """One act as its giver wants it; `instead_of`: the returned one whose money it carries."""

    giver: str
    grant: Grant
    instead_of: str | None = None


class Proposed(NamedTuple):
    """`told`: the act with its status, and where the fund's keeper is asked, of whom and for what."""

    change: Change
    told: dict[str, Any]


class Hand(NamedTuple):
    """Who takes the step, and who took the others."""

    by: str
    step: Step
    taken: Hands


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
        wanted = Wanted(call.principal.org_path, grant)
        proposed = proposal(resources, transaction, call.principal, Receiving(household, file), wanted)
        response = response_of(household=household, **proposed.told)
        return unit_of_command(resources, call, [proposed.change], response=response)

    return commands.guarded(resources.store, call.key, build)


def proposal(
    resources: Resources, transaction: Transaction, principal: Principal, receiving: Receiving, wanted: Wanted
) -> Proposed:
    """One act, its budget committed or its keeper asked. The locks of fund and household are held."""
    act, grant = uuid7(), wanted.grant
    loaded, fund = ACTS.load(transaction, act), FUNDS.load(transaction, grant.fund)
    allotment = budgets.allotment(transaction.connection, grant.fund, wanted.giver)
    bears = allotment is not None and allotment.left >= grant.amount
    hand = Hand(principal.subject, Step.PROPOSE, hands.of(fund))
    command = asked_for(resources, transaction, act, receiving, wanted, hand)
    if allotment and bears:
        command = msgspec.structs.replace(command, allotment=allotment.union)
    events = propose(command, fund.state, loaded.state)
    change = budgets.folded(transaction, ACTS.change(act, loaded, receiving.household, events))
    if fund.state is not None and any(isinstance(event, ConsentAsked) for event in events):
        consent = notice(resources.organisations, fund.state, grant, allotment)
        return Proposed(change, {"act": act, "status": acts.STATUS[acts.Asked], "consent": consent})
    return Proposed(change, {"act": act, "status": acts.STATUS[acts.Proposed]})


def again(terms: AidProposed) -> Grant:
    """What was proposed, as it was."""
    return Grant(
        kind=terms.kind,
        period=terms.period,
        amount=terms.amount,
        fund=terms.fund,
        beneficiaries=terms.beneficiaries,
        bill=terms.bill,
    )


def asked_for(
    resources: Resources, transaction: Transaction, act: str, receiving: Receiving, wanted: Wanted, hand: Hand
) -> Propose:
    """With what the law and the fund say at this moment."""
    file, grant, sql = receiving.file, wanted.grant, transaction.connection
    in_force = parameters_table.book_of(sql, file.region).in_force(file.region, resources.today())
    return Propose(
        act=act,
        file=file,
        giver=wanted.giver,
        grant=grant,
        free=budgets.free(sql, grant.fund),
        instead_of=wanted.instead_of,
        cap=cast(Fen | None, in_force.get(settable.cap_of(grant.kind))),
        recipient=recipient_elsewhere(law_of(resources, file), grant.kind),
        today=resources.today(),
        by=hand.by,
        step=hand.step,
        hands=hand.taken,
    )
