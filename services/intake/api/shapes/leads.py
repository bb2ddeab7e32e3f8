"""Leads from agencies, and what became of them."""

from typing import Annotated, Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape
from kernel.items import Agency
from kernel.leads import LeadKind
from services.intake.domain.lead import Status

LeadStatus = Annotated[
    Status,
    Field(
        description="待走访、已联系上、没有困难、未找到、不属帮扶范围、已申请、已到期"
        " · what became of it; applied: whom it is about is in an application"
    ),
]
VisitStatus = Literal["contacted", "not_in_need", "not_found", "not_a_worker"]


class LeadStands(Shape):
    lead: str = Field(description="线索编号 · the lead's id")
    status: LeadStatus
    version: shapes.Version


class Lead(LeadStands):
    """Who it is about stands nowhere: the union asks the agency by its reference."""

    org_path: shapes.OrgPath
    agency: Agency = Field(description="报送部门 · the agency that told it")
    kind: LeadKind = Field(description="线索种类 · what happened to the person")
    reference: str = Field(description="部门的业务编号，凭此向部门了解 · the agency's own number, by which it is asked")
    happened_on: shapes.DayText = Field(description="发生日期 · when it happened")
    valid_until: shapes.DayText = Field(description="线索有效至 · after this day nobody can match it any more")
    visited_on: shapes.DayText | None = Field(description="走访日期，尚未走访为空 · the day of the visit; null before")
    visited_by: str | None = Field(description="走访人（令牌的 sub） · who visited; null before")
    household: str | None = Field(description="由此申请的户编号，尚无为空 · the household that applied; null before")
