"""What an import came to, row by row."""

from typing import Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape


class Flaw(Shape):
    """What is wrong with a cell, or what was made of it."""

    column: str = Field(description="列名，整行或整表时为空 · the column; empty for the row or sheet as a whole")
    code: str = Field(description="代码 · a stable code", examples=["cell.missing"])
    zh: str = Field(description="中文说明 · told in Chinese")
    en: str = Field(description="英文说明 · told in English")


class RosterRow(Shape):
    row: int = Field(description="表中行号，从 1 起 · the row of the sheet, from 1", examples=[2])
    status: Literal["taken", "unchanged", "refused", "corrected", "changed", "elsewhere", "split"] = Field(
        description="结果 · what became of it"
    )
    household: shapes.Household | None = Field(None, description="户编号，未受理则无 · its household, unless refused")
    errors: list[Flaw] = Field(description="未受理的原因 · why it was refused")
    notes: list[Flaw] = Field(description="已受理，请核对之处 · what was read otherwise than written; compare it")


class RosterReport(Shape):
    """Of a sheet that stopped nothing is taken: too many of its `new` rows are likely duplicates. How many is told to
    reviewers (`GET /v1/roster-stops`)."""

    status: Literal["done", "stopped"] = Field(description="已读取或已停止 · read and taken, or stopped")
    import_id: str | None = Field(
        None, alias="import", description="导入编号，停止时无 · the import's id, unless stopped"
    )
    stop: str | None = Field(None, description="停止编号 · the stop's id")
    new: int | None = Field(None, description="停止时的新行数 · how many rows were new, when stopped")
    rows: int = Field(description="总行数 · how many rows it has")
    taken: int = Field(description="新受理行数 · how many were taken")
    unchanged: int = Field(description="已受理过的行数 · how many had been taken before")
    refused: int = Field(description="未受理行数 · how many were refused")
    corrected: int = Field(description="更正申请行数 · how many corrected an application")
    changed: int = Field(description="与档案不同的行数 · how many say something else than the file")
    elsewhere: int = Field(description="档案在其他工会的行数 · how many have their file with another union")
    split: int = Field(description="分属两份档案的行数 · how many name people of two files")
    gone: int = Field(description="表中没有的档案数 · how many open files are not in it, where it is complete")
    notes: list[Flaw] = Field(description="关于整张表的说明 · what holds for the sheet as a whole")
    results: list[RosterRow] = Field(description="逐行结果 · row by row")
