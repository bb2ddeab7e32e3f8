"""What can be wrong with a paper, and with what is asked of one."""

from chassis.http.refusals.errors import ErrorText

_ANOTHER_ZH = "请另存或重新扫描为普通的 PDF、JPEG 或 PNG 文件后再上传。"
_ANOTHER_EN = "Save or scan it again as a plain PDF, JPEG or PNG file, and upload that."
_LATER_ZH = "请在 {retry_after_s} 秒后用同一 Idempotency-Key 重试。"
_LATER_EN = "Retry in {retry_after_s} seconds with the same Idempotency-Key."


def _paper(code: str, zh: str, en: str) -> ErrorText:
    return ErrorText(code, 422, zh, en, _ANOTHER_ZH, _ANOTHER_EN)


ERRORS = (
    _paper("attachment.media", "按内容判断，文件不是 PDF、JPEG 或 PNG。",
           "By its content the file is no PDF, JPEG or PNG."),
    _paper("attachment.broken", "文件不完整或已损坏，无法打开。",
           "The file is incomplete or damaged and cannot be opened."),
    ErrorText("attachment.encrypted", 422, "PDF 文件已加密。", "The PDF is encrypted.",
              "请去除密码保护后再上传。", "Remove its password protection and upload it again."),
    _paper("attachment.active", "PDF 文件含有脚本、外部动作、表单程序或内嵌文件。",
           "The PDF holds a script, an action that reaches outside, a program of a form or an embedded file."),
    _paper("attachment.two_files", "文件内容之后还藏有其他内容。", "Something else stands behind the end of the file."),
    _paper("attachment.too_complex", "文件展开后过大：图片像素、页数或对象过多。",
           "The file is too large once opened: too many pixels, pages or objects."),
    ErrorText("attachment.reference", 422, "所属事项编号应为系统给出的编号，或 1 至 6 位数字。",
              "A reference is an id of the system's, or one to six digits.",
              "请照事项页面上的编号填写；没有的，不填此项。",
              "Copy the id of the change, visit or objection; leave it out if there is none."),
    ErrorText("attachment.another_application", 422, "申请材料的所属事项编号不是本户的编号。",
              "A paper of the application names no other household.",
              "申请材料不填所属事项编号。", "Leave the reference out."),
    ErrorText("attachment.no_such_change", 422, "本户没有这项变更。", "The household has no such change.",
              "请照变更清单上的编号填写；材料是随申请交的，选“申请”。",
              "Copy the id from the list of changes, or send it for the application."),
    ErrorText("attachment.no_such_objection", 422, "本户没有这项异议。", "The household has no such objection.",
              "请照异议清单上的序号填写；材料是随申请交的，选“申请”。",
              "Copy the number from the list of objections, or send it for the application."),
    ErrorText("attachment.visit", 422, "走访的编号应为 1 至 6 位数字。", "A visit is numbered by one to six digits.",
              "请改填走访的序号；没有的，不填此项。", "Write the visit's number, or leave it out."),
    ErrorText("attachment.size", 413, "文件超过 {most} MB。", "The file is larger than {most} MB.",
              "请压缩或分成几个文件上传。", "Make it smaller, or send it as several files."),
    ErrorText("attachment.busy", 503, "正在检查其他文件，未受理本次上传。",
              "Other files are being looked at; this one was not taken.", _LATER_ZH, _LATER_EN),
    ErrorText("attachment.store_away", 503, "附件存储暂不可用，未受理。",
              "The store of attachments is away; nothing was done.", _LATER_ZH, _LATER_EN),
    ErrorText("attachment.too_many", 409, "该户已有 {most} 个附件。", "The household has {most} attachments already.",
              "请撤回传错的附件，或把同类材料合并为一个文件。",
              "Withdraw papers that are wrong, or put papers of a kind into one file."),
    ErrorText("attachment.too_many_of_one", 409, "同一人为一户最多提交 {most} 个附件（含已撤回的）。",
              "One person brings at most {most} papers of a household, withdrawn ones counted.",
              "请把同类材料合并为一个文件，或由工会另一位工作人员提交。",
              "Put papers of a kind into one file, or have somebody else of the union bring the rest."),
    ErrorText("attachment.too_much_of_one", 409, "同一人为一户提交的附件合计不超过 {most} MB（含已撤回的）。",
              "What one person brings of a household is at most {most} MB together, withdrawn ones counted.",
              "请压缩后再上传，或由工会另一位工作人员提交。",
              "Make the file smaller, or have somebody else of the union bring it."),
    ErrorText("attachment.too_much", 409, "该户附件合计将超过 {most} MB。",
              "The household's attachments would be larger than {most} MB together.",
              "请压缩后再上传，或撤回传错的附件。", "Make the file smaller, or withdraw papers that are wrong."),
    ErrorText("attachment.withdrawn", 409, "该附件已经撤回。", "The attachment was withdrawn already.",
              "无需再次撤回；撤回的理由见附件清单。", "There is nothing to do; the list of attachments says so."),
    ErrorText("attachment.lost", 410, "附件已丢失或内容被改动，无法打开。",
              "The attachment is missing or was altered, and cannot be opened.",
              "请联系运维人员运行 jiekun check，并重新上传该材料。",
              "Ask an operator to run jiekun check, and upload the paper again."),
)  # fmt: skip
