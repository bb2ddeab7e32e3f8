"""Proposing an act: its fund's budget is committed in the same breath, or its keeper asked first.

See docs/domain.md#funds.
"""

from contracts.assistance import AidProposed
from kernel.aid_kinds import RECEIVER, AidKind, Receiver
from kernel.errors import DomainError
from services.assistance.domain import journal
from services.assistance.domain.act.states import Asked, State, Unproposed, status_of
from services.assistance.domain.commands import Propose
from services.assistance.domain.events import BudgetCommitted, ConsentAsked
from services.assistance.domain.fund import Fund
from services.assistance.domain.rules import broken


def propose(command: Propose, fund: Fund | None, state: State) -> list[object]:
    """Where the fund is another's and allots the giver nothing that is enough, nothing is committed yet."""
    if not isinstance(state, Unproposed):
        return []
    _require_kept(command, fund)
    assert fund is not None, "the first rule asks for it"
    if command.giver != fund.org_path and command.allotment is None:
        return [ConsentAsked(proposal=_terms(command))]
    return _committed(command)


def agree(command: Propose, fund: Fund | None, state: State) -> list[object]:
    """The keeper's people agree: all rules are asked once more, by what holds now."""
    if not isinstance(state, Asked):
        raise DomainError("consent_not_asked", status=status_of(state))
    _require_kept(command, fund)
    return _committed(command)


def _require_kept(command: Propose, fund: Fund | None) -> None:
    if (refusal := broken(command, fund)) is not None:
        raise refusal


def _committed(command: Propose) -> list[object]:
    grant = command.grant
    return [
        _terms(command),
        BudgetCommitted(act=command.act, fund=grant.fund, amount=grant.amount, allotment=command.allotment),
        journal.committed(grant.fund, command.act, grant.amount),
    ]


def _terms(command: Propose) -> AidProposed:
    grant, file = command.grant, command.file
    return AidProposed(
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
        allotment=command.allotment,
        instead_of=command.instead_of,
    )


def _reaches_the_household(command: Propose) -> bool:
    """A kind for single members never does, even where the household has only one."""
    for_all = RECEIVER[AidKind(command.grant.kind)] is Receiver.HOUSEHOLD
    return for_all and set(command.grant.beneficiaries) == set(command.file.members)
