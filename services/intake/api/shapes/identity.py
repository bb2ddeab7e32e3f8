"""Who is who: near duplicates, files brought together and taken apart, imports that stopped."""

from typing import Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape
from services.intake.api.shapes.stands import HouseholdStands, Office
from services.intake.domain.events import SaidOfTwo, SignalKind
from services.intake.domain.household.states import Status


class RearrangementProposed(HouseholdStands):
    rearrangement: str = Field(description="并户、转户、拆户编号 · its id")


class RearrangementDecided(HouseholdStands):
    into: str | None = Field(description="另一户，退回时为空 · the other household; null when declined")


class DuplicateSide(Shape):
    """Across organisations only the office to call is told."""

    household: str | None = Field(description="户编号 · the household's id")
    org_path: str | None = Field(description="工会组织路径 · its union")
    status: Status | None = Field(description="状态 · how it stands")
    name: shapes.MaskedName
    office: Office = Field(description="联系单位 · whom to call")


class DuplicateReason(Shape):
    signal: SignalKind = Field(description="相同之处 · what they share, by its code")
    weight: int = Field(description="分值 · what it weighs, in points")
    zh: str = Field(description="中文说明 · told in Chinese")
    en: str = Field(description="英文说明 · told in English")
    members: list[str] = Field(description="涉及的两人代号 · the two persons, by token")


class NearDuplicate(Shape):
    """Two households that may be one."""

    pair: str = Field(description="这一对的编号 · the id of the two")
    version: shapes.Version
    status: Literal["proposed", "different", "same"] = Field(
        description="甄别状态 · whether somebody answered, and how"
    )
    score: int = Field(description="总分 · the sum of what speaks for it, in points")
    urgent: bool = Field(description="是否阻止建档 · whether it holds the opening of either")
    since: shapes.MomentText
    decided_by: str | None = Field(description="甄别人 · who answered")
    households: list[DuplicateSide] = Field(description="两户 · the two households")
    reasons: list[DuplicateReason] = Field(description="理由 · why they may be one")


class DuplicateDecided(Shape):
    pair: str = Field(description="这一对的编号 · the id of the two")
    decision: SaidOfTwo = Field(description="甄别意见 · what was said")
    version: shapes.Version


class StoppedRoster(Shape):
    """An import of implausibly many duplicates."""

    stop: str = Field(description="停止编号 · the stop's id")
    org_path: shapes.OrgPath
    by: str = Field(description="导入人 · who sent the sheet")
    rows: int = Field(description="总行数 · how many rows it has")
    new: int = Field(description="新行数 · how many were new")
    likely: int = Field(description="疑似重复行数 · how many of them are likely duplicates")
    status: Literal["stopped"] = Field(description="状态 · how it stands")
    since: shapes.MomentText
    version: shapes.Version


class StopDecided(Shape):
    stop: str = Field(description="停止编号 · the stop's id")
    status: Literal["released", "withdrawn"] = Field(description="处理结果 · what became of it")
    version: shapes.Version
