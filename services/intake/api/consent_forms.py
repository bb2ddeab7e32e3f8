"""授权书: the forms by version, and the number of one that is about to be signed."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.principal import STAFF, Principal, require
from chassis.http.shapes import DayText, OrgPath, Shape
from kernel.consent_forms import Purpose
from services.intake.form.papers import FormVersionCode
from services.intake.handlers import consent_forms
from services.intake.resources import Resources

Numbering = Annotated[Call, Depends(command("portal", "case_worker", "reviewer"))]


class ConsentFormVersion(Shape):
    form_version: str = Field(description="授权书版本 · the version, as it is printed", examples=["2026-A"])
    first_day: DayText = Field(alias="from", description="自何日起使用 · from which day it is used")
    items: list[str] = Field(description="可授权核对的事项 · the items that it may name")
    purposes: list[Purpose] = Field(description="授权用途 · the purposes that it names")


class ConsentForms(Shape):
    items: list[ConsentFormVersion] = Field(description="各版本 · every version")


class ConsentNumber(Shape):
    number: str = Field(description="授权书编号：年份、单位、顺序号 · year, union and sequence")
    org_path: OrgPath
    form: ConsentFormVersion = Field(description="所用版本 · the form that it stands on")


class ConsentNumberBody(Body):
    """For one form that is about to be printed and signed."""

    org_path: Annotated[str, Field(max_length=200)] = Field(
        description="受理的工会组织路径 · the union that takes the application, by its path"
    )
    form_version: FormVersionCode = Field(description="授权书版本 · the form's version")


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/consent-forms", tags=["consent"])

    @routes.get("", summary="授权书版本 · the forms of consent", response_model=ConsentForms)
    def forms(principal: Annotated[Principal, Depends(require(*STAFF))]) -> dict[str, Any]:
        """Which items and purposes each version may name. One that is in use never changes."""
        return {"items": consent_forms.forms()}

    @routes.post("/numbers", summary="领取授权书编号 · a number by rule", status_code=201, response_model=ConsentNumber)
    def number(body: ConsentNumberBody, call: Numbering) -> Response:
        """Year, union and sequence, one after another. Sent again under its key, it is the same number."""
        return answer(consent_forms.number(resources, call, body.org_path, body.form_version), 201)

    return routes
