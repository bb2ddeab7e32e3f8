"""Pace: as many questions a minute as an agency says that it bears, over all processes and restarts of ours.

A leaky bucket (GCRA) with one row for each agency that set a pace: from when on it may be asked again. Nothing is saved
up, so an agency that was down is not flooded with what waited meanwhile. In real time, by the database's clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, LiteralString

from chassis.store import Store


@dataclass(frozen=True)
class Paces:
    """Agency -> questions a minute; without an entry it is asked at once."""

    a_minute: Mapping[str, int] = field(default_factory=dict)

    def wait_s(self, store: Store, agency: str, questions: int) -> float:
        """0 when the questions may leave now, and their time is taken; else how long to wait, and nothing is taken."""
        pace = self.a_minute.get(agency)
        if pace is None:
            return 0.0
        taken_s = 60 * questions / pace
        with store.transaction() as transaction:
            if transaction.connection.execute(_TAKE, {"agency": agency, "taken_s": taken_s}).fetchone():
                return 0.0
            ((wait_s,),) = transaction.connection.execute(_WAIT, (agency,)).fetchall()
        return max(float(wait_s), _SHORTEST_S)


_SHORTEST_S: Final = 0.01
"""Whoever was told to wait does: the moment may have come since."""
_TAKE: Final[LiteralString] = (
    "INSERT INTO paces AS p (agency, free_from)"
    " VALUES (%(agency)s, clock_timestamp() + %(taken_s)s * interval '1 second')"
    " ON CONFLICT (agency) DO UPDATE SET free_from = clock_timestamp() + %(taken_s)s * interval '1 second'"
    " WHERE p.free_from <= clock_timestamp() RETURNING 1"
)
_WAIT: Final[LiteralString] = "SELECT extract(epoch FROM free_from - clock_timestamp()) FROM paces WHERE agency = %s"
