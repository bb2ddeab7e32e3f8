"""The log's indexes count from 0 without a gap up to its size; per source and partition its order is the source's."""

from collections.abc import Iterator

from checks.given import Given
from checks.report import Problem, found

_GAPS = """
SELECT index FROM (SELECT index, row_number() OVER (ORDER BY index) - 1 AS should FROM log) numbered
WHERE index <> should ORDER BY index
"""
_DISORDER = """
SELECT index FROM (
    SELECT index, position, lag(position) OVER (PARTITION BY source, partition ORDER BY index) AS before FROM log
) followed WHERE position <= before ORDER BY index
"""


def problems(given: Given) -> Iterator[Problem]:
    storage = given.storage
    yield from found(
        "the log has a gap before an index", (str(index) for (index,) in storage.rows("ledger", _GAPS)), "lost"
    )
    yield from found(
        "the log has an event of a partition out of order",
        (str(index) for (index,) in storage.rows("ledger", _DISORDER)),
    )
    size, rows = storage.row("ledger", "SELECT (SELECT size FROM log_size), (SELECT count(*) FROM log)")
    if size != rows:
        yield Problem("the log's size is not the number of its rows", (f"{size}, not {rows}",), 1)
