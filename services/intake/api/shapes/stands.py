"""How a household stands: what a command is answered with, and one line of a list."""

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape
from services.intake.domain.household.states import Status


class HouseholdStands(Shape):
    household: shapes.Household
    status: Status = Field(description="状态 · how it stands now")
    version: shapes.Version


class Line(Shape):
    """A household in the work list."""

    household: shapes.Household
    name: shapes.MaskedName
    org_path: shapes.OrgPath
    region: shapes.RegionCode
    status: Status = Field(description="状态 · how it stands")
    version: shapes.Version
    proposal: str | None = Field(description="系统建议的类别，none 为均不符合 · the proposed category", examples=["2"])
    flags: list[str] = Field(description="提示 · what a reviewer should look at", examples=[["legacy_number"]])
    recheck_due_on: shapes.DayText | None = Field(
        description="复查日期，未建档为空 · when it is checked again, if open"
    )
    recheck_under_way: bool = Field(description="是否正在复查 · whether a re-check is under way")
    category: str | None = Field(description="批准的类别，未批准为空 · the category as approved, if it is")
    submitted_on: shapes.DayText | None = Field(
        description="申请日期，升级后补录前为空 · the day of the application; null until an upgrade has filled it in"
    )
    opened_on: shapes.DayText | None = Field(
        description="建档日期，未建档为空 · the day the file was opened, if it was"
    )


class UnchangedFile(Shape):
    household: shapes.Household
    name: shapes.MaskedName
    org_path: shapes.OrgPath
    changed_at: shapes.ChangedAt


class Lines(Shape):
    items: list[Line] = Field(description="查到的户 · the households found")


class Member(Shape):
    """One member, masked; the token alone once personal data are erased."""

    token: shapes.PersonToken
    relation: str | None = Field(None, description="与申请人关系 · relation to the applicant", examples=["self"])
    name: str | None = Field(None, description="姓名（脱敏） · the name, masked")
    id_number: str | None = Field(None, description="身份证号（脱敏） · the ID number, masked")


class Office(Shape):
    name: str = Field(description="单位名称 · its name")
    phone: str = Field(description="电话 · its telephone")
