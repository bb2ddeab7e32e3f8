"""What waits for a second signature, who looked, what was taken back."""

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape


class Waiting(Shape):
    """A decision or closing that somebody signed first."""

    household: shapes.Household
    name: shapes.MaskedName
    org_path: shapes.OrgPath
    version: shapes.Version
    act: str = Field(description="待复核的决定 · what is to be signed", examples=["approve"])
    grounds: list[str] = Field(description="为何须复核 · why it takes two")
    signed_by: str = Field(description="首签人 · who signed first")
    since: shapes.MomentText = Field(description="何时起等待 · since when it waits")


class Looked(Shape):
    access: str = Field(description="查阅记录编号 · the look's id")
    at: shapes.MomentText = Field(description="时刻 · when")
    actor: str = Field(description="查阅人（令牌的 sub） · who, by the subject of their token")
    what: str = Field(description="所看内容 · what was shown", examples=["personal_data"])
    org_path: shapes.OrgPath
    household: str | None = Field(description="户编号，查询时为空 · whose; null for a search")
    person: str | None = Field(description="所查人员的代号 · for whom was searched, by token")
    found: int | None = Field(description="查到几户 · how many households were found")


class Withdrawals(Shape):
    applied_by: str = Field(description="提交人（令牌的 sub） · who brought them in")
    applications: int = Field(description="提交件数 · how many applications")
    withdrawn: int = Field(description="其中撤回 · how many of them were taken back")
    withdrawn_about_others: int = Field(
        description="撤回者中涉及他处申请或档案的 · of these, about people in another application or file"
    )
