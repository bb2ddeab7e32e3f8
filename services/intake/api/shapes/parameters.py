"""The law's parameters, in force and waiting."""

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape


class ParametersProposed(Shape):
    name: str = Field(description="参数名 · the parameter", examples=["dibao_line"])
    regions: list[str] = Field(description="所填地区 · the places that were named")
    proposed: list[str] = Field(description="其中新提出的 · those of them for which it is new")


class ParametersConfirmed(Shape):
    name: str = Field(description="参数名 · the parameter", examples=["dibao_line"])
    regions: list[str] = Field(description="所填地区 · the places that were named")
    changed: list[str] = Field(description="其中新生效的 · those of them for which it holds from now on")


class _Parameter(Shape):
    region: str = Field(description="地区，* 为全国 · the place; * for all", examples=["4405"])
    first_day: shapes.DayText = Field(alias="from", description="自此日起 · from this day on")
    value: str | int | None = Field(
        description="元、倍数、整数或代码，空为取消 · yuan, multiple, number, code; null unsets"
    )
    source: str = Field(description="依据文件 · the document that says so")


class ParameterWaiting(_Parameter):
    name: str = Field(description="参数名 · the parameter", examples=["dibao_line"])
    proposed_by: str | None = Field(description="提出人，本省以外为空 · who proposed it; null outside the province")


class ParametersWaiting(Shape):
    region: shapes.RegionCode
    items: list[ParameterWaiting] = Field(description="待确认的参数 · what waits to be confirmed")


class ParameterShown(_Parameter):
    name: str = Field(description="参数名 · the parameter", examples=["dibao_line"])
    kind: str = Field(description="种类：money、ratio、count、code · what kind of value it is", examples=["money"])
    known_since: shapes.MomentText | None = Field(description="自何时已知，空为一直 · known since; null for always")


class ParametersInForce(Shape):
    region: shapes.RegionCode
    on: shapes.DayText = Field(description="所查日期 · the day that was asked about")
    known_at: shapes.MomentText | None = Field(description="按何时所知，空为现在 · as known then; null for now")
    version: str = Field(description="参数集的版本 · the version of the set")
    items: list[ParameterShown] = Field(description="现行参数 · what holds")
