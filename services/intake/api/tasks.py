"""待办: what waits for a person at intake, most urgent first."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.principal import Principal, Role, require
from chassis.work_list import routes as work_list
from chassis.work_list.desk import Desk
from chassis.work_list.routes import Assignee, Below, ChangedSince, Order, Overdue, WaitingTask
from services.intake.handlers import names
from services.intake.projections.task_writes import TaskKind
from services.intake.resources import Resources

WHO_DOES: Mapping[TaskKind, tuple[Role, ...]] = {
    "review": ("reviewer",),
    "second_signature": ("reviewer",),
    "closing_signature": ("reviewer",),
    "papers": ("portal", "case_worker", "reviewer"),
    "objection": ("reviewer",),
    "blocked": ("reviewer",),
    "file_number": ("case_worker", "reviewer"),
    "change": ("reviewer",),
    "recheck": ("reviewer",),
    "recheck_signature": ("reviewer",),
    "exit": ("reviewer",),
    "duplicate": ("reviewer",),
    "rearrangement": ("reviewer",),
    "hang_sheet": ("case_worker", "reviewer"),
    "take_down_sheet": ("case_worker", "reviewer"),
    "webhook": ("portal",),
    "parameter": ("lawkeeper",),
    "look_again": ("reviewer",),
    "campaign": ("reviewer",),
    "lead": ("case_worker", "reviewer"),
    "visit_to_confirm": ("case_worker", "reviewer"),
    "move": ("reviewer",),
    "consent": ("portal", "case_worker", "reviewer"),
}

Working = Annotated[Principal, Depends(require("portal", "case_worker", "reviewer", "lawkeeper", "auditor"))]


def router(resources: Resources) -> APIRouter:
    desk = Desk(dict(WHO_DOES.items()), partial(names.of, resources), at_once=("parameter", "campaign"))
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
