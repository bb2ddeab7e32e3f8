"""What was decided and what is known, streamed from the store: a chunk at a time, its keys brought at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from msgspec import Raw, Struct

from chassis.codec import Codec
from chassis.database import unhurried
from chassis.service import Service
from kernel.personal import Personal
from services.intake.domain.events import FactValue
from services.intake.domain.household.states import ENDED
from services.intake.resources import Resources

CHUNK = 1_000


class Judged(Struct, frozen=True, kw_only=True):
    """Of a stored `CategoryProposed` what is needed here; the trace is read only where the answer changes."""

    profile: str
    judged_on: date
    proposal: str
    facts: Personal[dict[str, FactValue]]
    trace: Personal[Raw]


class Proposed(Struct, frozen=True):
    """A proposal with what a person made of it: `approved`, `rejected`, or `waiting` for one."""

    household: str
    region: str
    event: Judged
    person: str


def decisions(service: Service[Resources], until: datetime, region: str = "") -> Iterator[list[Proposed]]:
    """Every proposal of business time before `until` that a person decided on or still may, in the order of the store.

    Superseded and withdrawn proposals are excluded: judged anew before anybody decided, or sent back for papers.
    `region`: the first digits of the files' region.
    """
    codec = _codec(service)
    asked = {
        "proposed": PROPOSED,
        "after": [PROPOSED, *_PERSONS, *_TAKEN_BACK],
        "until": until,
        "all": until > service.clock.now(),
        "region": f"{region}%",
        "superseded": [PROPOSED, *_TAKEN_BACK],
    }
    for rows in _streamed(service, _DECISIONS, asked):
        codec.prefetch([household for household, *_ in rows])
        yield [
            Proposed(household, of_region, recorded.event, _PERSONS.get(decided, "waiting"))
            for household, of_region, body, decided in rows
            if (recorded := codec.decode(body)).envelope.time < until
        ]


def present(service: Service[Resources], region: str = "") -> Iterator[list[Proposed | str]]:
    """The last proposal of every household that has not ended; of one without a proposal its region alone."""
    codec = _codec(service)
    asked = {"proposed": PROPOSED, "ended": list(ENDED), "region": f"{region}%"}
    for rows in _streamed(service, _PRESENT, asked):
        codec.prefetch([household for household, *_ in rows])
        yield [_last(codec, *row) for row in rows]


def count(service: Service[Resources]) -> int:
    """How many proposals there are, for a progress bar: some are no decisions."""
    with service.store.pool.connection() as taken, unhurried(taken) as connection:
        row = connection.execute("SELECT count(*) FROM events WHERE type = %s", (PROPOSED,)).fetchone()
    assert row is not None
    return int(row[0])


def _last(codec: Codec, household: str, region: str, body: bytes | None) -> Proposed | str:
    return region if body is None else Proposed(household, region, codec.decode(body).event, "waiting")


def _codec(service: Service[Resources]) -> Codec:
    return Codec(service.name, {PROPOSED: Judged}, service.vault)


PROPOSED = "jiekun.intake.internal.CategoryProposed.v1"
_PERSONS = {
    "jiekun.intake.ApplicationApproved.v1": "approved",
    "jiekun.intake.ApplicationRejected.v1": "rejected",
    "jiekun.intake.FileKept.v1": "approved",
}
_TAKEN_BACK = ("jiekun.intake.ApplicationReturned.v1", "jiekun.intake.ApplicationWithdrawn.v1")

# A household that went elsewhere since was in another region when that was decided.
_DECISIONS = """
SELECT p.subject, r.region, p.body, d.type
FROM events p
JOIN households h ON h.household = p.subject
CROSS JOIN LATERAL (
    SELECT coalesce((
        SELECT m.region FROM moves m
        WHERE m.household = p.subject AND m.version > p.version ORDER BY m.version LIMIT 1
    ), h.region) AS region
) r
LEFT JOIN LATERAL (
    SELECT type FROM events e
    WHERE e.stream = p.stream AND e.version > p.version AND e.type = ANY(%(after)s)
        AND (%(all)s OR (convert_from(e.body, 'UTF8')::jsonb ->> 'time')::timestamptz < %(until)s)
    ORDER BY e.version LIMIT 1
) d ON true
WHERE p.type = %(proposed)s AND r.region LIKE %(region)s AND (d.type IS NULL OR d.type <> ALL(%(superseded)s))
ORDER BY p.position
"""

_PRESENT = """
SELECT h.household, h.region, p.body
FROM households h
LEFT JOIN LATERAL (
    SELECT body FROM events e
    WHERE e.stream = 'household-' || h.household AND e.type = %(proposed)s
    ORDER BY e.version DESC LIMIT 1
) p ON true
WHERE h.status <> ALL(%(ended)s) AND h.region LIKE %(region)s
ORDER BY h.household
"""


def _streamed(service: Service[Resources], sql: str, asked: dict[str, Any]) -> Iterator[list[Any]]:
    with _reading(service) as connection, connection.cursor(name="redecision") as rows:
        rows.execute(sql, asked)
        while chunk := rows.fetchmany(CHUNK):
            yield chunk


@contextmanager
def _reading(service: Service[Resources]) -> Iterator[Any]:
    """One moment of the store, for as long as it takes."""
    with (
        service.store.pool.connection() as taken,
        unhurried(taken) as connection,
        connection.transaction(),
    ):
        yield connection
