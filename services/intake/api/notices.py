"""公示: the sheet's data, the sheets that hang, and objections with what became of them."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.call import Call, command
from chassis.http.cursor import Cursor, Page, decode, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.shapes import Household, MaskedName, OrgPath, Shape
from chassis.http.values import Whole
from services.intake.api.bodies import SheetBody, TakingDownBody
from services.intake.api.shapes import HouseholdStands, Office
from services.intake.domain.events import Outcome
from services.intake.handlers import notices
from services.intake.resources import Resources

Seeing = Annotated[Principal, Depends(require(*STAFF))]
Hanging = Annotated[Call, Depends(command("case_worker", "reviewer", if_match="optional"))]


class Sheet(Shape):
    """Where it hangs is sealed, and read among the `writings` (`notice`)."""

    sheet: int = Field(description="第几张，从 1 起 · which sheet, from 1")
    shown_on: date = Field(description="张贴日期 · the day it was hung")
    taken_down_on: date | None = Field(description="撤下日期，仍张贴为空 · the day it was taken down, if ever")


class SheetHung(HouseholdStands):
    sheet: int = Field(description="第几张，从 1 起 · which sheet, from 1")


class NoticeOnShow(Shape):
    """What the sheet says; it is public by law while it hangs."""

    household: Household
    org_path: OrgPath
    name: MaskedName
    employer: str | None = Field(description="用人单位，已删除为空 · the employer; null once erased")
    document: str = Field(description="依据的文件 · the document that it rests on")
    category: str = Field(description="类别 · the category under that document", examples=["2"])
    first_day: date = Field(description="公示首日 · its first day")
    last_day: date = Field(description="公示末日（含） · its last day, included")
    provisional: bool = Field(description="当年节假日是否尚未公布 · whether the year's holidays are not out yet")
    object_to: Office = Field(description="向何处提出异议 · where to object")
    sheets: list[Sheet] = Field(description="张贴的公示 · sheets that were hung")


class Objection(Shape):
    """Who did not raise it reads the words among the `writings` (`objection`, `objection_answer`)."""

    number: int = Field(description="所引起的第几轮核对 · the round of verification that it began")
    raised_at: datetime = Field(description="提出时刻 · when it was raised")
    raised_by: str = Field(description="提交人（令牌的 sub） · who brought it in")
    due_on: date | None = Field(
        description="答复期限，早期记录为空 · the day by which it is answered; null in old ones"
    )
    overdue: bool = Field(description="是否逾期未答复 · whether that day has passed without an answer")
    answered_at: datetime | None = Field(description="答复时刻，未答复为空 · when it was answered, if it was")
    answered_by: str | None = Field(description="答复人（令牌的 sub） · who answered, if anybody did")
    outcome: Outcome | None = Field(description="异议是否成立 · what it came to: upheld or dismissed")
    text: str | None = Field(description="异议原文，仅提出人可见 · its words, for whoever raised it; null for others")
    answer: str | None = Field(description="答复原文，仅提出人可见 · the answer, for whoever raised it, else null")


class Objections(Shape):
    items: list[Objection] = Field(description="按提出先后 · in the order in which they were raised")


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["notices"])

    @routes.get("/notices", summary="公示中 · notices on show")
    def on_show(
        principal: Seeing,
        cursor: Cursor = None,
        limit: Annotated[int, Query(ge=1, le=50, description="每页条数 · rows per page"), Whole] = 50,
    ) -> Page[NoticeOnShow]:
        """Of the caller's organisation and those below it, in the order of the households' ids."""
        (after,) = decode("notices", cursor, str) if cursor else ("",)
        shown = notices.all_on_show(resources, principal, str(after or ""), limit + 1)
        return page("notices", shown, limit, _notice, lambda one: (one.household,))

    @routes.get("/households/{household}/notice", summary="公示内容 · what the notice says")
    def read_notice(household: Household, principal: Seeing) -> NoticeOnShow:
        """While it hangs; it is public by law, so reading it is not on record."""
        return _notice(notices.on_show(resources, principal, household))

    @routes.post(
        "/households/{household}/notice/sheets",
        summary="登记张贴 · record that a sheet was hung",
        response_model=SheetHung,
    )
    def hang(household: Household, body: SheetBody, call: Hanging) -> Response:
        """By whoever hung it; the answer names the `sheet`."""
        return answer(notices.hang(resources, call, household, body.place, body.shown_on, body.photo))

    @routes.post(
        "/households/{household}/notice/sheets/{sheet}/taking-down",
        summary="登记撤下 · record that a sheet was taken down",
        response_model=HouseholdStands,
    )
    def take_down(
        household: Household,
        sheet: Annotated[int, Path(ge=1, le=999, description="第几张 · which sheet"), Whole],
        body: TakingDownBody,
        call: Hanging,
    ) -> Response:
        """Also when the notice is over, or an objection has ended it."""
        return answer(notices.take_down(resources, call, household, sheet, body.taken_down_on, body.photo))

    @routes.get("/households/{household}/objections", summary="公示异议 · objections to the household's notices")
    def objections(
        household: Household,
        principal: Annotated[Principal, Depends(require("portal", "case_worker", "reviewer", "auditor"))],
    ) -> Objections:
        """Who objected when, until when it is answered, and what it came to."""
        today = resources.today()
        return Objections(items=[_objection(one, today) for one in notices.objections(resources, principal, household)])

    return routes


def _notice(shown: notices.OnShow) -> NoticeOnShow:
    return NoticeOnShow(
        household=shown.household,
        org_path=shown.org_path,
        name=shown.name,
        employer=shown.employer,
        document=shown.document,
        category=shown.category,
        first_day=shown.first_day,
        last_day=shown.last_day,
        provisional=shown.provisional,
        object_to=Office(name=shown.office.name, phone=shown.office.phone),
        sheets=[
            Sheet(sheet=one.number, shown_on=one.shown_on, taken_down_on=one.taken_down_on) for one in shown.sheets
        ],
    )


def _objection(one: notices.Objection, today: date) -> Objection:
    late = one.due_on is not None and one.answered_at is None and one.due_on < today
    return Objection.model_validate({**{name: getattr(one, name) for name in one.__struct_fields__}, "overdue": late})
