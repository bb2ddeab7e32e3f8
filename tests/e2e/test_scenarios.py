"""A demo with agencies as they are: down, late, lying, silent; its households end right, and the table says who."""

import pytest

from kernel.items import Agency
from tests.support.demos import assert_right, demo


@pytest.mark.long
def test_a_bad_week_ends_right_and_tells_who_was_how_late() -> None:
    told = demo(1, "--scenario", "bad-week", "--households", "20")
    assert_right(told)
    times = {one["agency"]: one for one in told["agencies"]}
    for down_or_silent in (Agency.HOUSING_FUND, Agency.BANK):
        one = times[down_or_silent]
        assert (one["silent"], one["answered"], one["median"]) == (one["asked"], 0, None)
    back_again = times[Agency.REAL_ESTATE]
    assert (back_again["answered"], back_again["worst"] >= 5) == (back_again["asked"], True)
    a_day_late = times[Agency.TRAFFIC_POLICE]
    assert (a_day_late["answered"], a_day_late["median"], a_day_late["late"] > 0) == (0, 11, True)
    assert times[Agency.MARKET_REGULATION]["said_otherwise"] > 0
    assert times[Agency.PUBLIC_SECURITY]["answered"] == times[Agency.PUBLIC_SECURITY]["asked"]
