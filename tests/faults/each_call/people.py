"""Who walks: three households of the fictive population, and what makes their way rich in calls."""

from agencies.behaviour import Behaviour, Manner
from agencies.faults import Fault
from agencies.outside_aid import OutsideAid, long_period
from agencies.population import Household, Population, generate
from agencies.roster import SAMPLE_DAY

FIRST, OTHER, THIRD = "00002", "00009", "00001"
"""The first goes all the way; the other shares a person with it; the third changes its mind."""

BEHAVIOUR = Behaviour(
    agencies={"tax": Manner(faults={Fault.TWICE: 1.0}), "education": Manner(faults={Fault.WRONG_SIGNATURE: 1.0})}
)
"""One agency answers twice, and somebody forges an answer of another."""


def population() -> Population:
    """A charity reports aid for the first household, too late."""
    everybody = generate(20, 2, SAMPLE_DAY)
    chosen = [one for one in everybody.households if one.number in (FIRST, OTHER, THIRD)]
    first = next(one for one in chosen if one.number == FIRST)
    return Population(
        everybody.seed, everybody.today, everybody.dibao_line, chosen, everybody.on_file, [late_aid(first)]
    )


def late_aid(household: Household) -> OutsideAid:
    period = long_period(SAMPLE_DAY)
    return OutsideAid(
        reference="charity-late",
        giver="charity",
        household=household.number,
        id_numbers=[member["id_number"] for member in household.body["members"]],
        aid_kind=household.body["needs"][0],
        amount="500.00",
        first=period.first,
        last=period.last,
        when="late",
    )
