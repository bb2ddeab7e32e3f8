"""Claims on persons, a guard table that folds from intake's own events: a person is in one open file only.

A file's opening claims all its members, a change claims who joins and releases who goes, its closing releases them all;
a household without an open file holds none.
A rebuild takes the same writes from the stored events. The primary key is the wall behind the locks.

See docs/domain.md#overlap.
"""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from chassis import lock_keys, projection
from chassis.codec import Recorded
from chassis.projection import Write
from chassis.store import Transaction, Unit
from contracts import intake as facts

TABLES = ("claims",)


def keys_of(members: Iterable[str]) -> list[str]:
    """What whoever reads or writes claims on these persons has locked first, in the same transaction."""
    return [lock_keys.person(member) for member in members]


def held_elsewhere(connection: Connection[Any], household: str, members: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(token, household) of those members whom another household's open file claims."""
    rows = connection.execute(
        "SELECT person, household FROM claims WHERE person = ANY(%s) AND household <> %s ORDER BY person",
        (list(members), household),
    )
    return tuple((person, holder) for person, holder in rows)


def folded(transaction: Transaction, unit: Unit) -> Unit:
    """The unit, once the claims have taken its events: before they are appended, under the lock keys of all members."""
    projection.write(transaction.connection, project, (row.recorded for row in unit.rows))
    return unit


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """The writes of one event; most change nothing."""
    event, household = recorded.event, recorded.envelope.subject
    match event:
        case facts.FileOpened():
            claimed = "INSERT INTO claims (person, household) SELECT person, %s FROM unnest(%s::text[]) AS m(person)"
            yield claimed, (household, sorted(event.members))
        case facts.FileChanged():
            members = sorted(event.members)
            yield "DELETE FROM claims WHERE household = %s AND person <> ALL(%s)", (household, members)
            joined = (
                "INSERT INTO claims (person, household) SELECT person, %s FROM unnest(%s::text[]) AS m(person)"
                " EXCEPT SELECT person, household FROM claims WHERE household = %s"
            )
            yield joined, (household, members, household)
        case facts.FileClosed():
            yield "DELETE FROM claims WHERE household = %s", (household,)
