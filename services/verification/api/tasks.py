"""待办: what waits for a person at verification, most urgent first."""

from collections.abc import Collection, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.principal import Principal, Role, require
from chassis.resources import Resources
from chassis.work_list import routes as work_list
from chassis.work_list.desk import Desk
from chassis.work_list.routes import Assignee, Below, ChangedSince, Order, Overdue, WaitingTask
from services.verification.projections.task_writes import TaskKind

WHO_DOES: Mapping[TaskKind, tuple[Role, ...]] = {
    "contradiction": ("reviewer",),
    "settlement_signature": ("reviewer",),
}

Working = Annotated[Principal, Depends(require("reviewer", "auditor"))]


def _no_names(_: Collection[str]) -> Mapping[str, str | None]:
    """Verification asks by number and token, and is told no name."""
    return {}


def router(resources: Resources) -> APIRouter:
    desk = Desk(dict(WHO_DOES.items()), _no_names)
    routes = work_list.router(resources, desk)

    @routes.get("", summary="待办 · the work list, most urgent first", operation_id="tasks")
    def tasks(
        principal: Working,
        kind: Annotated[TaskKind | None, Query(description="只列此种类的 · of this kind alone")] = None,
        assignee: Assignee = None,
        overdue: Overdue = None,
        org_path: Below = None,
        changed_since: ChangedSince = None,
        sort: Order = "due",
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[WaitingTask]:
        """What waits for one of the caller's roles: what is overdue first, then by day due, then what has no term."""
        return work_list.listed(
            resources,
            desk,
            principal,
            cursor,
            limit,
            kind=kind,
            assignee=assignee,
            overdue=overdue,
            org_path=org_path,
            changed_since=changed_since,
            sort=sort,
        )

    return routes
