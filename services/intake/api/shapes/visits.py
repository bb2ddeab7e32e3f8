"""A visit as it is shown: what two people saw, beside what was declared."""

from typing import Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape
from kernel.visits import Grade, VisitFact, VisitMethod
from services.intake.api.shapes.stands import HouseholdStands


class VisitStands(HouseholdStands):
    visit: str = Field(description="走访编号 · the visit's id")


class Seen(Shape):
    fact: VisitFact = Field(description="所见事项 · what was seen")
    found: bool | int = Field(description="走访所见 · as it was found")
    declared: bool | int | None = Field(description="当时申报，未申报为空 · as declared then; null: not said")
    agrees: bool | None = Field(description="是否相符，未申报为空 · whether both agree; null: nothing to compare with")
    grade: Grade = Field(description="直接或间接 · whether a visit shows it directly or indirectly")


class VisitShown(Shape):
    """What was written in words is sealed, and read among the writings (`visit`)."""

    visit: str = Field(description="走访编号 · the visit's id")
    provenance: Literal["visited"] = Field(description="来源，与部门答复并列 · beside what agencies answered")
    method: VisitMethod = Field(description="走访方式 · how they looked")
    on: shapes.DayText = Field(description="走访日期 · the day of the visit")
    by: str = Field(description="登记人（令牌的 sub） · who went, and recorded it")
    companion: str = Field(description="同行人（令牌的 sub） · who went along, and confirms it")
    status: Literal["waiting", "confirmed", "declined"] = Field(
        description="待确认、已确认、未予确认；只有已确认的作数 · only what is confirmed counts"
    )
    papers: list[str] = Field(description="走访材料的附件编号 · attachments")
    found: list[Seen] | None = Field(description="所见与申报，已删除为空 · beside what was declared; null once erased")
