"""A demo with agencies as they are: down, late, lying, without an interface; households end right all the same."""

import pytest

from kernel.items import Agency
from tests.support.demos import assert_right, demo


@pytest.mark.long
def test_a_bad_week_ends_right_and_tells_who_was_how_late() -> None:
    told = demo(1, "--scenario", "bad-week", "--households", "20")
    assert_right(told)
    times = {one["agency"]: one for one in told["agencies"]}
    down = times[Agency.HOUSING_FUND]
    assert (down["silent"], down["answered"], down["median"]) == (down["asked"], 0, None)
    by_sheet = times[Agency.BANK]
    assert (by_sheet["answered"], told["worked"]["carry_sheets"] > 0) == (by_sheet["asked"], True)
    back_again = times[Agency.REAL_ESTATE]
    assert (back_again["answered"], back_again["worst"] >= 5) == (back_again["asked"], True)
    a_day_late = times[Agency.TRAFFIC_POLICE]
    assert (a_day_late["answered"], a_day_late["median"], a_day_late["late"] > 0) == (0, 11, True)
    assert times[Agency.MARKET_REGULATION]["said_otherwise"] > 0
    assert times[Agency.PUBLIC_SECURITY]["answered"] == times[Agency.PUBLIC_SECURITY]["asked"]
