"""The long runs may be given a time: what has not begun by then is skipped, and says so."""

import math
import os
import time

import pytest

BEGAN = time.monotonic()


def minutes_given() -> float:
    """`JIEKUN_LONG_MINUTES`, or all the time there is."""
    return float(os.environ.get("JIEKUN_LONG_MINUTES") or math.inf)


@pytest.fixture(autouse=True)
def within_the_time_given(request: pytest.FixtureRequest) -> None:
    """`JIEKUN_LONG_MINUTES=30 make test-long` begins no further long test after 30 minutes."""
    given = minutes_given()
    if request.node.get_closest_marker("long") and time.monotonic() - BEGAN > given * 60:
        pytest.skip(f"the {given:g} minutes of JIEKUN_LONG_MINUTES are over")
