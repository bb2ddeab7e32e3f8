"""Changes of an open file."""

from typing import Annotated, Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape
from kernel.closed_lists import ChangeKind
from services.intake.api.shapes.stands import HouseholdStands

ChangeId = Annotated[str, Field(description="变更编号 · the change's id")]


class ChangeProposed(HouseholdStands):
    change: ChangeId


class Change(Shape):
    """One change of a file, without its values: these are opened by unmasking alone."""

    change: ChangeId
    kind: ChangeKind = Field(description="变更种类 · what changes")
    persons: list[shapes.PersonToken] = Field(description="相关成员 · whom it is about")
    on: shapes.DayText = Field(description="自何日起 · since when it is so")
    status: Literal["proposed", "approved", "declined"] = Field(description="状态 · what became of it")
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    proposed_at: shapes.MomentText = Field(description="提出时刻 · when it was proposed")
    decided_by: str | None = Field(description="批准或退回的人，未决定为空 · who decided; null until then")
    decided_at: shapes.MomentText | None = Field(description="决定时刻，未决定为空 · when; null until then")


class Changes(Shape):
    items: list[Change] = Field(description="按提出先后 · in the order in which they were proposed")


class ChangeWaiting(Shape):
    change: ChangeId
    household: shapes.Household
    name: shapes.MaskedName
    org_path: shapes.OrgPath
    version: shapes.Version
    kind: ChangeKind = Field(description="变更种类 · what changes")
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    since: shapes.MomentText = Field(description="何时起等待 · since when it waits")
