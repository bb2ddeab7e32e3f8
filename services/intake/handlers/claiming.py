"""Claims on persons: the guard table that lets a person be in one open file only.

Every caller has locked the persons' keys of all members before, in the same transaction.

See docs/domain.md#overlap.
"""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from chassis import lock_keys


def persons(members: Iterable[str]) -> list[str]:
    """The members' lock keys."""
    return [lock_keys.person(member) for member in members]


def claim(connection: Connection[Any], household: str, members: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Claims all members or none. Gives (token, household) of those who are claimed by another: () is success."""
    persons = sorted(set(members))
    connection.execute(
        "INSERT INTO claims (person, household) SELECT person, %s FROM unnest(%s::text[]) AS m(person)"
        ' ORDER BY person COLLATE "C" ON CONFLICT DO NOTHING',
        (household, persons),
    )
    rows = connection.execute(
        "SELECT person, household FROM claims WHERE person = ANY(%s) ORDER BY person FOR UPDATE", (persons,)
    ).fetchall()
    others = tuple((person, holder) for person, holder in rows if holder != household)
    if others:
        release(connection, household)
    return others


def release(connection: Connection[Any], household: str) -> None:
    connection.execute("DELETE FROM claims WHERE household = %s", (household,))
