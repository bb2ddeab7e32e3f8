"""Files that go to another union."""

from typing import Annotated

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape
from kernel.closed_lists import MoveReason
from services.intake.api.shapes.stands import HouseholdStands, Member

MoveId = Annotated[str, Field(description="转档编号 · the move's id")]


class MoveProposed(HouseholdStands):
    move: MoveId


class MoveWaiting(Shape):
    move: MoveId
    household: shapes.Household
    name: str | None = Field(
        description="申请人姓名（脱敏），已删除为空 · the applicant's name, masked; null once erased"
    )
    from_: shapes.OrgPath = Field(alias="from")
    to: shapes.OrgPath
    reason: MoveReason = Field(description="转档原因 · why it goes there")
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    since: shapes.MomentText = Field(description="何时起等待 · since when it waits")


class UnionOffice(Shape):
    """A union, with whom to call there."""

    org_path: shapes.OrgPath
    name: str = Field(description="名称 · its name")
    phone: str = Field(description="联系电话 · its telephone")


class MoveShown(Shape):
    """A move that waits, as either union is shown it; people masked."""

    move: MoveId
    household: shapes.Household
    version: shapes.Version
    from_: UnionOffice = Field(alias="from", description="现管理工会 · the union that keeps it")
    to: UnionOffice = Field(description="接收工会 · the union that it goes to")
    reason: MoveReason = Field(description="转档原因 · why it goes there")
    text: str | None = Field(
        description="说明，已删除或无权查看为空 · in words; null once erased, and for who sees no facts"
    )
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    since: shapes.MomentText = Field(description="何时起等待 · since when it waits")
    category: str = Field(description="类别 · its category")
    opened_on: shapes.DayText = Field(description="建档日期 · the day on which the file was opened")
    file_number: str | None = Field(description="全国系统档案编号 · the number in the national system")
    members: list[Member] = Field(description="成员（脱敏），申请人在先 · its members, masked; the applicant first")
    changes_waiting: int = Field(description="待批准的变更数 · how many changes wait for approval")
    recheck_under_way: bool = Field(description="是否正在复查 · whether it is being checked again")
    profile: str = Field(description="接收后适用的文件 · the document that holds there")
    another_law: bool = Field(description="接收后是否须复查 · whether it is checked again there, under another law")
