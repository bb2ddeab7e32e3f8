"""The largest household that intake takes still fits: an event that is too large would hold up its partition."""

from datetime import UTC, datetime
from functools import reduce
from typing import Any

import pytest
from msgspec.structs import replace

from chassis.codec import Codec
from chassis.envelope import MAX_EVENT_BYTES, Context
from chassis.vault.memory import MemoryVault
from contracts import verification as facts
from services.verification.domain import events
from services.verification.domain.events import Declaration, Earlier, Member
from services.verification.domain.inquiry import evolve
from services.verification.domain.inquiry.callback import take_answer
from services.verification.domain.inquiry.start import open_inquiry
from services.verification.domain.items import ITEMS
from tests.unit.verification.households import CONSENT, DECLARED, NOON, answer, given, member, opening

MEMBERS_MAX = 20  # as the form of an application allows
EVERY_ITEM = tuple(sorted(ITEMS))
LARGEST: dict[str, dict[str, Any]] = {
    "hukou": {"hukou_region": "440507", "hukou_kind": "urban", "alive": True},
    "social_insurance": {"employment": "retired_on_public_pension", "pension": True, "contract_months": 120,
                         "unemployment_benefit": "99999.99"},
    "business_registration": {"firms": 1, "each": ({"role": "legal_representative", "capital": "9999999.99"},)},
    "tax": {"monthly_income": "99999.99"},
    "marriage": {"status": "divorced"},
    "real_estate": {"houses": 1, "area_m2": 1000, "each": ({"kind": "resettlement", "area_m2": 1000,
                    "encumbrance": "right_of_residence"},)},
    "vehicle": {"vehicles": 1, "each": ({"kind": "for_the_disabled", "value_band": "over_150k"},)},
    "housing_fund": {"base": "99999.99"},
    "finance": {"deposits_band": "under_10k", "holdings": ({"kind": "securities", "at_least": "9999999.99",
                "at_most": "9999999.99"},)},
    "dibao": {"on_dibao": False, "relief_monthly": "99999.99"},
    "rural_register": {"registered": False},
    "medical": {"serious_illness": False, "out_of_pocket_monthly": "99999.99"},
    "student": {"school_stage": "primary"},
    "disability": {"certificate": True, "level": 1},
}  # fmt: skip


def household() -> Declaration:
    people: list[Member] = [
        member(f"person:{number:027}", id_number="440507199001010000", employment="retired_on_public_pension")
        for number in range(MEMBERS_MAX)
    ]
    return replace(DECLARED, members=tuple(people))


def records(item: str) -> tuple[dict[str, Any], ...]:
    return tuple({"person": one.token, **LARGEST[item]} for one in household().members)


def size_of(event: object) -> int:
    vault = MemoryVault()
    vault.create("h")
    codec = Codec("verification", {**facts.EVENTS, **events.EVENTS}, vault)
    context = Context(actor="system:verification", at=NOON, correlation="c" * 36)
    _, body = codec.encode(event, context, subject="h", key="h", stream="s" * 50, version=1, now=datetime.now(UTC))
    return len(body)


@pytest.fixture
def consent() -> events.Consent:
    return replace(CONSENT, items=EVERY_ITEM, persons=tuple(one.token for one in household().members))


def test_a_whole_first_round_of_the_largest_household_fits(consent: events.Consent) -> None:
    begun = open_inquiry(opening(items=EVERY_ITEM, consent=consent, declared=household()), given())
    state, sizes = given(*begun), [size_of(event) for event in begun]
    for item in EVERY_ITEM:
        told = take_answer(answer(item, *records(item)), state)
        state = reduce(evolve, told, state)
        sizes += [size_of(event) for event in told]
    assert max(sizes) < MAX_EVENT_BYTES


def test_a_second_round_that_asks_one_item_again_fits(consent: events.Consent) -> None:
    earlier = tuple(
        Earlier(item=item, agency="agency", received_on=CONSENT.signed_on, records=records(item))
        for item in EVERY_ITEM
        if item != "tax"
    )
    command = opening(items=("tax",), consent=consent, declared=household(), earlier=earlier, round=2)
    assert size_of(open_inquiry(command, given())[0]) < MAX_EVENT_BYTES
