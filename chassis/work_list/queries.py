"""What a work list is asked. Each order ends with the task's id, and the id of a task never changes: a page goes on
behind the last row shown whatever begins or ends meanwhile."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct
from psycopg import Connection

from chassis.database import only_row
from chassis.work_list.writes import NO_TERM

Sort = Literal["due", "since"]
NOBODY: Final = "none"


class Task(Struct, frozen=True):
    task: str
    kind: str
    household: str | None
    about: str
    org_path: str
    due_on: date
    since: datetime
    reason: list[str]
    not_by: str | None
    assignee: str | None
    changed_at: datetime

    @property
    def term(self) -> date | None:
        return None if self.due_on == NO_TERM else self.due_on


class Asked(Struct, frozen=True, kw_only=True):
    """`scope`: the organisation whose tasks, and those of all below it; `assignee`: a subject, or `none`; `overdue` on
    the day `today`; `may_do`: who does not stand under a task as its first signer. None filters nothing."""

    scope: str
    kinds: Collection[str]
    today: date
    assignee: str | None = None
    may_do: str | None = None
    overdue: bool | None = None
    changed_since: datetime | None = None
    sort: Sort = "due"


Place = tuple[str, str]
"""The last row's day or instant, as text, and its task."""


def tasks(connection: Connection[Any], asked: Asked, after: Place | None, limit: int) -> list[Task]:
    column, kind = _ORDER[asked.sort]
    behind = f" AND ({column}, task) > (%(after)s::{kind}, %(after_task)s)" if after else ""
    rows = connection.execute(
        f"SELECT {', '.join(Task.__struct_fields__)} FROM tasks WHERE {_below(asked)}"
        f" AND kind = ANY(%(kinds)s){_filters(asked)}{behind} ORDER BY {column}, task LIMIT %(limit)s",
        {
            **msgspec.structs.asdict(asked),
            "kinds": list(asked.kinds),
            "after": after[0] if after else None,
            "after_task": after[1] if after else None,
            "limit": limit,
        },
    )
    return [Task(*row) for row in rows]


def count(connection: Connection[Any], asked: Asked) -> int:
    (number,) = only_row(
        connection.execute(
            f"SELECT count(*) FROM tasks WHERE {_below(asked)} AND kind = ANY(%(kinds)s){_filters(asked)}",
            {**msgspec.structs.asdict(asked), "kinds": list(asked.kinds)},
        )
    )
    return int(number)


def task(connection: Connection[Any], id: str) -> Task | None:
    row = connection.execute(f"SELECT {', '.join(Task.__struct_fields__)} FROM tasks WHERE task = %s", (id,)).fetchone()
    return Task(*row) if row else None


def place_of(task: Task, sort: Sort) -> Place:
    return (task.due_on.isoformat() if sort == "due" else task.since.isoformat(), task.task)


_ORDER: Final = {"due": ("due_on", "date"), "since": ("since", "timestamptz")}
_LEVELS: Final = {1: "'^[^/]+'", 2: "'^[^/]+/[^/]+'", 3: "'^[^/]+/[^/]+/[^/]+'"}


def _below(asked: Asked) -> str:
    """The scope itself and all below it, as an equality, so that one index holds its rows in their order.

    One person's tasks are few and have an index of their own: beside it the scope is a filter. As an equality it had
    the planner read the whole county too.
    """
    if asked.assignee not in (None, NOBODY):
        return "starts_with(org_path || '/', %(scope)s || '/')"
    level = _LEVELS.get(asked.scope.count("/") + 1)
    return f'substring(org_path from {level}) COLLATE "C" = %(scope)s' if level else "org_path = %(scope)s"


def _filters(asked: Asked) -> str:
    held = ""
    if asked.assignee == NOBODY:
        held += " AND assignee IS NULL"
    elif asked.assignee is not None:
        held += " AND lower(assignee COLLATE pg_c_utf8) = lower(%(assignee)s COLLATE pg_c_utf8)"
    if asked.may_do is not None:
        held += " AND coalesce(lower(not_by COLLATE pg_c_utf8) <> lower(%(may_do)s COLLATE pg_c_utf8), true)"
    if asked.overdue is not None:
        held += " AND due_on < %(today)s" if asked.overdue else " AND due_on >= %(today)s"
    if asked.changed_since is not None:
        held += " AND changed_at >= %(changed_since)s"
    return held
