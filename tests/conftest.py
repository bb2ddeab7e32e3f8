"""Fixtures for all tests; each group is a plain module under tests/support/."""

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.fixtures_kafka",
    "tests.support.stores",
    "tests.support.service",
    "tests.support.long_runs",
    "tests.support.workers",
    "tests.support.last_words",
    "tests.support.shares",
]
