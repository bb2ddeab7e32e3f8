"""The question sheet 核对询问表 as a workbook: one row for each question about each person, with empty columns for the
answer; lists to choose from, and a page that says how to fill it in.

The same rows are the same bytes, so that the sheet is made when somebody takes it out and kept nowhere.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from msgspec import Struct

from contracts import answer_sheet as form
from contracts.answer_sheet import COLUMNS, AnswerColumn, header_of
from kernel.items import CHINESE, Item
from kernel.text import harmless_in_a_sheet

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER_ROW: Final = 4
"""From 0: the title, the sheet's number, the clerk, and a line on what to do stand above."""
_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC)
_HELP: Final = (
    "一、本表由工会依据当事人签署的授权书出具，仅用于困难职工家庭经济状况核对。请妥善保管，勿转发他人。",
    "二、请先填写“经办人姓名”，再逐行填写：有记录的，填写该行核对事项对应的各栏；没有记录的，“查无记录”选“是”，其余留空。",
    "三、同一问题编号的各行是同一户的各成员，须全部填写；只填一部分的，整个问题按未答复退回。",
    "四、不能答复的行请整行留空，按“未答复”处理，不会视为“查无记录”。",
    "五、灰色栏目及“问题摘要”“行校验码”请勿改动；改动的行会被退回并注明原因。",
    "六、金额以元为单位；“是否”栏填“是”或“否”；带下拉列表的栏目请从列表中选择；“逐……”栏可不填。",
    "七、填写后请将文件原样交还工会。工会由一人带回、另一人核对同一文件后方才采信。",
)


class AskedRow(Struct, frozen=True, kw_only=True):
    """One question about one person."""

    question: str
    item: Item
    id_number: str
    consent: str
    consent_until: date
    union: str
    due_on: date
    earlier: str
    question_hash: str
    check: str


Items = Collection[str]
"""Those that a sheet asks about."""


def answer_columns(items: Items) -> list[tuple[Item, AnswerColumn]]:
    """In the order of the closed list."""
    return [(item, column) for item in Item if item in items for column in COLUMNS[item]]


def headers(items: Items) -> list[str]:
    answers = [header_of(item, column) for item, column in answer_columns(items)]
    return [*form.BEFORE, *answers, *form.BEHIND]


def workbook(number: str, agency: str, items: Items, taken_on: date, rows: Sequence[AskedRow]) -> bytes:
    """`agency`: its Chinese name."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": "核对询问表", "created": _MADE})
        sheet, explained = book.add_worksheet(form.SHEET), book.add_worksheet(form.HELP)
        looks = _looks(book)
        _top(sheet, number, agency, taken_on, looks)
        _headers(sheet, items, looks)
        for place, row in enumerate(rows):
            _row(sheet, HEADER_ROW + 1 + place, place + 1, row, items, looks)
        _rules(sheet, items, max(len(rows), 1))
        sheet.protect("", {"format_columns": True, "format_rows": True})
        _explain(explained, items, looks)
    return target.getvalue()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _looks(book: Any) -> dict[str, Any]:
    framed = {"border": 1, "text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "given": book.add_format({**framed, "bg_color": "#EDEDED", "num_format": "@"}),
        "head": book.add_format({**framed, "bold": True, "bg_color": "#D9D9D9"}),
        "ask": book.add_format({**framed, "bold": True, "bg_color": "#FCE4D6"}),
        "open": book.add_format({"border": 1, "num_format": "@", "locked": False}),
        "not_asked": book.add_format({"border": 1, "bg_color": "#BFBFBF"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _top(sheet: Any, number: str, agency: str, taken_on: date, looks: dict[str, Any]) -> None:
    title = f"困难职工家庭核对询问表：{agency}（{taken_on.isoformat()} 出具）"
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, form.SHEET_NUMBER, looks["head"])
    sheet.write_string(1, 1, number, looks["given"])
    sheet.write_string(2, 0, form.CLERK, looks["ask"])
    sheet.write_blank(2, 1, None, looks["open"])
    sheet.write_string(3, 0, f"填写方法见“{form.HELP}”。白色栏目填写，灰色栏目勿改。")


def _headers(sheet: Any, items: Items, looks: dict[str, Any]) -> None:
    sheet.freeze_panes(HEADER_ROW + 1, 4)
    for place, header in enumerate(headers(items)):
        is_given = header in (*form.BEFORE, *form.BEHIND) and header != form.NOTHING
        sheet.write_string(HEADER_ROW, place, header, looks["head" if is_given else "ask"])
        sheet.set_column(place, place, 22 if header in (form.ID_NUMBER, form.QUESTION) else 14)


def _row(sheet: Any, at: int, ordinal: int, row: AskedRow, items: Items, looks: dict[str, Any]) -> None:
    given = {
        form.ORDINAL: str(ordinal),
        form.QUESTION: row.question,
        form.ITEM: CHINESE[row.item],
        form.ID_NUMBER: row.id_number,
        form.PURPOSE: form.PURPOSE_TEXT,
        form.CONSENT: row.consent,
        form.CONSENT_UNTIL: row.consent_until.isoformat(),
        form.UNION: row.union,
        form.DUE: row.due_on.isoformat(),
        form.EARLIER: row.earlier,
        form.QUESTION_HASH: row.question_hash,
        form.ROW_CHECK: row.check,
    }
    own = {header_of(row.item, column) for column in COLUMNS[row.item]} | {form.NOTHING}
    for place, header in enumerate(headers(items)):
        if header in given:
            sheet.write_string(at, place, harmless_in_a_sheet(given[header]), looks["given"])
        else:
            sheet.write_blank(at, place, None, looks["open" if header in own else "not_asked"])


def _rules(sheet: Any, items: Items, rows: int) -> None:
    """Lists to choose from, and a word of help at the others."""
    first, last, before = HEADER_ROW + 1, HEADER_ROW + rows, len(form.BEFORE)
    sheet.data_validation(first, before - 1, last, before - 1, {"validate": "list", "source": [form.YES]})
    for place, (_, column) in enumerate(answer_columns(items), start=before):
        if words := words_of(column):
            sheet.data_validation(first, place, last, place, {"validate": "list", "source": words})
        elif column.help:
            told = {"input_title": column.header[:32], "input_message": column.help[:255]}
            sheet.data_validation(first, place, last, place, {"validate": "any", **told})


def words_of(column: AnswerColumn) -> list[str]:
    """What may stand in the cell; nothing where anything of its kind may."""
    return [form.YES, form.NO] if column.kind == "flag" else list(column.codes)


def _explain(sheet: Any, items: Items, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 2, 70)
    for line, text in enumerate(_HELP):
        sheet.merge_range(line, 0, line, 2, text, looks["wrap"])
        sheet.set_row(line, 34)
    at = len(_HELP) + 1
    sheet.write_row(at, 0, ["栏目", "可填", "说明"], looks["head"])
    for line, (item, column) in enumerate(answer_columns(items), start=at + 1):
        told = [header_of(item, column), form.SEPARATOR.join(words_of(column)), column.help]
        sheet.write_row(line, 0, told, looks["wrap"])
