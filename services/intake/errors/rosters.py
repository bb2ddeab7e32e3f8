"""What can be wrong with a roster as a file, and with a cell before it is a field."""

from chassis.http.refusals.errors import ErrorText

_SHEET_ZH, _SHEET_EN = "请使用困难职工登记表模板（.xlsx）。", "Use the roster form (.xlsx)."
_CELL_ZH, _CELL_EN = "请更正该单元格后重新上传。", "Correct the cell and upload the sheet again."


def _file(code: str, zh: str, en: str) -> ErrorText:
    return ErrorText(code, 422, zh, en, _SHEET_ZH, _SHEET_EN)


def _cell(code: str, zh: str, en: str) -> ErrorText:
    return ErrorText(code, 422, zh, en, _CELL_ZH, _CELL_EN)


ERRORS = (
    _file("roster.no_workbook", "文件不是可读取的 Excel 工作簿。", "The file is not a readable workbook."),
    _file("roster.headers", "表头与登记表不符，缺少：{columns}。", "The sheet lacks these columns: {columns}."),
    _file("roster.too_long", "登记表超过 {rows_max} 行。", "The roster has more than {rows_max} rows."),
    _file("roster.too_large", "工作簿解压后过大。", "The workbook is too large once unpacked."),
    _cell("cell.missing", "必填单元格为空。", "A required cell is empty."),
    _cell("cell.number_for_text",
          "号码被 Excel 存为数字，超过 15 位的部分已失真；请把单元格设为文本后重新录入。",
          "The number was kept as a number, which loses digits beyond 15; make the cell text and type it again."),
    _cell("cell.text", "应为文本。", "Must be a text."),
    _cell("cell.integer", "应为整数。", "Must be a whole number."),
    _cell("cell.date", "应为日期，如 2026-11-01。", "Must be a date such as 2026-11-01."),
    _cell("cell.flag", "应填“是”或“否”。", "Must be 是 (yes) or 否 (no)."),
    _cell("cell.code", "应为下列之一：{words}。", "Must be one of: {words}."),
    _cell("cell.place", "应为“本人”“成员1”等。", "Must be 本人, 成员1 and so on."),
    _cell("cell.error", "单元格含有公式错误。", "The cell holds a formula error."),
    _cell("row.too_large", "该行内容过长。", "The row holds too much text."),
    _cell("row.members", "成员必须依次填写，中间不能空缺。", "Members must be filled in one after the other."),
)  # fmt: skip
