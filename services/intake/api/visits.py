"""走访: what two people of the union saw for themselves, and the second one's signature."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field, StrictBool

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.shapes import Household
from chassis.http.values import Day
from chassis.work_list.routes import Subject
from kernel.visits import VisitMethod
from services.intake.api import shapes
from services.intake.api.bodies import Code, Text
from services.intake.handlers import visits
from services.intake.resources import Resources

Recording = Annotated[Call, Depends(command("case_worker", "reviewer", if_match="optional"))]
Confirming = Annotated[Call, Depends(command("case_worker", "reviewer", if_match="required"))]
Visit = Annotated[str, Path(max_length=64, description="走访编号 · the visit's id")]
Count = Annotated[int, Field(ge=0, le=50, strict=True)]


class FoundBody(Body):
    """What was seen; what is left out was not seen, which says nothing."""

    lives_there: StrictBool | None = Field(None, description="是否实际住在申报住址 · whether they live at the address")
    people_living_there: Count | None = Field(None, description="共同居住人数 · how many people live there")
    people_working: Count | None = Field(None, description="在业人数 · how many of them have work")
    seriously_ill: Count | None = Field(None, description="重病人数 · how many of them are seriously ill")
    vehicles: Count | None = Field(None, description="使用的机动车数 · how many motor vehicles they use")
    conditions_fit: StrictBool | None = Field(
        None, description="生活状况与申报是否相符 · whether they live as what is declared lets expect"
    )


class VisitBody(Body):
    """`companion`: the other person of the union who went, by the subject of their token; they confirm it."""

    method: VisitMethod = Field(description="入户、邻里、社会组织 · at home, among neighbours, by an organisation")
    on: Day = Field(description="走访日期 · the day of the visit", examples=["2026-11-02"])
    companion: Subject = Field(description="同行人（令牌的 sub） · who went along; they confirm it")
    found: FoundBody = Field(description="所见，至少一项 · what was seen, one thing at least")
    papers: Annotated[list[Code], Field(max_length=20)] = Field(
        default_factory=list, description="走访材料的附件编号 · attachments of the household that are for a visit"
    )
    words: Text = Field("", description="说明，加密留存 · in words; sealed, and read for a reason on record")


class ConfirmationBody(Body):
    decision: Literal["confirm", "decline"] = Field(
        description="同行人确认或不予确认，登记人可撤回 · by who went along; who recorded it may take it back"
    )
    reason: Text = Field("", description="不予确认或撤回的理由 · why it is declined or taken back")


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/households/{household}/visits", tags=["visits"])

    @routes.post("", status_code=201, summary="登记走访 · record a visit", response_model=shapes.VisitStands)
    def record_visit(household: Household, body: VisitBody, call: Recording) -> Response:
        """By one of the two who went. It counts nothing until the other has confirmed it.

        Neither brought the application in. Answers {household, status, version, visit}.
        """
        found = {name: value for name, value in body.found.model_dump().items() if value is not None}
        papers = tuple(dict.fromkeys(body.papers))
        return answer(
            visits.record(resources, call, household, body.method, body.on, body.companion, found, papers, body.words),
            201,
        )

    @routes.post(
        "/{visit}/confirmation",
        summary="确认走访所见 · confirm a visit second, or decline it",
        response_model=shapes.HouseholdStands,
    )
    def confirm_visit(household: Household, visit: Visit, body: ConfirmationBody, call: Confirming) -> Response:
        """Confirmed, what was seen stands as `visited` beside what agencies answered, and what it contradicts asks
        for a second signature. It overwrites no answer."""
        if body.decision == "confirm":
            return answer(visits.confirm(resources, call, household, visit))
        return answer(visits.decline(resources, call, household, visit, body.reason))

    return routes
