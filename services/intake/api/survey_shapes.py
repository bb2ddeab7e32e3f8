"""What routes about rosters and their differences answer."""

from typing import Annotated, Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Open, Shape
from services.intake.domain.events import DifferenceKind

Outcome = Literal["changed", "elsewhere", "split", "gone"]
Settlement = Literal["waiting", "taken", "left", "stale"]
RosterId = Annotated[str, Field(description="登记表编号 · the roster's id, as its import was answered")]
DifferenceId = Annotated[str, Field(description="差异编号 · the difference's id")]
OutcomeShown = Annotated[Outcome, Field(description="比对结果 · what the row came to")]
Kind = Annotated[DifferenceKind, Field(description="差异事项 · what the difference is about")]
Status = Annotated[Settlement, Field(description="处理情况 · what became of it; stale: something else was faster")]


class RosterCounts(Shape):
    rows: int = Field(description="总行数 · how many rows it has")
    taken: int = Field(description="新受理 · rows that became applications")
    unchanged: int = Field(description="未变 · rows that say nothing new")
    refused: int = Field(description="未受理 · rows that were refused")
    corrected: int = Field(description="更正申请 · rows that corrected an application")
    changed: int = Field(description="有变化 · rows that say something else than the file")
    elsewhere: int = Field(description="档案在其他工会 · rows whose file is with another union")
    split: int = Field(description="分属两份档案 · rows whose people are in two files")
    gone: int = Field(description="表中没有的档案 · open files that are not in it")


class Roster(Shape):
    roster: RosterId
    org_path: shapes.OrgPath
    imported_by: str = Field(description="导入人（令牌的 sub） · who imported it")
    imported_at: shapes.MomentText
    complete_for: str | None = Field(
        description="声明完整的工会，未声明为空 · the union whose every household it holds"
    )
    counts: RosterCounts | None = Field(description="各结果行数，其他单位的登记表为空 · what its rows came to")


class DifferencesCounted(Shape):
    outcome: OutcomeShown
    kind: Kind
    status: Status
    count: int = Field(description="数量 · how many")


class RosterStands(Roster):
    differences: list[DifferencesCounted] = Field(description="差异统计 · its differences, counted")


class Difference(Shape):
    difference: DifferenceId
    outcome: OutcomeShown
    kind: Kind
    row: int | None = Field(description="表中行号，表中没有为空 · the row of the sheet; null of a file not in it")
    household: shapes.Household
    others: list[str] = Field(description="其他有关的户 · further households whose people the row names")
    org_path: shapes.OrgPath
    sheet_org_path: str = Field(description="登记表所写工会 · the union that the row names")
    person: str | None = Field(description="相关成员代号 · the member whom it is about, by token")
    status: Status
    read_on: shapes.DayText
    before: Open | None = Field(description="档案内容，遮蔽；无权查看为空 · what the file said, masked")
    after: Open | None = Field(description="登记表内容，遮蔽；无权查看为空 · what the row says, masked")


class NotTaken(Shape):
    difference: DifferenceId
    code: str = Field(description="原因代码 · why, as a code of a refusal", examples=["person_elsewhere"])
    texts: shapes.Texts = Field(description="原因 · why, in words")
    next: shapes.Texts = Field(description="下一步 · what to do")


class DifferencesSettled(Shape):
    taken: int = Field(description="已采纳 · how many were taken into files")
    left: int = Field(description="已留置 · how many were left")
    stale: int = Field(description="已被其他变更取代 · how many something else had overtaken")
    waiting: int = Field(description="所指差异中仍待处理 · how many of those meant still wait")
    refused: list[NotTaken] = Field(
        description="本次未能采纳，至多一百项 · what could not be taken now; a hundred at most"
    )
    next: str | None = Field(description="继续处理时填入 after，已完为空 · to go on, as `after`; null at the end")
