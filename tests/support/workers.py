"""Several workers share a run (`pytest -n 2`): what belongs together goes to one of them, what takes longest first.

A worker is a process with a PostgreSQL server, ports and folders of its own (`tests.support.postgres`). It is given
the tests of a whole file at a time, so that what a file prepares is prepared once; and of `TOGETHER`, all files that
share something dear: the one broker, which some tests kill, and the house of four services with its journey walked.
"""

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "kafka": (
        "tests/chassis/bus_contract/",
        "tests/chassis/operations/test_refill_on_kafka.py",
        "tests/chassis/test_kafka_bus.py",
        "tests/e2e/test_recovery.py",
        "tests/e2e/test_what_a_demo_leaves_behind.py",
        "tests/machine/test_local_kafka.py",
    ),
    "each call": ("tests/faults/each_call/",),
}
STRUCK = "tests/faults/laboratory/test_faults.py"
"""Each of its demos has servers and processes of its own: they need not stand together."""

LONGEST = (f"{STRUCK}::test_ten_kills_with_kafka", "each call", "kafka", f"{STRUCK}::test_twenty_kills")
"""Begun in this order, before all others: for what is long and begun late, the other workers would wait."""

AS_MANY_AS_THERE_IS_TIME_FOR = (f"{STRUCK}::test_ten_kills_in_each", f"{STRUCK}::test_three_kills_in_each")
"""Begun last (`JIEKUN_LONG_MINUTES`)."""


def unit_of(test: str) -> str:
    """What a worker is given in one piece with this test: a group by its name, a file, or the test alone."""
    file = test.partition("::")[0]
    if file == STRUCK:
        return test
    return next((name for name, files in TOGETHER.items() if file.startswith(files)), file)


def turn(test: str) -> int:
    """When a test's unit is given away: the lower, the sooner."""
    unit = unit_of(test)
    if unit.startswith(AS_MANY_AS_THERE_IS_TIME_FOR):
        return len(LONGEST) + 1
    return next((place for place, long in enumerate(LONGEST) if unit.startswith(long)), len(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """`-n auto`: one more than there are cores, since much waits for databases, but no more than the groups feed."""
    return min((os.cpu_count() or 1) + 1, 6)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    config.option.loadscopereorder = False  # by their turn, not by the number of tests
    return ByUnit(config, log)


class ByUnit(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
