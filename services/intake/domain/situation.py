"""What follows from the facts that a household declared: what is asked again, and what a plan needs to know."""

from contracts.intake import Details, Person, Situation
from kernel.personal import Withheld


def items_to_ask_again(
    items: tuple[str, ...], unanswered: tuple[str, ...], before: Details | Withheld, now: Details
) -> tuple[str, ...]:
    """Only items whose declared facts changed or that were not answered; all when the members changed."""
    if isinstance(before, Withheld) or _people(before) != _people(now):
        return items
    return tuple(item for item in items if item in unanswered or _declared(item, before) != _declared(item, now))


def situation_of(details: Details, members: tuple[str, ...]) -> Situation:
    """What a plan needs to know of those who are in the file."""
    return Situation(
        causes=details.declared.causes,
        primary_cause=details.declared.primary_cause,
        people=tuple(
            Person(
                token=member.token,
                relation=member.relation,
                can_work=member.can_work,
                employment=member.employment,
                school_stage=member.school_stage,
                health=member.health,
            )
            for member in details.members
            if member.token in members
        ),
        account=details.account,
        holder=details.members[0].name,
        needs=details.needs,
    )


def _people(details: Details) -> list[tuple[str, str]]:
    return [(member.token, member.relation) for member in details.members]


def _declared(item: str, details: Details) -> object:
    """What the household says about the facts that this item's agency answers (docs/domain.md#verification-items)."""
    declared, members = details.declared, details.members
    match item:
        case "social_insurance":
            return declared.contract_months, [(m.employment, m.can_work) for m in members]
        case "tax" | "business_registration" | "housing_fund" | "finance":
            return [m.monthly_income for m in members]
        case "marriage":
            return declared.single_parent
        case "dibao":
            return declared.on_dibao, declared.relief_monthly
        case "medical":
            return declared.hardship_expenditure_monthly, [m.health for m in members]
        case "student":
            return declared.hardship_expenditure_monthly, [m.school_stage for m in members]
        case "disability":
            return [m.disability for m in members]
        case _:
            return None
