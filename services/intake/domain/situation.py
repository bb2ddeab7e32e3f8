"""What follows from the facts that a household declared: what is asked again, and what a plan needs to know."""

from typing import Final

from msgspec.structs import replace

from contracts.intake import Declared, DeclaredProperty, Details, Member, Person, Situation
from kernel.items import CONCERNS, Item
from kernel.personal import Withheld
from services.intake.domain.events import CategoryProposed, FactValue

OF_ALL_MEMBERS = ("members", "household_income")
OF_PAPERS: Final = (
    "nation", "political_status", "hukou_kind", "model_worker", "medical_insurance", "condition", "impairment",
    "impairment_level", "place_of_work_or_study", "working_since", "yearly_income",
)  # fmt: skip
"""What papers repeat of a member and no rule decides by."""
ASKED_BY_MEASURES = (*OF_ALL_MEMBERS, "dibao_line", "migrant_worker", "restructuring_affected", "has_housing")
"""Who can work and who does is told with the people themselves. Nothing else is passed on."""


def items_to_ask_again(
    items: tuple[str, ...], unanswered: tuple[str, ...], before: Details | Withheld, now: Details
) -> tuple[str, ...]:
    """Only items whose declared facts changed or that were not answered; all when the members changed."""
    if isinstance(before, Withheld) or _people(before) != _people(now):
        return items
    return tuple(item for item in items if item in unanswered or _declared(item, before) != _declared(item, now))


def touches_a_fact(before: Details, now: Details) -> bool:
    """Whether the law may say something else of the household now: names, phone, address and account are no facts."""
    return _facts(before) != _facts(now)


def asked_by_measures(proposed: CategoryProposed) -> dict[str, FactValue]:
    """What was known at the proposal and decides which measures a household is led to."""
    if isinstance(proposed.facts, Withheld):
        return {}
    known = {**proposed.facts, **(proposed.parameters or {})}
    return {name: known[name] for name in ASKED_BY_MEASURES if known.get(name) is not None}


def situation_of(details: Details, members: tuple[str, ...], known: dict[str, FactValue]) -> Situation:
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
        facts=known,
    )


def _facts(details: Details) -> object:
    employer = details.employer
    members = [replace(member, name="", **dict.fromkeys(OF_PAPERS)) for member in details.members]
    owned = details.owned or DeclaredProperty()  # a part that says nothing was kept once
    return members, details.declared, owned, employer.kind, employer.region


def _people(details: Details) -> list[tuple[str, str]]:
    return [(member.token, member.relation) for member in details.members]


def _declared(item: str, details: Details) -> object:
    """What the household says about the facts that this item's agency answers."""
    concern, members = CONCERNS[Item(item)], details.members
    return (
        _said(concern.household, details.declared),
        [_said(concern.members, member) for member in members],
        _said(concern.applicant, members[0]),
        _said(concern.owned, details.owned or DeclaredProperty()),
    )


def _said(fields: tuple[str, ...], by: Declared | Member | DeclaredProperty) -> list[object]:
    return [getattr(by, field) for field in fields]
