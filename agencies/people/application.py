"""The application body of a household: what a union portal posts to `/v1/applications`."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from agencies.people import places
from agencies.people.draft import Draft
from agencies.people.identity import Numbers
from kernel.fen import yuan
from kernel.items import Item

CONSENT_YEARS = 3
ADULT_AGE = 18
ASK_HOW_ONE_LIVES = ("yunnan-2017", "qinhuangdao-2017", "baisha-2020")


def body(rng: Random, numbers: Numbers, draft: Draft, reference: str, today: date) -> dict[str, Any]:
    """The body as JSON values; money as text, dates as ISO text."""
    region = draft.region
    return {
        "region": region,
        "org_path": draft.union,
        "previous_household": None,
        "members": [member.as_member(draft.written.get(member.id_number)) for member in draft.members],
        "declared": {
            "on_dibao": draft.budget.on_dibao,
            "relief_monthly": yuan(draft.budget.relief),
            "hardship_expenditure_monthly": yuan(draft.budget.hardship),
            "causes": list(draft.causes),
            "primary_cause": draft.primary_cause,
            "union_member": draft.union_member,
            "migrant_worker": draft.migrant_worker,
            "single_parent": "single_parent" in draft.causes,
            "sudden_event": "sudden_event" in draft.causes,
            "contract_months": _contract_months(rng, draft),
            "restructuring_affected": draft.restructuring,
            **_asked_by_single_documents(draft),
        },
        "consent": {
            "reference": reference,
            "signed_on": today.isoformat(),
            "valid_until": f"{today.year + CONSENT_YEARS}-12-31",
            "items": [item.value for item in Item],
            "signatories": [place for place, member in enumerate(draft.members) if member.age(today) >= ADULT_AGE],
        },
        "contact": {"phone": numbers.phone(), "address": places.address(rng, draft.place, region)},
        "account": {"bank": rng.choice(draft.place.banks), "number": numbers.account()},
        "employer": _employer(rng, draft),
        "needs": [fitting_aid(rng, draft)],
    }


def _contract_months(rng: Random, draft: Draft) -> int | None:
    works = draft.members[0].employment == "employed"
    drawn = rng.choice((12, 24, 36)) if works or draft.migrant_worker else None
    return drawn if draft.contract_months is None else draft.contract_months


def _asked_by_single_documents(draft: Draft) -> dict[str, bool | str]:
    """What yunnan, qinhuangdao and baisha ask for, and the others leave out."""
    if draft.place.document not in ASK_HOW_ONE_LIVES:
        return {}
    where = {"union_region": draft.registered_with} if draft.place is places.BAISHA and draft.union_member else {}
    return {"wage_is_main_income": draft.lives_on_wages, "lives_long_term_in_city": draft.long_term_in_city, **where}


def _employer(rng: Random, draft: Draft) -> dict[str, str]:
    known = places.employer(rng, draft.place, draft.union, draft.state_run)
    return known | {"region": draft.region} if draft.place is places.BAISHA else known


def fitting_aid(rng: Random, draft: Draft) -> str:
    """The aid kind that fits the main cause."""
    if draft.primary_cause == "child_schooling":
        return "tuition_aid"
    if draft.primary_cause == "serious_illness":
        return "serious_illness_aid"
    return rng.choice(("living_subsidy", "warmth_grant"))


def beneficiaries(draft: Draft, aid_kind: str) -> list[int]:
    """The places among the members of those who receive it: the pupil, the ill one, else everybody."""
    everybody = list(enumerate(draft.members))
    if aid_kind == "tuition_aid":
        return [place for place, member in everybody if member.school_stage]
    if aid_kind == "serious_illness_aid":
        return [place for place, member in everybody if member.health == "seriously_ill"]
    return [place for place, _ in everybody]
