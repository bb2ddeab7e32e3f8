"""公示: the sheet's data, the sheets that hang, and objections with what became of them."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel

from chassis.http.answers import answer
from chassis.http.call import Call, command
from chassis.http.cursor import Cursor, Page, decode, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.values import Whole
from services.intake.api.bodies import SheetBody, TakingDownBody
from services.intake.domain.events import Outcome
from services.intake.handlers import notices
from services.intake.resources import Resources

Seeing = Annotated[Principal, Depends(require(*STAFF))]
Hanging = Annotated[Call, Depends(command("case_worker", "reviewer", if_match="optional"))]


class Sheet(BaseModel):
    """Where it hangs is sealed, and read among the `writings` (`notice`)."""

    sheet: int
    shown_on: date
    taken_down_on: date | None


class Office(BaseModel):
    """Where to object."""

    name: str
    phone: str


class Notice(BaseModel):
    """What the sheet says: applicant (masked), employer, the document with the category under it, both days included.

    `provisional`: the year's holidays are not out yet. Name and employer are null once the household was erased.
    """

    household: str
    org_path: str
    name: str | None
    employer: str | None
    document: str
    category: str
    first_day: date
    last_day: date
    provisional: bool
    object_to: Office
    sheets: list[Sheet]


class Objection(BaseModel):
    """`number`: the round of verification that it began; `due_on`: the day by which it is answered.

    Its text and the answer's are sealed, and read among the `writings` (`objection`, `objection_answer`).
    """

    number: int
    raised_at: datetime
    raised_by: str
    due_on: date | None
    overdue: bool
    answered_at: datetime | None
    answered_by: str | None
    outcome: Outcome | None


class Objections(BaseModel):
    """In the order in which they were raised."""

    items: list[Objection]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["公示 · notices"])

    @routes.get("/notices", summary="公示中 · notices on show")
    def on_show(
        principal: Seeing, cursor: Cursor = None, limit: Annotated[int, Query(ge=1, le=50), Whole] = 50
    ) -> Page[Notice]:
        """Of the caller's organisation and those below it, in the order of the households' ids."""
        (after,) = decode("notices", cursor, str) if cursor else ("",)
        shown = notices.all_on_show(resources, principal, str(after or ""), limit + 1)
        return page("notices", shown, limit, _notice, lambda one: (one.household,))

    @routes.get("/households/{household}/notice", summary="公示内容 · what the notice says")
    def read_notice(household: str, principal: Seeing) -> Notice:
        """While it hangs; it is public by law, so reading it is not on record."""
        return _notice(notices.on_show(resources, principal, household))

    @routes.post("/households/{household}/notice/sheets", summary="登记张贴 · record that a sheet was hung")
    def hang(household: str, body: SheetBody, call: Hanging) -> Response:
        """By whoever hung it; the answer names the `sheet`."""
        return answer(notices.hang(resources, call, household, body.place, body.shown_on, body.photo))

    @routes.post(
        "/households/{household}/notice/sheets/{sheet}/taking-down",
        summary="登记撤下 · record that a sheet was taken down",
    )
    def take_down(
        household: str, sheet: Annotated[int, Path(ge=1, le=999), Whole], body: TakingDownBody, call: Hanging
    ) -> Response:
        """Also when the notice is over, or an objection has ended it."""
        return answer(notices.take_down(resources, call, household, sheet, body.taken_down_on, body.photo))

    @routes.get("/households/{household}/objections", summary="公示异议 · objections to the household's notices")
    def objections(
        household: str,
        principal: Annotated[Principal, Depends(require("portal", "case_worker", "reviewer", "auditor"))],
    ) -> Objections:
        """Who objected when, until when it is answered, and what it came to."""
        today = resources.today()
        return Objections(items=[_objection(one, today) for one in notices.objections(resources, principal, household)])

    return routes


def _notice(shown: notices.OnShow) -> Notice:
    return Notice(
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
