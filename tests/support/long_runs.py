"""The long runs may be given a time: what has not begun by then is skipped, and says so."""

import os
import time

import pytest

BEGAN = time.monotonic()


@pytest.fixture(autouse=True)
def within_the_time_given(request: pytest.FixtureRequest) -> None:
    """`JIEKUN_LONG_MINUTES=30 make test-long` begins no further long test after 30 minutes."""
    given = os.environ.get("JIEKUN_LONG_MINUTES")
    if given and request.node.get_closest_marker("long") and time.monotonic() - BEGAN > float(given) * 60:
        pytest.skip(f"the {given} minutes of JIEKUN_LONG_MINUTES are over")
