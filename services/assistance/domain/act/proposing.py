"""Proposing an act: its fund's budget is committed in the same breath."""

from contracts.assistance import AidProposed
from services.assistance.domain import journal
from services.assistance.domain.act.states import State, Unproposed
from services.assistance.domain.commands import Propose
from services.assistance.domain.events import BudgetCommitted, FundEstablished
from services.assistance.domain.rules import RULES

TO_A_PERSON = (
    *("tuition_aid", "education_relief", "serious_illness_aid"),
    *("startup_grant", "training_allowance", "employment_grant"),
)
"""Kinds that a single member receives; all others go to the household, that is to all its members."""


def propose(command: Propose, fund: FundEstablished | None, state: State) -> list[object]:
    if not isinstance(state, Unproposed):
        return []
    for rule in RULES:
        rule(command, fund)
    return [
        AidProposed(
            act=command.act,
            org_path=command.file.org_path,
            giver=command.giver,
            kind=command.kind,
            period=command.period,
            amount=command.amount,
            fund=command.fund,
            profile=command.file.profile,
            beneficiaries=command.beneficiaries,
            household_aid=command.household_aid,
            account=command.file.account,
            bill=command.bill,
        ),
        BudgetCommitted(act=command.act, fund=command.fund, amount=command.amount),
        journal.committed(command.fund, command.act, command.amount),
    ]
