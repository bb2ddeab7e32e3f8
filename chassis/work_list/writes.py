"""A work list's writes: a task begins and ends with events of the service, and goes from hand to hand between."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from chassis.codec import Recorded
from chassis.projection import Write
from chassis.work_list.events import TaskHandedOver, TaskTaken

NO_TERM: Final = date.max
"""Sorts behind every day that something is due."""


def begin(
    recorded: Recorded[Any],
    kind: str,
    *,
    about: str = "",
    due_on: date | None = None,
    reason: Iterable[str] = (),
    not_by: str | None = None,
    owner: str,
    owned: object = None,
) -> Write:
    """One task of the kind about one thing, unless it waits already; its term and its age then run on.

    `owner`: SQL that gives (household, org_path) for the one parameter `owned`, by default the event's subject; no
    row, no task. `about`: by default the subject, too.
    """
    envelope = recorded.envelope
    return (
        "INSERT INTO tasks (task, kind, household, about, org_path, due_on, since, reason, not_by, changed_at)"
        " SELECT %(task)s, %(kind)s, owner.household, %(about)s, owner.org_path, %(due_on)s, %(at)s, %(reason)s,"
        f" %(not_by)s, %(at)s FROM ({owner}) AS owner (household, org_path)"
        " WHERE NOT EXISTS (SELECT FROM tasks t WHERE t.about = %(about)s AND t.kind = %(kind)s)",
        {
            "task": envelope.id,
            "kind": kind,
            "about": about or envelope.subject,
            "due_on": due_on or NO_TERM,
            "at": envelope.time,
            "reason": list(reason),
            "not_by": not_by,
            "owned": envelope.subject if owned is None else owned,
        },
    )


def end(about: str, *kinds: str) -> Write:
    """The tasks of these kinds about one thing are done."""
    return "DELETE FROM tasks WHERE about = %s AND kind = ANY(%s)", (about, list(kinds))


def end_of(household: str, *kinds: str) -> Write:
    """The tasks of these kinds of one household are done, whatever of it they are about."""
    return "DELETE FROM tasks WHERE household = %s AND kind = ANY(%s)", (household, list(kinds))


def due(about: str, kind: str, due_on: date) -> Write:
    """The term that was not known when the task began."""
    return "UPDATE tasks SET due_on = %s WHERE about = %s AND kind = %s", (due_on, about, kind)


def follow(recorded: Recorded[Any], org_path: str, *kinds: str) -> Write:
    """What waits of a household that went to another union waits there, of these kinds or of all, since when it did.

    Each is a task of its own there, that nobody has taken: who had taken it, or takes it in this moment, is elsewhere.
    """
    envelope = recorded.envelope
    return (
        "UPDATE tasks SET task = md5(task || %(moved)s)::uuid::text, org_path = %(org_path)s, assignee = NULL,"
        " changed_at = %(at)s WHERE household = %(household)s"
        " AND (%(kinds)s::text[] = '{}' OR kind = ANY(%(kinds)s))",
        {
            "moved": envelope.id,
            "org_path": org_path,
            "at": envelope.time,
            "household": envelope.subject,
            "kinds": list(kinds),
        },
    )


def end_all(household: str) -> Write:
    """The household's way is over, and with it whatever waited for anybody."""
    return "DELETE FROM tasks WHERE household = %s", (household,)


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """Of a task that ended meanwhile nothing is written."""
    event, envelope = recorded.event, recorded.envelope
    match event:
        case TaskTaken():
            yield _ASSIGN, (event.by, envelope.time, event.task)
        case TaskHandedOver():
            yield _ASSIGN, (event.to, envelope.time, event.task)


_ASSIGN = "UPDATE tasks SET assignee = %s, changed_at = %s WHERE task = %s"
