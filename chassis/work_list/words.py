"""How a household's timeline tells who did what waited."""

from typing import Any, Final

from chassis.http.timeline import Told
from chassis.work_list.events import TaskHandedOver, TaskTaken

REASONS_CHINESE: Final = {
    "absent": "休假或外出",
    "left": "离岗或调动",
    "workload": "工作量",
    "recused": "回避",
    "not_theirs": "不属其职责",
}


def told(event: Any) -> Told | None:
    """None for what is none of a work list's events."""
    match event:
        case TaskTaken():
            return f"{event.by} 领取待办", f"{event.by} took a task", {"task": event.task, "kind": event.kind}
        case TaskHandedOver():
            why = {"task": event.task, "kind": event.kind, "from": event.held_by, "reason": event.reason}
            return (
                f"待办移交 {event.to}（{REASONS_CHINESE[event.reason]}）",
                f"A task was handed to {event.to} ({event.reason})",
                why,
            )
    return None
