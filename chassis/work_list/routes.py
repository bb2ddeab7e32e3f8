"""`/v1/tasks`: how a list answers, and a task's way from hand to hand. The list itself is a route of each service, for
it names its own kinds."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import AfterValidator, Field

from chassis.http import shapes
from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.cursor import Page, decode, page
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.http.shapes import Shape
from chassis.http.values import Moment, NotInForm
from chassis.resources import Resources
from chassis.work_list import hands, queries
from chassis.work_list.desk import HAND_OVER_ALL, Desk
from chassis.work_list.events import HandOverReason
from chassis.work_list.queries import Asked, Sort, Task
from kernel import subject

ME = "me"


def _name(written: str) -> str:
    """No word that a list's filter reads as something else than a name: handing over all of `none` would hand over
    what nobody has."""
    if not subject.is_one_name(written) or subject.is_among(written, (ME, queries.NOBODY)):
        raise NotInForm("subject.form")
    return written


Subject = Annotated[str, Field(min_length=1, max_length=255, examples=["li.wei"]), AfterValidator(_name)]

Supervising = Annotated[Call, Depends(command(HAND_OVER_ALL))]

Assignee = Annotated[
    str | None,
    Query(max_length=255, description="经办人：me、none（无人领取）或用户名 · me, none (nobody), or a subject"),
]
TaskInPath = Annotated[str, Path(max_length=64, description="待办编号 · the task's id")]
YesNo = Literal["true", "false"]
Overdue = Annotated[YesNo | None, Query(description="是否逾期 · whether its day has passed")]
Below = Annotated[
    str | None, Query(max_length=200, description="本单位或下级单位的路径 · the caller's own path or one below it")
]
ChangedSince = Annotated[
    Moment | None, Query(description="此后新增、领取或移交的 · begun, taken or handed over since then")
]
Order = Annotated[
    Sort, Query(description="due：逾期和最急的在前；since：最早的在前 · most urgent first, or oldest first")
]


TaskId = Annotated[str, Field(description="待办编号 · the task's id")]
Kind = Annotated[str, Field(description="待办种类 · what is to be done, of the list's kinds", examples=["review"])]
About = Annotated[
    str,
    Field(description="办理对象：户、救助、转办或批次 · what is worked on: a household, an act, a referral, a batch"),
]


class WaitingTask(Shape):
    """One thing that waits for a person."""

    task: TaskId
    kind: Kind
    household: str | None = Field(
        description="户编号，不涉及单户为空 · the household; null where it concerns no single one"
    )
    name: shapes.MaskedName
    about: About
    org_path: shapes.OrgPath
    due_on: date | None = Field(description="办理期限（含），无期限为空 · the last day on which it is in time, if any")
    overdue: bool = Field(description="是否逾期 · whether that day has passed")
    since: datetime = Field(description="何时起等待 · when it began to wait")
    reason: list[str] = Field(description="为何等待 · why it waits, as codes", examples=[["against_proposal"]])
    not_by: str | None = Field(description="不得由其办理的首签人 · who must not do it, for they signed first")
    assignee: str | None = Field(description="经办人，无人领取为空 · who has it; null: nobody")
    changed_at: datetime = Field(description="最近新增、领取或移交时刻 · when it began, was taken or handed over last")


class TaskHeld(Shape):
    task: TaskId
    kind: Kind
    assignee: str = Field(description="经办人（令牌的 sub） · who has it from now on")


class TaskMoved(Shape):
    task: TaskId
    kind: Kind
    about: About


class TasksMoved(Shape):
    items: list[TaskMoved] = Field(description="已移交的待办 · what was handed over")
    left: int = Field(
        description="尚余件数，须再次移交或不得由其办理 · how many are left: too many at once, or not by them"
    )
    assignee: str = Field(description="接办人（令牌的 sub） · who has them from now on")


class HandOverForm(Body):
    to: Subject = Field(description="接办人（令牌的 sub） · who takes it over")
    reason: HandOverReason = Field(description="移交原因 · why it is handed over")


class HandOverAllForm(HandOverForm):
    from_: Subject = Field(alias="from", description="原经办人（令牌的 sub） · whose tasks they are")


def listed(
    resources: Resources,
    desk: Desk,
    principal: Principal,
    cursor: str | None,
    limit: int,
    *,
    kind: str | None,
    assignee: str | None,
    overdue: YesNo | None,
    org_path: str | None,
    changed_since: datetime | None,
    sort: Sort,
) -> Page[WaitingTask]:
    """The caller's kinds in the caller's scope; a kind that is not theirs is an empty list."""
    listing = f"tasks {kind} {assignee} {overdue} {org_path} {changed_since} {sort}"
    after = decode(listing, cursor, str, str) if cursor else None
    asked = Asked(
        scope=_scope(principal, org_path),
        kinds=[one for one in desk.kinds_of(principal) if kind in (None, one)],
        today=resources.today(),
        assignee=principal.subject if assignee == ME else assignee,
        overdue=None if overdue is None else overdue == "true",
        changed_since=changed_since,
        sort=sort,
    )
    with resources.store.reading() as connection:
        rows = queries.tasks(connection, asked, _place(after, sort), limit + 1)
    names = desk.names({row.household for row in rows[:limit] if row.household})
    return page(
        listing,
        rows,
        limit,
        lambda row: _shown(row, names.get(row.household or ""), asked.today),
        lambda row: queries.place_of(row, sort),
    )


def router(resources: Resources, desk: Desk) -> APIRouter:
    routes, roles = APIRouter(prefix="/v1/tasks", tags=["tasks"]), desk.workers()
    acting = Depends(command(*roles))

    @routes.post(
        "/hand-over-all",
        summary="移交全部待办 · hand over all that somebody has",
        operation_id="hand_over_all",
        response_model=TasksMoved,
    )
    def hand_over_all(body: HandOverAllForm, call: Supervising) -> Response:
        """Before leave, or after somebody left: so many at a time, with how many are left."""
        return answer(hands.hand_over_all(resources, desk, call, body.from_, body.to, body.reason, resources.today()))

    @routes.post("/{task}/take", summary="领取 · take a task", operation_id="take_task", response_model=TaskHeld)
    def take(task: TaskInPath, call: Call = acting) -> Response:
        """The first who takes it has it; again by the same person changes nothing."""
        return answer(hands.take(resources, desk, call, task))

    @routes.post(
        "/{task}/hand-over", summary="移交 · hand a task over", operation_id="hand_over_task", response_model=TaskHeld
    )
    def hand_over(task: TaskInPath, body: HandOverForm, call: Call = acting) -> Response:
        """By whoever has it, by anybody who does such tasks while nobody has it; by a reviewer always."""
        return answer(hands.hand_over(resources, desk, call, task, body.to, body.reason))

    return routes


def _scope(principal: Principal, org_path: str | None) -> str:
    if org_path is None:
        return principal.org_path
    if not principal.covers(org_path):
        raise Problem("not_found")
    return org_path


def _place(after: tuple[str | int | None, ...] | None, sort: Sort) -> queries.Place | None:
    """A cursor of ours names a day or an instant; anybody can write one that does not."""
    if after is None:
        return None
    try:
        at, task = str(after[0]), str(after[1])
        read = date.fromisoformat(at) if sort == "due" else datetime.fromisoformat(at)
    except ValueError:
        raise Problem("cursor_invalid") from None
    if read.isoformat() != at:
        raise Problem("cursor_invalid")
    return at, task


def _shown(row: Task, name: str | None, today: date) -> WaitingTask:
    return WaitingTask(
        task=row.task,
        kind=row.kind,
        household=row.household,
        name=name,
        about=row.about,
        org_path=row.org_path,
        due_on=row.term,
        overdue=row.due_on < today,
        since=row.since,
        reason=row.reason,
        not_by=row.not_by,
        assignee=row.assignee,
        changed_at=row.changed_at,
    )
