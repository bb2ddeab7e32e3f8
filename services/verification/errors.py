"""Verification's refusals, each with its two texts."""

from chassis.http.refusals.errors import ErrorText
from chassis.work_list import errors as work_list

ERRORS: tuple[ErrorText, ...] = (
    ErrorText(
        "earlier_round_unknown", 409,
        "找不到上一轮（第 {round} 轮）核对。", "There is no round {round} to go on from.",
        "请联系系统管理员。", "Ask the operator.",
    ),
    ErrorText(
        "household_erased", 410,
        "该户个人信息已依法删除，无法显示。", "This household's personal data were erased and cannot be shown.",
        "如需证明，请查看删除记录。", "Ask for the certificate of erasure.",
    ),
    ErrorText(
        "office.form", 422,
        "机构代码应由字母、数字和 . _ : / @ - 组成，至多 99 个字符。",
        "An office's code is letters, digits and . _ : / @ -, at most 99.",
        "请填写该机构签名时所用的代码。", "Write the code under which it signs.",
    ),
    ErrorText(
        "office.url", 422,
        "接口地址应为 http 或 https 地址。", "The address of its interface begins with https:// or http://.",
        "请核对接口地址。", "Compare the address of its interface.",
    ),
    ErrorText(
        "office.place", 422,
        "地区代码应为 2、4 或 6 位数字。", "A place has two, four or six digits.",
        "请核对行政区划代码（GB/T 2260）。", "Compare the region code (GB/T 2260).",
    ),
    ErrorText(
        "office.out_of_reach", 403,
        "机构 {office} 答复的地区 {place} 不在本单位的管辖范围内。",
        "{office} answers in {place}, which is not under your organisation.",
        "由该地区的工会联合会设定。", "The federation of that place sets it.",
    ),
    ErrorText(
        "office.day_too_far", 422,
        "起始日应自今日（{today}）起，两年之内。", "It begins today ({today}) or within two years.",
        "请核对起始日。", "Compare the day.",
    ),
    ErrorText(
        "office.without_key", 409,
        "尚无机构 {office} 的签名公钥，其答复不会被采信。",
        "No key of {office} is known: nothing it answers would be believed.",
        "请先登记其公钥。", "Enter its public key first.",
    ),
    ErrorText(
        "office.url_open", 422,
        "机构 {office} 的接口须使用 https 地址：问题中有个人信息。",
        "{office} must be asked by https: a question names people.",
        "请填写 https 地址。", "Write an https address.",
    ),
    ErrorText(
        "office.place_taken", 409,
        "同一地区的同一事项届时由 {other} 答复。", "{other} answers one of these items in the same place then.",
        "请先提出并确认 {other} 自同日起不再答复。", "Let {other} give it up first, from the same day on.",
    ),
    ErrorText(
        "office.not_proposed", 409,
        "没有与此相同的机构 {office} 待确认。", "No such entry of {office} waits to be confirmed.",
        "请先由另一人提出，并按其内容确认。", "Let somebody propose it first, and confirm what they wrote.",
    ),
    ErrorText(
        "office.confirmed_by_another", 403,
        "机构 {office} 的提出人不得自行确认。", "Who proposed {office} cannot confirm it.",
        "请由另一名政策参数员确认。", "Let another lawkeeper confirm it.",
    ),
    ErrorText(
        "quarter.form", 422,
        "季度的写法不对。", "This is not how a quarter is written.",
        "请按“2026Q4”的样式填写。", "Write it like 2026Q4.",
    ),
    ErrorText(
        "region.form", 422,
        "区县代码应为 6 位数字，如 440507。", "The code of a county has six digits, such as 440507.",
        "请填写六位数字的行政区划代码。", "Write its code of GB/T 2260.",
    ),
    ErrorText(
        "not_contradicted", 409,
        "最近一轮核对中没有这项矛盾。", "The latest round has no such contradiction.",
        "请重新读取矛盾答复的列表。", "Read the list of contradictions again.",
    ),
    ErrorText(
        "no_such_answer", 422,
        "所选的一方不存在：并列的答复共 {most} 份。", "There is no such side: {most} answers stand side by side.",
        "请核对后重填。", "Correct it and send it again.",
    ),
    ErrorText(
        "settlement_without_reason", 422,
        "裁定或退回须写明理由。", "A settlement, and a declined signature, have a reason.",
        "请写明理由。", "Write the reason.",
    ),
    ErrorText(
        "settlement_waits", 409,
        "该矛盾已由 {by} 裁定，待另一人复核。", "{by} has settled it, and another must sign.",
        "请复核，或退回后重新裁定。", "Sign it, or decline it and settle it anew.",
    ),
    ErrorText(
        "settlement_signed_by_another", 403,
        "裁定须由另一人复核。", "Another person signs a settlement second.",
        "请由另一位审核人办理。", "Another reviewer does it.",
    ),
    ErrorText(
        "no_settlement_waits", 409,
        "没有待复核的裁定。", "No settlement waits for a signature.",
        "请重新读取矛盾答复的列表。", "Read the list of contradictions again.",
    ),
    ErrorText(
        "settled_already", 409,
        "该矛盾已裁定（{by}）。", "It is settled already (by {by}).",
        "请重新读取矛盾答复的列表。", "Read the list of contradictions again.",
    ),
    *work_list.ERRORS,
    ErrorText(
        "sheet.nothing_waits", 409,
        "没有等待列入询问表的问题。", "No question to this agency waits for a sheet.",
        "请查看各部门待询问情况；需要重新出具已发出的问题，请注明再次列入。",
        "See what waits; to carry questions that are out already, ask for them again.",
    ),
    ErrorText(
        "sheet.headers", 422,
        "文件不是发给该部门的询问表：表头不符。", "The file is no question sheet for this agency: its headers differ.",
        "请使用原来的询问表文件，不要增删栏目。", "Use the sheet as it was taken out; add and delete no column.",
    ),
    ErrorText(
        "sheet.clerk", 422,
        "表上没有填写部门经办人姓名。", "Nobody of the agency is named in the sheet.",
        "请由部门在“经办人姓名”旁填写姓名（60 字以内）后再带回。",
        "Have the agency's clerk write the name beside the label.",
    ),
    ErrorText(
        "sheet.another", 409,
        "文件是另一张询问表。", "The file is another sheet.",
        "请核对询问表编号。", "Compare the number in the sheet.",
    ),
    ErrorText(
        "sheet.not_brought", 409,
        "没有人带回过这份文件。", "Nobody has brought this very file.",
        "请先由另一人带回；确认时须用同一份文件，一个字节也不能改动。",
        "Another person brings it first; confirm the same file, byte for byte.",
    ),
    ErrorText(
        "sheet.second_person", 409,
        "带回与确认须为不同的两人。", "Who brought the sheet cannot confirm it.",
        "请由另一位审核人确认。", "Ask another reviewer.",
    ),
    ErrorText(
        "roster.no_workbook", 422,
        "文件不是可读取的工作簿（.xlsx、.xls，未加密）。",
        "The file is not a readable workbook (.xlsx, .xls, not encrypted).",
        "请使用原来的询问表文件。", "Use the question sheet's own file.",
    ),
    ErrorText(
        "roster.too_large", 422,
        "工作簿解压后过大。", "The workbook is too large once unpacked.",
        "请删除空白行列的格式和多余的工作表。", "Delete formatted empty rows and columns and further sheets.",
    ),
    ErrorText(
        "roster.too_long", 422,
        "表格超过 {rows_max} 行。", "The sheet has more than {rows_max} rows.",
        "请使用原来的询问表文件。", "Use the question sheet's own file.",
    ),
    ErrorText(
        "roster.marks", 422,
        "第 {row} 行有不成对的英文引号。", "Row {row} holds a quotation mark without its other half.",
        "请保存为 .xlsx 后上传。", "Save it as .xlsx and send that.",
    ),
    ErrorText(
        "roster.busy", 503,
        "正在处理其他表格，未受理本次上传。", "Other sheets are being read; this one was not taken.",
        "请在 {retry_after_s} 秒后用同一 Idempotency-Key 重试。",
        "Retry in {retry_after_s} seconds with the same Idempotency-Key.",
    ),
    ErrorText(
        "key.unusable", 422,
        "密钥 {key} 的公钥无法读取。", "The public key of {key} cannot be read.",
        "Ed25519 公钥为 32 字节的 base64。", "An Ed25519 public key is 32 bytes in base64.",
    ),
    ErrorText(
        "key.times", 422,
        "失效时刻应晚于生效时刻。", "A key ends after it begins.",
        "请更正两个时刻。", "Correct the two instants.",
    ),
    ErrorText(
        "key.reaches_back", 422,
        "密钥的生效或失效不能追溯。", "The beginning or the end of a key does not reach back.",
        "请填写此后的时刻；密钥泄露的，请填写吊销时刻。", "Name an instant to come; for a stolen key: revoked_from.",
    ),
    ErrorText(
        "key.another", 409,
        "密钥编号 {key} 已用于另一公钥或另一生效时刻。", "The id {key} is another key's, or begins at another instant.",
        "新的公钥请用新的编号。", "Give a new key a new id.",
    ),
    ErrorText(
        "key.revoked", 409,
        "密钥 {key} 已吊销。", "The key {key} is revoked.",
        "吊销不能撤回，只能提前。", "A revocation is not taken back; it may only begin earlier.",
    ),
    ErrorText(
        "key.not_proposed", 409,
        "没有人如此提出过密钥 {key} 的变更。", "Nobody has proposed this of the key {key}.",
        "请照提出的内容确认，或另行提出。", "Confirm it as it was proposed, or propose it.",
    ),
    ErrorText(
        "key.confirmed_by_another", 403,
        "密钥 {key} 的变更须由另一人确认。", "A change of the key {key} is confirmed by somebody else.",
        "请由另一名管理员确认。", "Ask another operator.",
    ),
    ErrorText(
        "key.form", 422,
        "发送方或密钥编号的写法不对。", "This is not how a sender or a key id is written.",
        "1 至 99 个字符：字母、数字和 . _ : / @ -。", "1 to 99 of letters, digits and . _ : / @ -.",
    ),
)  # fmt: skip
