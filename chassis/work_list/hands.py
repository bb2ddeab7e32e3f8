"""From hand to hand: a task is taken, handed over, or all of somebody's are, when they go on leave or away."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from chassis import commands
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.resources import Resources
from chassis.store import Transaction, Unit
from chassis.streams import Streams
from chassis.unit_of_work import Change
from chassis.use_case import response_of, unit_of_command
from chassis.work_list import queries
from chassis.work_list.desk import Desk
from chassis.work_list.events import HandOverReason, TaskHandedOver, TaskTaken
from chassis.work_list.queries import Asked, Task
from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.subject import is_same

ALL_MAX = 200
"""So many tasks are handed over in one unit; the answer says how many are left."""


class Held(Struct, frozen=True):
    """Whose it is; None: nobody has taken it."""

    by: str | None = None


class HandOver(Struct, frozen=True, kw_only=True):
    """`by_supervisor`: whoever hands over what is not theirs."""

    by: str
    to: str
    reason: HandOverReason
    by_supervisor: bool


def take(resources: Resources, desk: Desk, call: Call, id: str) -> bytes:
    """The first who takes it has it: the stream's version decides between two."""

    def build(transaction: Transaction) -> Unit:
        task = _seen(transaction, desk, call.principal, id)
        loaded = TASKS.load(transaction, id)
        events = _take(task, call.principal.subject, loaded.state)
        return _unit(resources, call, task, [TASKS.change(id, loaded, task.household or task.about, events)])

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def hand_over(resources: Resources, desk: Desk, call: Call, id: str, to: str, reason: HandOverReason) -> bytes:
    def build(transaction: Transaction) -> Unit:
        task = _seen(transaction, desk, call.principal, id)
        loaded = TASKS.load(transaction, id)
        events = _hand_over(task, _wanted(call.principal, to, reason), loaded.state)
        change = TASKS.change(id, loaded, task.household or task.about, events)
        return _unit(resources, call, task, [change], to)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def hand_over_all(
    resources: Resources, desk: Desk, call: Call, from_: str, to: str, reason: HandOverReason, today: date
) -> bytes:
    """All of `from_` that the caller does too, who may see more as an auditor; what `to` must not do stays behind
    in nobody's way, and is counted as left, as are all beyond `ALL_MAX`."""
    scope, kinds = call.principal.org_path, [kind for kind in desk.kinds if desk.takes(call.principal, kind)]
    asked = Asked(scope=scope, kinds=kinds, today=today, assignee=from_)

    def build(transaction: Transaction) -> Unit:
        theirs = queries.count(transaction.connection, asked)
        changes, moved = list[Change](), list[dict[str, str]]()
        for task in queries.tasks(transaction.connection, replace(asked, may_do=to), None, ALL_MAX):
            loaded = TASKS.load(transaction, task.task)
            events = _hand_over(task, _wanted(call.principal, to, reason), loaded.state)
            if events:
                changes.append(TASKS.change(task.task, loaded, task.household or task.about, events))
                moved.append({"task": task.task, "kind": task.kind, "about": task.about})
        response = response_of(items=moved, left=theirs - len(moved), assignee=to)
        return unit_of_command(resources, call, changes, response)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def initial() -> Held:
    return Held()


def evolve(state: Held, event: object) -> Held:
    match event:
        case TaskTaken():
            return Held(event.by)
        case TaskHandedOver():
            return Held(event.to)
    raise UnknownEvent(event)


TASKS = Streams("task", Decider(initial, evolve))


def _take(task: Task, by: str, held: Held) -> list[object]:
    if _must_not(task, by):
        raise DomainError("task_not_by_them", who=by)
    if held.by is None:
        return [TaskTaken(task=task.task, kind=task.kind, by=by)]
    if not is_same(held.by, by):
        raise DomainError("task_taken", who=held.by)
    return []


def _hand_over(task: Task, wanted: HandOver, held: Held) -> list[object]:
    if held.by is not None and not is_same(held.by, wanted.by) and not wanted.by_supervisor:
        raise DomainError("task_of_another")
    if _must_not(task, wanted.to):
        raise DomainError("task_not_by_them", who=wanted.to)
    if held.by is not None and is_same(held.by, wanted.to):
        return []
    return [TaskHandedOver(task=task.task, kind=task.kind, held_by=held.by, to=wanted.to, reason=wanted.reason)]


def _must_not(task: Task, subject: str) -> bool:
    return task.not_by is not None and is_same(task.not_by, subject)


def _wanted(principal: Principal, to: str, reason: HandOverReason) -> HandOver:
    return HandOver(by=principal.subject, to=to, reason=reason, by_supervisor="reviewer" in principal.roles)


def _seen(transaction: Transaction, desk: Desk, principal: Principal, id: str) -> Task:
    """What is not theirs, elsewhere or done is as unknown as what never was."""
    task = queries.task(transaction.connection, id)
    if task is None or not desk.takes(principal, task.kind) or not principal.covers(task.org_path):
        raise Problem("not_found")
    return task


def _unit(resources: Resources, call: Call, task: Task, changes: Sequence[Change], to: str | None = None) -> Unit:
    response = response_of(task=task.task, kind=task.kind, assignee=to or call.principal.subject)
    return unit_of_command(resources, call, changes, response)
