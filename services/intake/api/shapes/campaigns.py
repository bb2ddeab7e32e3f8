"""Bulk re-checks and how far they are."""

from typing import Annotated

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape
from kernel.closed_lists import CampaignReason
from services.intake.domain.campaign import Status

CampaignId = Annotated[str, Field(description="批量复查编号 · the campaign's id")]
CampaignStatus = Annotated[
    Status,
    Field(description="待批准、未批准、进行中、已暂停、已停止、已完成 · how it stands; done: all have had their turn"),
]
Planned = Annotated[int, Field(description="提出时范围内的户数 · files in its scope when it was proposed")]


class CampaignStands(Shape):
    campaign: CampaignId
    status: CampaignStatus
    version: shapes.Version
    planned: Planned


class Campaign(CampaignStands):
    org_path: shapes.OrgPath
    reason: CampaignReason = Field(description="批量复查的原因 · why they are checked again")
    ordered_by: str = Field(description="依据文件 · the paper that orders it")
    due_by: shapes.DayText | None = Field(description="只查至此日应复查的，空为不限 · due by this day; null for all")
    listed: int = Field(description="点名的户数，0 为不限 · households that it names; 0 for all")
    a_minute: int | None = Field(description="每分钟最多几户，空为不限 · households a minute; null for no limit")
    reached: int = Field(description="已轮到的户数 · households that were taken")
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    begun_by: str | None = Field(description="批准人，尚未批准为空 · who began it; null before")
    since: shapes.MomentText = Field(description="提出时刻 · when it was proposed")


class CampaignCounts(Shape):
    """Of the households that have had their turn; each stands in one of them."""

    awaited: int = Field(description="已发起核对，待答复 · asked, and the report is to come")
    answered: int = Field(description="核对报告完整，待决定 · the report is whole; a person decides")
    silent: int = Field(description="核对报告不完整，有部门未答复 · the report is partial: some agency did not answer")
    decided: int = Field(description="已决定 · decided on")
    under_way: int = Field(description="已在复查中，未重复核对 · passed over: a re-check was under way")
    decided_since: int = Field(description="开始后已有决定，未重复核对 · passed over: decided on since it began")
    not_open: int = Field(description="没有可以复查的档案 · passed over: no open file is left to check")


class CampaignProgress(Campaign):
    progress: CampaignCounts = Field(description="进度 · how far it is")
