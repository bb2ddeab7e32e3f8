"""What a household told may be of use under the law of today and of none under the one that is tried."""

from datetime import date
from typing import Any

from policies.documents import profile
from services.intake.redecision import simulation
from services.intake.redecision.history import Judged, Proposed
from services.intake.redecision.simulation import Amendment, Simulated
from services.intake.redecision.tally import Tally
from tests.unit.policies.households import PARAMETERS, household
from tests.unit.policies.test_overlays import over_shantou

DAY = date(2026, 11, 1)
NOW = profile.load("shantou-2016")
THEN = over_shantou('[[scope]]\nid = "bound"\nclause = "一"\ntext = "合同"\ncondition = "contract_months >= 12"\n')


class Books:
    def in_force(self, region: str, day: date) -> dict[str, object]:
        return {**PARAMETERS}


def test_a_household_whose_facts_are_of_no_use_under_one_of_the_laws_is_counted_and_not_compared() -> None:
    asked = [
        applied("of-both", contract_months=12),
        applied("of-now", contract_months="一年"),
        applied("of-none", members=0),
    ]
    done = Simulated(Tally(lambda _: None))
    simulation._group(Amendment(NOW, THEN, {}), asked, Books(), DAY, done)  # type: ignore[arg-type]
    assert (done.unusable, done.tally.counted) == (2, 1)
    assert (sum(done.before.values()), sum(done.after.values())) == (1, 1)


def applied(household_id: str, **changes: Any) -> Proposed:
    facts: Any = {name: value for name, value in household(**changes).items() if name != "causes"}
    event = Judged(profile=NOW.id, judged_on=DAY, proposal="none", facts=facts, trace={})  # type: ignore[arg-type]
    return Proposed(household_id, "440507", event, "waiting")
