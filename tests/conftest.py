"""Fixtures for all tests; each group is a plain module under tests/support/."""

from hypothesis import HealthCheck, settings

# Workers share the machine with others: how long a draw takes says nothing about the code.
settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")

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
