"""The rules of an act of aid: each a named sentence; the first that is broken refuses the proposal by its code."""

from collections.abc import Callable

from kernel.errors import DomainError
from kernel.organisation import covers
from services.assistance.domain.commands import Propose
from services.assistance.domain.events import FundEstablished

Rule = Callable[[Propose, FundEstablished | None], None]


def a_fund_helps_the_households_of_its_union_and_of_those_below_it(
    proposed: Propose, fund: FundEstablished | None
) -> None:
    """What a fund elsewhere is for is nobody's business here: it is as unknown as one that never was."""
    if fund is None or not covers(fund.org_path, proposed.file.org_path):
        raise DomainError("fund_unknown")


def a_fund_pays_only_for_the_kinds_it_is_meant_for(proposed: Propose, fund: FundEstablished | None) -> None:
    if fund is None or proposed.kind not in fund.uses:
        raise DomainError("fund_use_not_permitted", kind=proposed.kind)


def an_act_is_worth_something(proposed: Propose, fund: FundEstablished | None) -> None:
    if proposed.amount <= 0:
        raise DomainError("amount_not_positive")


def somebody_receives_it(proposed: Propose, fund: FundEstablished | None) -> None:
    if not proposed.beneficiaries:
        raise DomainError("no_beneficiary")


def those_who_receive_it_are_members_of_the_household(proposed: Propose, fund: FundEstablished | None) -> None:
    if not set(proposed.beneficiaries) <= set(proposed.file.members):
        raise DomainError("unknown_member")


def the_money_was_free_and_is_committed_now(proposed: Propose, fund: FundEstablished | None) -> None:
    if not proposed.committed:
        raise DomainError("budget_exhausted")


RULES: tuple[Rule, ...] = (
    a_fund_helps_the_households_of_its_union_and_of_those_below_it,
    a_fund_pays_only_for_the_kinds_it_is_meant_for,
    an_act_is_worth_something,
    somebody_receives_it,
    those_who_receive_it_are_members_of_the_household,
    the_money_was_free_and_is_committed_now,
)
