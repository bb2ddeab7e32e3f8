"""What the agencies have on file about the people of a household, per item.

A person with nothing on file has no entry: no firm, no car, no certificate, not at school.

See docs/domain.md#verification-items.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from agencies.people import property
from agencies.people.draft import Draft
from agencies.people.person import Person
from kernel.fen import yuan
from kernel.items import Item

Facts = dict[str, Any]
MEDICAL_CAUSES = ("serious_illness", "illness", "accident")


def on_file(rng: Random, draft: Draft, person: Person, contract_months: int | None, today: date) -> dict[str, Facts]:
    """Item -> facts of one person, agreeing with what the household declares."""
    grown = person.relation != "child" or person.age(today) >= 18
    facts: dict[str, Facts] = {Item.HUKOU: _hukou(draft)}
    if grown:
        facts[Item.TAX] = {"monthly_income": yuan(person.income)}
        facts[Item.MARRIAGE] = {"status": _marriage(draft, person)}
        facts[Item.FINANCE] = {"deposits_band": rng.choice(("none", "none", "under_10k", "10k_50k"))}
        facts[Item.SOCIAL_INSURANCE] = {
            "employment": person.employment,
            "pension": person.employment == "retired_on_public_pension",
            "contract_months": (contract_months or 0) if person.relation == "self" else 0,
            "unemployment_benefit": "0.00",
        }
    if person.relation == "self":
        facts |= _of_the_applicant(rng, draft)
    if person.employment == "employed":
        facts[Item.HOUSING_FUND] = {"base": yuan(person.income)}
    if person.school_stage:
        facts[Item.STUDENT] = {"school_stage": person.school_stage}
    if person.disability:
        facts[Item.DISABILITY] = {"certificate": True, "level": rng.randint(1, 4)}
    if person.health != "healthy":
        facts[Item.MEDICAL] = _medical(draft, person)
    return facts


def _hukou(draft: Draft) -> Facts:
    return {
        "hukou_region": draft.registered_in,
        "hukou_kind": "rural" if draft.migrant_worker else "urban",
        "alive": True,
    }


def _marriage(draft: Draft, person: Person) -> str:
    if person.relation == "spouse":
        return "married"
    if person.relation == "self":
        if any(member.relation == "spouse" for member in draft.members):
            return "married"
        return "divorced" if any(member.relation == "child" for member in draft.members) else "single"
    return "single" if person.relation == "child" else "widowed"


def _of_the_applicant(rng: Random, draft: Draft) -> dict[str, Facts]:
    """What is registered for the household as a whole stands with its applicant."""
    facts: dict[str, Facts] = {
        Item.DIBAO: {"on_dibao": draft.budget.on_dibao, "relief_monthly": yuan(draft.budget.relief)}
    }
    if rng.random() < 0.4:
        facts[Item.REAL_ESTATE] = property.houses(("commercial", rng.randrange(38, 90)))
    if rng.random() < 0.06:
        facts[Item.VEHICLE] = property.cars(1)
    if _is_on_the_rural_register(rng, draft):
        facts[Item.RURAL_REGISTER] = {"registered": True}
    return facts


def _is_on_the_rural_register(rng: Random, draft: Draft) -> bool:
    """Some migrants are where no document's rule looks at it."""
    if draft.rural_register is None:
        return draft.migrant_worker and rng.random() < 0.3
    return draft.rural_register


def _medical(draft: Draft, person: Person) -> Facts:
    pays = draft.primary_cause in MEDICAL_CAUSES
    return {
        "serious_illness": person.health == "seriously_ill",
        "out_of_pocket_monthly": yuan(draft.budget.hardship if pays else 0),
    }
