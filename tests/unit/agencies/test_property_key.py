"""The key's sentences about property against the law as data, at every limit: as evidence, and under a place's rule."""

from pathlib import Path
from random import Random

import pytest

from agencies.answer_keys.property import Limits, Property, within
from policies.documents import profile
from policies.judgement.engine import evaluate

SAMPLES = Path(__file__).parents[3] / "samples" / "policies"
LIMITS = Limits(houses=2, area_a_head=40, vehicles=2, cars=1, firms_led=0, capital=1_000_000, deposits_a_head=2_000_000)
PARAMETERS = {
    "houses_max": LIMITS.houses,
    "house_area_per_head_max": LIMITS.area_a_head,
    "vehicles_max": LIMITS.vehicles,
    "cars_max": LIMITS.cars,
    "firms_led_max": LIMITS.firms_led,
    "firm_capital_max": LIMITS.capital,
    "deposits_per_head_max": LIMITS.deposits_a_head,
}
DRAWN = 500


def drawn(seed: int) -> Property:
    """Each at its limit or one beside it, most of them within."""
    rng = Random(seed)
    members = rng.randint(1, 4)
    deposits = LIMITS.deposits_a_head * members

    def near(limit: int) -> int:
        return max(0, limit + rng.choice((-1, -1, 0, 0, 0, 1)))

    least = near(deposits)
    vehicles = near(LIMITS.vehicles)
    return Property(
        members=members,
        houses=near(LIMITS.houses),
        area=near(LIMITS.area_a_head * members),
        vehicles=vehicles,
        cars=rng.choice((None, min(vehicles, near(LIMITS.cars)))),
        firms_led=near(LIMITS.firms_led),
        capital=near(LIMITS.capital),
        deposits_least=least,
        deposits_most=rng.choice((None, least, max(least, near(deposits)))),
    )


def facts(owns: Property) -> dict[str, object]:
    return {
        "members": owns.members,
        "houses": owns.houses,
        "house_area_m2": owns.area,
        "vehicles": owns.vehicles,
        "cars": owns.cars,
        "firms": owns.firms_led,
        "firms_led": owns.firms_led,
        "firm_capital": owns.capital,
        "deposits_at_least": owns.deposits_least,
        "deposits_at_most": owns.deposits_most,
    }


@pytest.mark.parametrize("document", ["kaifeng-2019", "baisha-2020"])
def test_the_key_says_what_the_evidence_says_and_what_a_rule_of_the_place_makes_of_it(document: str) -> None:
    plain = profile.load(document)
    ruled = profile.load(document, [SAMPLES / f"{document.partition('-')[0]}-property.toml"])
    said = set()
    for owns in map(drawn, range(DRAWN)):
        seen = {one.id: one.value for one in evaluate(plain, facts(owns), PARAMETERS).evidence}
        out = evaluate(ruled, facts(owns), PARAMETERS).exclusions["beyond_the_property_limits"].outcome
        key = within(owns, LIMITS)
        assert seen["property_within_limit"] == key, owns
        assert out == {True: "not_met", False: "met", None: "undetermined"}[key], owns
        said.add(key)
    assert said == {True, False, None}
