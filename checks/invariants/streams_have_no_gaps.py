"""Each stream's versions count from 1 without a gap, in the order of its positions."""

from collections.abc import Iterator

from chassis.roles import SERVICES
from checks.given import Given
from checks.report import Problem, found

_GAPS = """
SELECT DISTINCT stream FROM (
    SELECT stream, version, row_number() OVER (PARTITION BY stream ORDER BY position) AS should FROM events
) numbered WHERE version <> should ORDER BY stream
"""


def problems(given: Given) -> Iterator[Problem]:
    for service in SERVICES:
        streams = (f"{service}: {stream}" for (stream,) in given.storage.rows(service, _GAPS))
        yield from found("a stream has a gap in its versions, or a version out of order", streams, "lost")
