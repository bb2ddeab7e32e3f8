"""What can be wrong with a roster as a file, and with a cell before it is a field."""

from chassis.http.refusals.errors import ErrorText

_SHEET_ZH, _SHEET_EN = (
    "请使用困难职工登记表模板（GET /v1/rosters/template）。",
    "Use the roster form (GET /v1/rosters/template).",
)
_CELL_ZH, _CELL_EN = "请更正该单元格后重新上传。", "Correct the cell and upload the sheet again."


def _file(code: str, zh: str, en: str) -> ErrorText:
    return ErrorText(code, 422, zh, en, _SHEET_ZH, _SHEET_EN)


def _cell(code: str, zh: str, en: str) -> ErrorText:
    return ErrorText(code, 422, zh, en, _CELL_ZH, _CELL_EN)


ERRORS = (
    _file("roster.no_workbook", "文件不是可读取的工作簿（.xlsx、.xls，未加密）或文本表格（.csv）。",
          "The file is not a readable workbook (.xlsx, .xls, not encrypted) or table (.csv)."),
    ErrorText("roster.headers", 422, "表头与登记表不符：{columns}。",
              "The headers are not the form's: {columns}.",
              "请补齐或改正所列表头；可下载登记表模板（GET /v1/rosters/template）。",
              "Add or correct the headers named; the form is at GET /v1/rosters/template."),
    ErrorText("roster.busy", 503, "正在处理其他登记表，未受理本次上传。",
              "Other rosters are being read; this one was not taken.",
              "请在 {retry_after_s} 秒后用同一 Idempotency-Key 重试。",
              "Retry in {retry_after_s} seconds with the same Idempotency-Key."),
    ErrorText("roster.one_at_a_time", 429, "本单位的另一份登记表正在处理，未受理本次上传。",
              "Another roster of your organisation is being read; this one was not taken.",
              "请待其处理完毕，在 {retry_after_s} 秒后用同一 Idempotency-Key 重试。",
              "Wait until it is done; retry in {retry_after_s} seconds with the same Idempotency-Key."),
    _file("roster.too_long", "登记表超过 {rows_max} 行。", "The roster has more than {rows_max} rows."),
    ErrorText("roster.too_large", 422, "工作簿解压后过大。", "The workbook is too large once unpacked.",
              "请删除空白行列的格式和多余的工作表，或分成几份登记表上传。",
              "Delete formatted empty rows and columns and further sheets, or send it as several rosters."),
    _cell("cell.missing", "必填单元格为空。", "A required cell is empty."),
    _cell("cell.number_for_text",
          "号码被 Excel 存为数字，超过 15 位的部分已失真；请把单元格设为文本后重新录入。",
          "The number was kept as a number, which loses digits beyond 15; make the cell text and type it again."),
    _cell("cell.text", "应为文本。", "Must be a text."),
    _cell("cell.integer", "应为整数。", "Must be a whole number."),
    _cell("cell.date", "应为日期，如 2026-11-01。", "Must be a date such as 2026-11-01."),
    _cell("cell.last_minute",
          "单元格是某日的最后一分钟，可能是次日零点被制表程序少算了几秒；请只填日期。",
          "The cell is the last minute of a day, or the next one's midnight, some seconds short; type the day alone."),
    _cell("cell.flag", "应填“是”或“否”。", "Must be 是 (yes) or 否 (no)."),
    _cell("cell.code", "应为下列之一：{words}。", "Must be one of: {words}."),
    _cell("cell.place", "应为“本人”“成员1”等。", "Must be 本人, 成员1 and so on."),
    _cell("cell.error", "单元格含有公式错误。", "The cell holds a formula error."),
    _cell("cell.formula", "公式没有保存计算结果；请在 Excel 中打开并保存，或改为数值。",
          "The formula has no stored value; open and save the sheet in Excel, or type the value."),
    _cell("cell.merged", "单元格与相邻单元格合并，无法判断各行各列的内容；请取消合并后逐格填写。",
          "The cell is merged with others, so nobody knows what each says; unmerge them and fill in each."),
    _cell("cell.format_characters", "文本含有不可见字符、私用区字符或残缺的文字；请重新录入，生僻字用其统一码录入。",
          "The text holds invisible, private or broken characters; type it again, a rare one by its Unicode code."),
    _cell("column.unknown", "该列不属于登记表，但本行填有内容；请移入登记表的列，或清空。",
          "The column is not the form's, and the row holds something in it; move it to the form's, or empty it."),
    _cell("row.hidden", "该行被隐藏；请取消隐藏后核对，或删除该行。",
          "The row is hidden; show it and look at it, or delete it."),
    _cell("cell.read_as", "写法与登记表不同，已按通常含义读取，请核对。",
          "Written otherwise than the form asks; read as people mean it. Please compare."),
    _cell("cell.default", "单元格为空，采用上传时给定的值。",
          "The cell is empty; the value given with the upload was taken."),
    _cell("cell.assumed", "单元格为空，按其他各栏或登记表的说明推定，请核对。",
          "The cell is empty; it was taken as the other cells or the form say. Please compare."),
    _cell("cell.contradicts", "与“{words}”一栏不符；请更正其中之一。",
          "It contradicts the column {words}; correct one of them."),
    _cell("cell.area", "应为平方米数或所列四档之一。", "Must be a number of square metres, or one of the four bands."),
    _cell("cell.list", "写法无法逐项读取：{words}", "The list cannot be read entry by entry; write it as: {words}"),
    _cell("union.unknown", "组织目录中没有这个名称的工会；相近的有：{words}。",
          "No union of this name is in the organisations file; near ones: {words}."),
    _cell("union.ambiguous", "有几个工会同名，请填路径：{words}。",
          "Several unions have this name; write the path of one: {words}."),
    _cell("columns.assumed", "表中没有下列各栏，已按登记表的说明推定：{words}。",
          "The sheet lacks these columns; they were taken as the form says: {words}."),
    _cell("sheet.titles", "第 {words} 行在表头以上，未读取。", "Row {words} is above the headers and was not read."),
    _cell("column.for_people", "该列供人查看，未读取。", "The column is for people and was not read."),
    _cell("column.hidden", "该列被隐藏，内容已读取。", "The column is hidden; it was read all the same."),
    _cell("sheet.unread", "第 {words} 个工作表未读取，登记表只读取第一个可见的工作表。",
          "Sheet {words} was not read; a roster is the first visible sheet."),
    _cell("row.too_large", "该行内容过长。", "The row holds too much text."),
    _cell("row.members", "成员必须依次填写，中间不能空缺。", "Members must be filled in one after the other."),
)  # fmt: skip
