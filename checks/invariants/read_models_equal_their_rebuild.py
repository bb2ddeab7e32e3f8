"""A read model holds what all events make of it from zero, and nothing else."""

from collections.abc import Iterator

from chassis.rebuild import drift
from checks.given import Drift, Given
from checks.report import Problem, found


def problems(given: Given) -> Iterator[Problem]:
    yield from _told(given.drift or {})
    for models in given.read_models:
        connection = given.storage.connection(models.service)
        for table, (live, rebuilt) in drift(connection, models.codec, models.project, models.tables).items():
            # The first column is the key or a token; what stands further right is not shown.
            yield from found(f"{models.service}: rows of {table} that no event made", (str(row[0]) for row in live))
            yield from found(f"{models.service}: rows that {table} lacks", (str(row[0]) for row in rebuilt))


def _told(drift: Drift) -> Iterator[Problem]:
    """What the services found themselves, in numbers."""
    for service, tables in drift.items():
        for table, rows in tables.items():
            if rows["only_live"]:
                yield Problem(f"{service}: rows of {table} that no event made", (), rows["only_live"])
            if rows["only_rebuilt"]:
                yield Problem(f"{service}: rows that {table} lacks", (), rows["only_rebuilt"])
