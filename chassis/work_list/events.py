"""Who does a task: in a stream of its own, so that whoever decides on the household meets no new version."""

from typing import Literal

import msgspec

from kernel.event_types import internal_types

HandOverReason = Literal["absent", "left", "workload", "recused", "not_theirs"]
"""休假或外出, 离岗或调动, 工作量, 回避, 不属其职责. A closed list: what people write freely may name the household,
and a task of a payment batch has no household under whose key it could be sealed."""


class TaskTaken(msgspec.Struct, frozen=True, kw_only=True):
    """`by` does this from now on. `kind` as the work list calls it."""

    task: str
    kind: str
    by: str


class TaskHandedOver(msgspec.Struct, frozen=True, kw_only=True):
    """`to` does this from now on, `held_by` (nobody: it was free) no more; the event's actor handed it over."""

    task: str
    kind: str
    held_by: str | None
    to: str
    reason: HandOverReason


KINDS = (TaskTaken, TaskHandedOver)


def events_of(service: str) -> dict[str, type]:
    """Type name -> class, for the catalogue of a service with a work list."""
    return internal_types(service, KINDS)
