"""Proposing an act: its fund's budget is committed in the same breath."""

from contracts.assistance import AidProposed
from kernel.aid_kinds import RECEIVER, AidKind, Receiver
from services.assistance.domain import journal
from services.assistance.domain.act.states import State, Unproposed
from services.assistance.domain.commands import Propose
from services.assistance.domain.events import BudgetCommitted, FundEstablished
from services.assistance.domain.rules import broken


def propose(command: Propose, fund: FundEstablished | None, state: State) -> list[object]:
    if not isinstance(state, Unproposed):
        return []
    if (refusal := broken(command, fund)) is not None:
        raise refusal
    grant, file = command.grant, command.file
    return [
        AidProposed(
            act=command.act,
            org_path=file.org_path,
            giver=command.giver,
            kind=grant.kind,
            period=grant.period,
            amount=grant.amount,
            fund=grant.fund,
            profile=file.profile,
            beneficiaries=grant.beneficiaries,
            household_aid=_reaches_the_household(command),
            account=file.account,
            bill=grant.bill,
        ),
        BudgetCommitted(act=command.act, fund=grant.fund, amount=grant.amount),
        journal.committed(grant.fund, command.act, grant.amount),
    ]


def _reaches_the_household(command: Propose) -> bool:
    """A kind for single members never does, even where the household has only one."""
    for_all = RECEIVER[AidKind(command.grant.kind)] is Receiver.HOUSEHOLD
    return for_all and set(command.grant.beneficiaries) == set(command.file.members)
