"""What the routes of question sheets show."""

from typing import Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape


class TakenOut(Shape):
    """A sheet as it was taken out."""

    question_sheet: str = Field(description="询问表编号 · the sheet's number", examples=["20261102-bank-4f9a2c11"])
    agency: str = Field(description="部门 · the agency", examples=["bank"])
    questions: int = Field(description="问题数 · questions on it")
    rows: int = Field(description="行数，每人一行 · rows, one for each person")
    sha256: str = Field(description="文件摘要 · the workbook's digest")
    more: bool = Field(description="是否还有问题等待下一张表 · whether more wait for the next sheet")


class QuestionSheet(Shape):
    """A sheet and what became of it."""

    question_sheet: str = Field(description="询问表编号 · the sheet's number")
    agency: str = Field(description="部门 · the agency", examples=["bank"])
    agency_zh: str = Field(description="部门的中文名称 · the agency in Chinese")
    items: list[str] = Field(description="表上的核对事项 · the items on it", examples=[["finance"]])
    org_path: shapes.OrgPath
    questions: int = Field(description="问题数 · questions on it")
    rows: int = Field(description="行数，每人一行 · rows, one for each person")
    sha256: str = Field(description="文件摘要 · the workbook's digest as it was taken out")
    taken_on: shapes.DayText = Field(description="出具日期 · the day it was taken out")
    taken_by: str = Field(description="出具人（令牌的 sub） · who took it out")
    brought_on: shapes.DayText | None = Field(description="带回日期 · the day it was brought back")
    brought_by: str | None = Field(description="带回人 · who brought it back")
    confirmed_on: shapes.DayText | None = Field(description="确认日期 · the day it was confirmed")
    confirmed_by: str | None = Field(description="确认人 · who confirmed it")
    answered: int | None = Field(description="表上已答的问题数 · questions that the file answers")
    refused: int | None = Field(description="退回的问题数 · questions whose rows were refused")


class WaitingForSheet(Shape):
    agency: str = Field(description="部门 · the agency", examples=["bank"])
    agency_zh: str = Field(description="部门的中文名称 · the agency in Chinese")
    questions: int = Field(description="尚未列入任何表的问题 · questions on no sheet yet")
    out: int = Field(description="已列入而未答的问题 · questions out on a sheet and unanswered")


class WaitingSheets(Shape):
    items: list[WaitingForSheet] = Field(description="各部门 · by agency")


class SheetRow(Shape):
    """What became of one row of the file."""

    row: int = Field(description="表中行号 · the row, as the sheet numbers it")
    status: Literal["taken", "late", "contradicts", "unchanged", "unanswered", "refused"] = Field(
        description="结果 · what it came to"
    )
    code: str | None = Field(description="退回原因代码 · why it was refused", examples=["altered"])
    zh: str = Field(description="说明 · in Chinese")
    en: str = Field(description="说明（英文） · in English")


class RowCounts(Shape):
    taken: int = Field(description="采信 · taken as answers")
    late: int = Field(description="报告后的答复 · after the report")
    contradicts: int = Field(description="与先前答复不同 · otherwise than the answer before")
    unchanged: int = Field(description="与已有答复相同 · the same as is known")
    unanswered: int = Field(description="未填写 · left empty")
    refused: int = Field(description="退回 · refused")


class SheetReport(Shape):
    """What a filled sheet comes to, row by row."""

    question_sheet: str = Field(description="询问表编号 · the sheet's number")
    agency: str = Field(description="部门 · the agency", examples=["bank"])
    sha256: str = Field(description="文件摘要 · the digest of the file that was sent")
    status: Literal["brought", "confirmed"] = Field(
        description="带回（尚不生效）或已确认 · brought back, which counts for nothing yet, or confirmed"
    )
    rows: RowCounts = Field(description="各结果的行数 · rows by what they came to")
    results: list[SheetRow] = Field(description="逐行结果 · each row")
