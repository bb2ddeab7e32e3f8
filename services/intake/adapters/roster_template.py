"""The roster's template: the headers with their drop-down lists, a sheet of fictive people filled in, and a line of
help for each column. What `roster_reader.py` reads is the first sheet alone.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from chassis.workbook.own_sheets import EXAMPLES, HELP, WORDS
from chassis.workbook.told import ROWS_MAX
from chassis.workbook.worksheet import letters_of
from contracts.roster_columns import COLUMNS, SHEET, Column
from kernel import national_form

_YES_NO: Final = ("是", "否")
_INLINE_MAX: Final = 200
"""Characters of a drop-down list that stands in the cell's rule; a longer one is a column of `WORDS`."""
_BARE: Final = {
    "所属工会": "龙湖虚构电子厂工会",
    "本人姓名": "林示例",
    "本人身份证号": "440590197512120010",
    "本人工作状态": "下岗",
    "本人年收入（元）": "14400",
    "本人健康状况": "糖尿病",
    "本人民族": "汉族",
    "本人婚姻状况": "已婚",
    "联系电话": "19900000001",
    "家庭住址": "汕头市龙湖区虚构路2号",
    "开户银行": "虚构银行汕头分行",
    "银行账号": "9999990000000000001",
    "工作单位": "汕头市虚构实业有限公司",
    "主要致困原因": "下岗失业",
    "次要致困原因": "患病",
    "住房类型": "租房",
    "建筑面积": "45",
    "房产": "无",
    "车辆": "无",
    "授权签署日期": "2026-11-01",
    "授权书编号": "GX-0002",
    "授权有效期至": "2027-10-31",
    "授权核对事项": "户籍、社保、税务、婚姻登记、低保与社会救助",
    "授权签署人": "本人",
}


FORM: Final = tuple(column for column in COLUMNS if not column.stands_for_nothing_else)
"""A column that must be filled wherever it stands is for who needs it: it is explained, and added by hand."""


@cache
def template() -> bytes:
    """The same bytes each time: it bears no day of its own."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "困难职工登记表（模板）", "created": datetime(2026, 1, 1, tzinfo=UTC)})
        looks = {
            "required": book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True}),
            "optional": book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True}),
            "text": book.add_format({"num_format": "@"}),
        }
        form, examples = book.add_worksheet(SHEET), book.add_worksheet(EXAMPLES)
        explained, words = book.add_worksheet(HELP), book.add_worksheet(WORDS)
        words.hide()
        _headers(form, FORM, looks)
        _headers(examples, COLUMNS, looks)
        _rules(form, words)
        _fill(examples, looks["text"])
        _explain(explained, looks["optional"])
    return target.getvalue()


def words_of(column: Column) -> list[str]:
    """What may stand in the cell, each code by the form's own word."""
    if column.kind == "flag":
        return list(_YES_NO)
    if column.kind == "impairment":
        return list(national_form.IMPAIRMENTS.values())
    first: dict[str, str] = {}
    for word, code in column.codes.items():
        first.setdefault(code, word)
    return list(first.values())


def _headers(sheet: Any, columns: Sequence[Column], looks: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        star, look = ("*", "required") if column.required else ("", "optional")
        sheet.write_string(0, place, f"{star}{column.header}", looks[look])
        sheet.set_column(place, place, 22 if column.kind in ("identifier", "codes") else 13, looks["text"])


def _rules(form: Any, words: Any) -> None:
    """A warning and no refusal: other words of the same meaning are read, too."""
    lists = 0
    for place, column in enumerate(FORM):
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.header[:32],
            "input_message": column.help[:255],
        }
        choice = words_of(column) if column.kind in ("flag", "code", "impairment", "area") else []
        if choice:
            rule |= {"validate": "list", "source": choice, "error_type": "warning"}
        if sum(len(word) + 1 for word in choice) > _INLINE_MAX:
            words.write_column(0, lists, choice)
            rule["source"] = f"={WORDS}!${letters_of(lists)}$1:${letters_of(lists)}${len(choice)}"
            lists += 1
        if rule["validate"] == "list" or column.help:
            form.data_validation(1, place, ROWS_MAX, place, rule)


def _fill(sheet: Any, text: Any) -> None:
    whole = {column.header: column.example for column in COLUMNS if not column.header.startswith("成员")}
    for row, household in enumerate((whole | {"授权签署人": "本人"}, _BARE), start=1):
        for place, column in enumerate(COLUMNS):
            if household.get(column.header):
                sheet.write_string(row, place, household[column.header], text)


def _explain(sheet: Any, look: Any) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 3, 60)
    sheet.write_row(0, 0, ["栏目", "必填", "说明", "可填"], look)
    for row, column in enumerate(COLUMNS, start=1):
        needed = "是" if column.required else "" if column in FORM else "可另加"
        sheet.write_row(row, 0, [column.header, needed, column.help, "、".join(words_of(column))])
