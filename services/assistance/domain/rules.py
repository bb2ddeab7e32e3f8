"""Policy list for an act of aid: each rule is a named sentence that returns its refusal, or None where it is kept.

A rule judges and raises nothing, so that all can be asked; `propose` refuses by the first that speaks.
"""

from collections.abc import Callable

from kernel.errors import DomainError
from kernel.organisation import covers
from services.assistance.domain.commands import Propose
from services.assistance.domain.events import FundEstablished

Rule = Callable[[Propose, FundEstablished | None], DomainError | None]


def a_fund_helps_the_households_of_its_union_and_of_those_below_it(
    proposed: Propose, fund: FundEstablished | None
) -> DomainError | None:
    """A fund elsewhere is as unknown as one that never was: a caller must not learn of it."""
    if fund is None or not covers(fund.org_path, proposed.file.org_path):
        return DomainError("fund_unknown")
    return None


def a_fund_pays_only_for_the_kinds_it_is_meant_for(
    proposed: Propose, fund: FundEstablished | None
) -> DomainError | None:
    if fund is None or proposed.grant.kind not in fund.uses:
        return DomainError("fund_use_not_permitted", kind=proposed.grant.kind)
    return None


def an_act_is_worth_something(proposed: Propose, fund: FundEstablished | None) -> DomainError | None:
    return DomainError("amount_not_positive") if proposed.grant.amount <= 0 else None


def somebody_receives_it(proposed: Propose, fund: FundEstablished | None) -> DomainError | None:
    return None if proposed.grant.beneficiaries else DomainError("no_beneficiary")


def those_who_receive_it_are_members_of_the_household(
    proposed: Propose, fund: FundEstablished | None
) -> DomainError | None:
    return None if set(proposed.grant.beneficiaries) <= set(proposed.file.members) else DomainError("unknown_member")


def the_fund_has_the_money_free(proposed: Propose, fund: FundEstablished | None) -> DomainError | None:
    return DomainError("budget_exhausted") if proposed.grant.amount > proposed.free else None


RULES: tuple[Rule, ...] = (
    a_fund_helps_the_households_of_its_union_and_of_those_below_it,
    a_fund_pays_only_for_the_kinds_it_is_meant_for,
    an_act_is_worth_something,
    somebody_receives_it,
    those_who_receive_it_are_members_of_the_household,
    the_fund_has_the_money_free,
)


def broken(proposed: Propose, fund: FundEstablished | None) -> DomainError | None:
    """The first rule that speaks against the act, or None."""
    return next((refusal for rule in RULES if (refusal := rule(proposed, fund)) is not None), None)
