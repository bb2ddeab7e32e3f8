"""A work list's writes: a task begins and ends with events of the service, and goes from hand to hand between."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from chassis.codec import Recorded
from chassis.projection import Write
from chassis.work_list.events import TaskHandedOver, TaskTaken
from kernel.calendar import add_working_days, business_date
from kernel.task_terms import TASK_TERMS, WORKING_DAYS_MAX, term_of

NO_TERM: Final = date.max
"""Sorts behind every day that something is due."""


def begin(
    recorded: Recorded[Any],
    kind: str,
    *,
    about: str = "",
    due_on: date | None = None,
    term: str | None = None,
    reason: Iterable[str] = (),
    not_by: str | None = None,
    owner: str,
    owned: object = None,
) -> Write:
    """One task of the kind about one thing, unless it waits already; its day due and its age then run on.

    `owner`: SQL that gives (household, org_path) for the one parameter `owned`, by default the event's subject; no
    row, no task. `about`: by default the subject, too. `due_on`: the day that the event sets; without, so many working
    days after it as the place's parameter for the kind says, `task_days_<kind>` or the one named `term`.
    """
    envelope = recorded.envelope
    name = term or term_of(kind)
    began_on = business_date(envelope.time)
    return (
        "INSERT INTO tasks (task, kind, household, about, org_path, due_on, since, reason, not_by, changed_at)"
        " SELECT %(task)s, %(kind)s, owner.household, %(about)s, owner.org_path,"
        f" {'%(due_on)s' if due_on else _BY_THE_PLACES_TERM}, %(at)s, %(reason)s,"
        f" %(not_by)s, %(at)s FROM ({owner}) AS owner (household, org_path)"
        " WHERE NOT EXISTS (SELECT FROM tasks t WHERE t.about = %(about)s AND t.kind = %(kind)s)",
        {
            "task": envelope.id,
            "kind": kind,
            "about": about or envelope.subject,
            "due_on": due_on or add_working_days(began_on, TASK_TERMS[name]),
            "days": None if due_on else [add_working_days(began_on, days) for days in range(1, WORKING_DAYS_MAX + 1)],
            "term": name,
            "began_on": began_on,
            "at": envelope.time,
            "reason": list(reason),
            "not_by": not_by,
            "owned": envelope.subject if owned is None else owned,
        },
    )


_BY_THE_PLACES_TERM: Final = (
    "coalesce((%(days)s::date[])[(SELECT p.value::integer FROM parameters p"
    " WHERE p.name = %(term)s AND (p.region = '*' OR p.region = ANY(string_to_array(owner.org_path, '/')))"
    " AND p.first_day <= %(began_on)s ORDER BY length(p.region) DESC, p.first_day DESC, p.version DESC LIMIT 1)],"
    " %(due_on)s)"
)
"""Read from the entries as they were when the task began, which a replay meets in the same order. An organisation's
path names its places; the narrower goes before the wider, as in `policies/parameters/book.py`."""


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
