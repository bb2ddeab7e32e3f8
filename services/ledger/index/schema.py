"""Tables of the index, what its columns mean, and which of its rows wait."""

from typing import Any, Final

from psycopg import Connection

from kernel.aid_status import LIVE, MONEY_GONE, AidStatus

Sql = Connection[Any]

TABLES: Final = ("aid_index", "aid_beneficiaries", "live_clearances", "files", "file_members", "deaths", "same_persons")

DAYS: Final = "lower(a.period), upper(a.period) - 1"
"""First and last day of a stored period. PostgreSQL keeps ranges half open, and what ends on the last day that
Python knows would come back with an end that Python cannot read."""


def _one_of(statuses: tuple[AidStatus, ...]) -> str:
    quoted = ", ".join(f"'{status}'" for status in statuses)
    return f"a.status IN ({quoted})"


IS_LIVE: Final = _one_of(LIVE)
MONEY_IS_GONE: Final = _one_of(MONEY_GONE)
IS_WAITING: Final = _one_of((AidStatus.WAITING,))
IS_HELD: Final = _one_of((AidStatus.HELD,))

WAITS: Final = {
    "file": "SELECT count(*), min(e.recorded_at) FROM"
    f" (SELECT act FROM aid_index a WHERE {IS_WAITING} ORDER BY act LIMIT 1000) waiting"
    " JOIN events e ON e.stream = 'act-' || act AND e.type = 'jiekun.ledger.internal.AidWaiting.v1'"
}
"""Acts that came before their household's file, and since when: nobody can decide them until it comes."""
