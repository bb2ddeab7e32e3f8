"""Compensating act: money that the bank returned goes out once more, as one decision instead of three.

The returned act is taken back and its like proposed to the account as two people corrected it, in one unit: no moment
in which the budget is free for others, and no figure typed again.
"""

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from chassis.use_case import response_of, unit_of_command
from services.assistance.domain.act import clearance
from services.assistance.domain.commands import PayAgain
from services.assistance.domain.plan.decisions import of_an_open_file
from services.assistance.handlers import scope
from services.assistance.handlers.proposals import Receiving, Wanted, again, proposal
from services.assistance.handlers.streams import ACTS, PLANS
from services.assistance.projections import budgets
from services.assistance.resources import Resources


def pay_again(resources: Resources, call: Call, act: str, reason: str, *, same_account: bool) -> bytes:
    """By the giver. All rules are asked once more, with the budget of the returned act free again."""

    def build(transaction: Transaction) -> Unit:
        seen = scope.act(transaction, call.principal, act)
        household, terms = seen.subject, seen.state.terms
        transaction.lock([lock_keys.fund(terms.fund), lock_keys.household(household)])
        loaded = scope.act(transaction, call.principal, act)
        file = of_an_open_file(PLANS.load(transaction, household).state).file
        command = PayAgain(reason=reason, account=file.account, same_account=same_account)
        back = ACTS.change(act, loaded, household, clearance.take_back_returned(command, loaded.state))
        budgets.folded(transaction, back)
        wanted = Wanted(terms.giver, again(terms), instead_of=act)
        proposed = proposal(resources, transaction, call.principal, Receiving(household, file), wanted)
        response = response_of(household=household, instead_of=act, **proposed.told)
        return unit_of_command(resources, call, [back, proposed.change], response=response)

    return commands.guarded(resources.store, call.key, build)
