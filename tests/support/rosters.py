"""One good row of the roster, in the form's own words, and how a small sheet is written by a program."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from contracts.roster_columns import COLUMNS, ITEMS, Column
from services.intake.adapters.roster_completion import Surroundings

AROUND = Surroundings(today=date(2026, 11, 2), items_at=lambda _: ("hukou", "tax"))
"""No other rows, every union by its path, one law."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXAMPLE = {
    column.header: column.example
    for column in COLUMNS
    if not column.field.startswith("members.") or column.field.startswith("members.0.")
}


def good_row(**changes: Any) -> dict[str, Any]:
    return {**_EXAMPLE, "授权签署人": "本人", "授权核对事项": "、".join(ITEMS), **changes}


def spouse(place: int = 1) -> dict[str, Any]:
    """A further member, grown up."""
    who = f"成员{place}"
    return {
        f"{who}姓名": "林测试", f"{who}身份证号": "440590198202020006", f"{who}与申请人关系": "配偶",
        f"{who}有劳动能力": "是", f"{who}工作状态": "在岗", f"{who}月收入（元）": "1500.00", f"{who}健康状况": "健康",
        f"{who}残疾": "否",
    }  # fmt: skip


def sheet_of(*rows: dict[str, Any], columns: Sequence[Column] = COLUMNS) -> bytes:
    """A small sheet: text cells for texts, number cells for numbers."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.header)
            for number, row in enumerate(rows, start=1):
                value = row.get(column.header, "")
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                else:
                    sheet.write_number(number, place, value)
    return target.getvalue()
