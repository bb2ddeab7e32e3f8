"""待办: what waits for a person at assistance, most urgent first."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import Principal, Role, require
from chassis.http.refusals.errors import Problem
from chassis.http.shapes import Household, MaskedName, OrgPath, Shape
from chassis.http.values import Whole
from chassis.work_list import routes as work_list
from chassis.work_list.desk import Desk
from chassis.work_list.routes import Assignee, Below, ChangedSince, Order, Overdue, WaitingTask
from services.assistance.handlers import names
from services.assistance.projections import queries
from services.assistance.projections.task_writes import TaskKind
from services.assistance.resources import Resources

WHO_DOES: Mapping[TaskKind, tuple[Role, ...]] = {
    "plan": ("reviewer",),
    "helper": ("case_worker", "reviewer"),
    "referral": ("case_worker", "reviewer"),
    "consent": ("reviewer",),
    "hold": ("reviewer",),
    "overlap": ("reviewer",),
    "returned_payment": ("case_worker", "reviewer", "finance"),
    "batch": ("finance",),
    "raise": ("finance",),
}


Working = Annotated[Principal, Depends(require("case_worker", "reviewer", "finance", "auditor"))]


def router(resources: Resources) -> APIRouter:
    desk = Desk(dict(WHO_DOES.items()), partial(names.of, resources))
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


class UnhelpedFile(Shape):
    household: Household
    name: MaskedName
    org_path: OrgPath
    opened_on: date = Field(description="建档日期 · the day on which the file was opened")


Months = Annotated[int, Query(ge=0, le=120, description="建档满几个月 · open for so many months"), Whole]


def never_helped(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["tasks"])

    @routes.get("/never-helped", summary="从未帮扶 · open files that were never helped", operation_id="never_helped")
    def unhelped(
        principal: Annotated[Principal, Depends(require("case_worker", "reviewer", "finance", "auditor"))],
        months: Months = 6,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[UnhelpedFile]:
        """Open for so many months, the oldest first: no aid was paid, and no agency has done what it was asked for."""
        listing = f"never helped {months}"
        after = _day_and_id(listing, cursor)
        opened_by = months_before(resources.today(), months)
        with resources.store.reading() as connection:
            rows = queries.never_helped(connection, principal.org_path, opened_by, after, limit + 1)
        called = names.of(resources, [household for household, _, _ in rows[:limit]])
        return page(
            listing,
            rows,
            limit,
            lambda row: UnhelpedFile(household=row[0], name=called.get(row[0]), org_path=row[1], opened_on=row[2]),
            lambda row: (row[2].isoformat(), row[0]),
        )

    return routes


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _day_and_id(listing: str, cursor: str | None) -> tuple[object, ...] | None:
    """A cursor of ours names a day; anybody can write one that does not."""
    if cursor is None:
        return None
    day, household = decode(listing, cursor, str, str)
    try:
        if date.fromisoformat(str(day)).isoformat() == day:
            return day, str(household)
    except ValueError:
        pass
    raise Problem("cursor_invalid")
