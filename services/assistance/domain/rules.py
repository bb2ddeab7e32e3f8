"""Policy list for an act of aid: each rule is a named sentence that returns its refusal, or None where it is kept.

A rule judges and raises nothing, so that all can be asked; `propose` refuses by the first that speaks.
"""

from collections.abc import Callable

from kernel.errors import DomainError
from kernel.fen import yuan
from kernel.organisation import covers
from services.assistance.domain.commands import Propose
from services.assistance.domain.duties import clash
from services.assistance.domain.fund import Fund

Rule = Callable[[Propose, Fund | None], DomainError | None]


def a_fund_helps_the_households_of_its_union_and_of_those_below_it(
    proposed: Propose, fund: Fund | None
) -> DomainError | None:
    """A fund elsewhere is as unknown as one that never was: a caller must not learn of it."""
    if fund is None or not covers(fund.org_path, proposed.file.org_path):
        return DomainError("fund_unknown")
    return None


def a_fund_pays_only_for_the_kinds_it_is_meant_for(proposed: Propose, fund: Fund | None) -> DomainError | None:
    if fund is None or proposed.grant.kind not in fund.uses:
        return DomainError("fund_use_not_permitted", kind=proposed.grant.kind)
    return None


def a_fund_pays_in_its_year_alone(proposed: Propose, fund: Fund | None) -> DomainError | None:
    if fund is not None and fund.year != proposed.today.year:
        return DomainError("fund_of_another_year", year=str(fund.year))
    return None


def what_is_another_s_never_goes_to_the_household_s_account(proposed: Propose, fund: Fund | None) -> DomainError | None:
    """An insurer's premium, a school's fee, a landlord's rent: whichever way it is proposed."""
    if proposed.recipient is not None:
        return DomainError("aid_pays_another", kind=proposed.grant.kind, recipient=proposed.recipient)
    return None


def an_act_is_worth_something(proposed: Propose, fund: Fund | None) -> DomainError | None:
    return DomainError("amount_not_positive") if proposed.grant.amount <= 0 else None


def an_act_stays_within_the_cap_of_its_kind(proposed: Propose, fund: Fund | None) -> DomainError | None:
    """Where the place sets one."""
    if proposed.cap is not None and proposed.grant.amount > proposed.cap:
        return DomainError("amount_over_cap", kind=proposed.grant.kind, cap=yuan(proposed.cap))
    return None


def somebody_receives_it(proposed: Propose, fund: Fund | None) -> DomainError | None:
    return None if proposed.grant.beneficiaries else DomainError("no_beneficiary")


def those_who_receive_it_are_members_of_the_household(proposed: Propose, fund: Fund | None) -> DomainError | None:
    return None if set(proposed.grant.beneficiaries) <= set(proposed.file.members) else DomainError("unknown_member")


def the_fund_has_the_money_free(proposed: Propose, fund: Fund | None) -> DomainError | None:
    if fund is not None and proposed.grant.amount > proposed.free:
        free, amount = yuan(proposed.free), yuan(proposed.grant.amount)
        return DomainError("budget_exhausted", name=fund.name, free=free, amount=amount)
    return None


def duties_stay_apart(proposed: Propose, fund: Fund | None) -> DomainError | None:
    """Who established the fund spends nothing of it; who proposed an act does not agree to it."""
    return clash(proposed.step, proposed.by, proposed.hands)


RULES: tuple[Rule, ...] = (
    a_fund_helps_the_households_of_its_union_and_of_those_below_it,
    a_fund_pays_only_for_the_kinds_it_is_meant_for,
    a_fund_pays_in_its_year_alone,
    what_is_another_s_never_goes_to_the_household_s_account,
    an_act_is_worth_something,
    an_act_stays_within_the_cap_of_its_kind,
    somebody_receives_it,
    those_who_receive_it_are_members_of_the_household,
    the_fund_has_the_money_free,
    duties_stay_apart,
)


def broken(proposed: Propose, fund: Fund | None) -> DomainError | None:
    """The first rule that speaks against the act, or None."""
    return next((refusal for rule in RULES if (refusal := rule(proposed, fund)) is not None), None)
