"""The keeper of a fund agrees to an act that another union wants out of it, or does not."""

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from chassis.use_case import response_of, unit_of_command
from services.assistance.domain.act.clearance import refuse_consent
from services.assistance.domain.act.proposal import agree
from services.assistance.domain.duties import Step
from services.assistance.domain.plan.decisions import of_an_open_file
from services.assistance.handlers import hands, scope
from services.assistance.handlers.proposals import Hand, Receiving, Wanted, again, asked_for
from services.assistance.handlers.streams import ACTS, FUNDS, PLANS
from services.assistance.projections import budgets
from services.assistance.resources import Resources


def consent(resources: Resources, call: Call, act: str) -> bytes:
    """As if it were proposed now: what holds is looked at again, and the budget committed."""

    def build(transaction: Transaction) -> Unit:
        seen = scope.asked_of(transaction, call.principal, act)
        household, terms = seen.subject, seen.state.terms
        transaction.lock([lock_keys.fund(terms.fund), lock_keys.household(household)])
        loaded, fund = ACTS.load(transaction, act), FUNDS.load(transaction, terms.fund)
        receiving = Receiving(household, of_an_open_file(PLANS.load(transaction, household).state).file)
        hand = Hand(call.principal.subject, Step.CONSENT, hands.of(fund, loaded))
        wanted = Wanted(terms.giver, again(terms), terms.instead_of)
        command = asked_for(resources, transaction, act, receiving, wanted, hand)
        change = ACTS.change(act, loaded, household, agree(command, fund.state, loaded.state))
        response = response_of(act=act, status="proposed")
        return unit_of_command(resources, call, [budgets.folded(transaction, change)], response=response)

    return commands.guarded(resources.store, call.key, build)


def refuse(resources: Resources, call: Call, act: str, reason: str) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = scope.asked_of(transaction, call.principal, act)
        change = ACTS.change(act, loaded, loaded.subject, refuse_consent(reason, loaded.state))
        return unit_of_command(resources, call, [change], response=response_of(act=act, status="withdrawn"))

    return commands.through_lane(resources.store, resources.lane, call.key, build)
