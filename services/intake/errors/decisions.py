"""What the state of a household refuses (409), and what a decision lacks (422)."""

from collections.abc import Mapping
from typing import Any

from chassis.http.refusals.errors import ErrorText
from kernel.closed_lists import CLOSING_REASONS
from policies.parameters.settable import WITHOUT_CLAUSE, closing_of

_READ_ZH, _READ_EN = "请重新读取该户的现状。", "Read the household again."
_ADD_ZH, _ADD_EN = "请补充后再提交。", "Add it and send the decision again."


PROPOSALS = {"none": "不符合条件", "excluded": "属于排除情形", "undetermined": "情况不明"}
"""What is proposed where no category is."""
PARAMETERS = {"notice_working_days": "公示工作日数"}
CLOSINGS = {closing_of(reason): f"允许以{CLOSING_REASONS[reason]}撤档" for reason in WITHOUT_CLAUSE}


def _state(
    code: str, zh: str, en: str, next_zh: str = _READ_ZH, next_en: str = _READ_EN, **words: Mapping[Any, str]
) -> ErrorText:
    return ErrorText(code, 409, zh, en, next_zh, next_en, words)


def _duty(code: str, zh: str, en: str) -> ErrorText:
    return ErrorText(code, 403, zh, en, "请由另一位审核人办理。", "Another reviewer does it.")


def _lacks(
    code: str, zh: str, en: str, next_zh: str = _ADD_ZH, next_en: str = _ADD_EN, **words: Mapping[Any, str]
) -> ErrorText:
    return ErrorText(code, 422, zh, en, next_zh, next_en, words)


STATUSES = {
    "under_verification": "核对中", "under_review": "审核中", "under_second_review": "待复核", "returned": "退回补正",
    "rejected": "不予批准", "withdrawn": "已撤回", "on_notice": "公示中", "blocked": "建档受阻", "open": "已建档",
    "closed": "已撤档",
}  # fmt: skip

ERRORS = (
    _state("application_stands", "申请人在本单位已有一份申请或档案（{household}，{status}），没有另立一户。",
           "The applicant has an application or file here already ({household}, {status}); no other was made.",
           "请在该户上办理：补正的，以补正提交；情况有变的，先撤回再申请。", "Go on with that one: send papers there,"
           " or withdraw it before you apply anew.", status=STATUSES),
    _state("not_returned", "该申请未处于退回补正状态。", "The application was not returned for papers."),
    _state("nobody_is_asked_any_more", "该户已办结，不再向任何部门核对。",
           "The household's way has ended: nobody is asked about it any more."),
    _state("consent_withdrawn_already", "授权已经撤回。", "The consent was withdrawn already."),
    _state("consent_was_withdrawn", "该授权书签署之后授权已被撤回。",
           "The consent was withdrawn after this one was signed.",
           "请由成员重新签署授权书。", "Have the members sign a new one."),
    _lacks("person_not_covered", "授权书不包括成员 {person}。", "The consent does not cover member {person}."),
    _state("cannot_withdraw", "该申请已不能撤回。", "The application cannot be withdrawn any more."),
    _state("already_withdrawn", "该申请已经撤回，理由以首次为准。",
           "The application was withdrawn already; the first reason stands."),
    _state("finding_made_already", "该认定已经作出，理由以首次为准。",
           "That was found already; the first reason stands."),
    _state("not_under_review", "该户未处于审核状态。", "The household is not under review."),
    _state("not_on_notice", "该户未处于公示期。", "The household is not on notice."),
    _state("notice_not_shown", "该户公示尚未张贴满 {days} 个工作日，当地规定张贴后方可建档。",
           "No sheet of the notice has hung for {days} working days, which the place asks for before a file opens.",
           "请张贴并登记（notice/sheets），满期后重试；或不予批准。",
           "Hang a sheet and record it (notice/sheets), try again when its days are over, or reject."),
    _state("not_blocked", "该户建档未被阻止。", "The household's opening is not blocked."),
    _state("not_under_second_review", "该户没有待复核的决定。", "No decision waits for a second signature."),
    _state("no_closing_waits", "该户没有待复核的撤档。", "No closing waits for a second signature."),
    _state("closing_waits", "该户已有撤档待复核。", "A closing of this file waits for a second signature already.",
           "请先复核，或退回该撤档。", "Sign or decline it first."),
    _duty("decided_by_who_applied", "提交、补正或提出异议的人不得审核该户。",
          "Who applied for a household, sent its papers or objected does not decide on it."),
    _duty("answered_by_who_decided", "作出该审核决定的人（初审或复核）不得答复对它的异议。",
          "Who signed the approval, first or second, does not answer an objection to it."),
    _state("no_second_look_waits", "该户没有待复看的决定。", "No decision waits to be looked at again."),
    _state("no_objection_waits", "该户没有待答复的公示异议。", "No objection waits for an answer."),
    _state("objection_unanswered", "该户有公示异议尚未答复，答复后才能再次批准并公示。",
           "An objection waits for its answer: only then is the household approved and put on notice again.",
           "请由未参与原决定的审核人先答复异议。",
           "A reviewer who had no part in the decision answers it first."),
    _lacks("unknown_sheet", "该户没有此编号的公示。", "The household has no notice sheet of this number.",
           "请从该户公示中选择。", "Choose among the household's sheets."),
    _state("sheet_taken_down_already", "该公示已于 {on} 撤下。", "The sheet was taken down on {on} already."),
    _state("too_many_sheets", "每户公示张贴最多登记 {most} 次。", "At most {most} sheets are recorded of a household.",
           "请核对是否重复登记。", "See whether one was recorded twice."),
    ErrorText("sheet_day_impossible", 422, "日期应在 {earliest} 至 {latest} 之间。",
              "The day is between {earliest} and {latest}.", "请更正日期。", "Correct the day and send it again."),
    ErrorText("photo.form", 422, "照片摘要应为 64 位小写十六进制（SHA-256）。",
              "The photo's digest is SHA-256 as 64 lower-case hexadecimal digits.",
              "请重新计算照片文件的 SHA-256；没有照片可不填。", "Compute it anew; leave it out without a photo."),
    _duty("signed_by_the_same_person", "复核人不得与初审人为同一人。",
          "The second signature is another person's than the first."),
    ErrorText("paper.form", 422, "材料应写其种类的代码（小写英文字母和下划线），不写内容或姓名。",
              "A paper is named by its kind in lower-case letters and underscores, never by what it says of whom.",
              "例如收入证明写 income_certificate；需要说明的请写在理由里。",
              "Such as income_certificate; explain it in the reason."),
    ErrorText("file_number.form", 422, "档案编号应为 1 至 40 位的数字、字母、斜线或连字符。",
              "A file number has 1 to 40 digits, letters, slashes or hyphens.",
              "请按档案封面上的编号填写。", "Write it as it stands on the file."),
    _state("file_not_open", "该户档案未处于打开状态。", "The household has no open file."),
    _state("number_already_recorded", "该户已登记档案编号，编号或登记日期与此不同。",
           "A file number was recorded already, another one or on another day."),
    ErrorText("number_day_impossible", 422, "登记日期应在 {earliest} 至 {latest} 之间。",
              "The number was recorded between {earliest} and {latest}.",
              "请更正登记日期。", "Correct the day and send it again."),
    _state("unknown_household", "没有这一户。", "There is no such household.",
           "请核对户编号。", "Compare the household's id."),
    _state("household_erased", "该户的个人信息已依法删除，不能继续办理。",
           "The household's personal data were erased; nothing can be decided on them.",
           "如仍需帮扶，请重新提交申请。", "Help begins with a new application."),
    _state("facts_unusable", "核对结果中有一项（{fact}）无法用于判断。", "A verified fact cannot be used: {fact}.",
           "请联系系统管理员。", "Ask the operator."),
    _state("nothing_proposed_yet", "该户尚无系统建议，核对完成后才有。",
           "Nothing was proposed for this household yet: the report is to come.",
           "请待核对报告完成后再查看。", "Ask again when its report has come."),
    _state("proposed_without_parameters", "该建议作出时尚未留存参数，无法按当时的参数说明理由。",
           "The proposal is older than the record of its parameters, so its reasons cannot be worked out again.",
           "请查看该建议所附的判断过程。", "Read the trace that stands beside it."),
    _state("parameter_unset", "该地区尚未设定参数“{name}”，无法办理。",
           "A parameter is not set for this region: {name}.",
           "请联系本级政策参数员设定，另一人确认后再办理。",
           "Ask a lawkeeper to set it; go on when another has confirmed it.", name=PARAMETERS),
    _lacks("another_applicant", "补正后的申请人不是原申请人。", "The applicant is not the same person as before.",
           "请以原申请人提交；更换申请人的，撤回后重新申请。",
           "Send it for the same applicant; for another one withdraw and apply anew."),
    _lacks("another_organisation", "补正后的工会组织或区县与原申请不同。",
           "The organisation or region is not that of the application.",
           "请按原申请的工会组织和区县提交；迁移的，撤回后重新申请。",
           "Send it for the same place; after a move withdraw and apply anew there."),
    ErrorText("decision.field", 422, "该决定不含此项：批准可写类别和理由，不予批准写条款和理由，退回写所缺材料。",
              "Not part of this decision: an approval has category and reason, a rejection clause and reason, a return"
              " the papers.",
              "请删除该项；退回的原因请写在材料名称里。", "Leave it out; say why in the names of the papers."),
    _lacks("category_required", "系统未提出类别，批准时须写明类别。",
           "No category was proposed: an approval must name one."),
    _lacks("unknown_category", "适用文件没有所写的类别；该文件的类别：{known}。",
           "The document has no such category. It has: {known}.",
           "请从所列类别中选择一个。", "Choose one of those."),
    _lacks("reason_required", "决定与系统建议（{proposal}）不一致，须写明理由。",
           "The decision goes against the proposal ({proposal}): it needs a written reason.", proposal=PROPOSALS),
    _lacks("clause_required", "不予批准须写明依据的条款。", "A rejection names the clause it rests on.",
           "请写明适用文件的条款，如“三(一)”。", "Name the document's clause, such as 三(一)."),
    _lacks("unknown_clause", "适用文件没有条款“{clause}”。该文件的条款：{known}。",
           "The document has no clause {clause}. It has: {known}."),
    _lacks("finding_required", "须写明认定了什么。", "Say what was found."),
    _lacks("papers_required", "退回须写明需补正的材料。", "A return names the papers that are missing."),
    _lacks("settlement_reason_required", "处理建档冲突须写明理由。",
           "Settling a blocked opening needs a written reason."),
    _lacks("applicant_cannot_be_dropped", "不能移除申请人。", "The applicant cannot be dropped."),
    _lacks("declining_reason_required", "退回复核须写明理由。", "Declining a signature needs a written reason."),
    _lacks("unknown_member", "所列人员不是该户成员。", "Somebody named is not a member.",
           "请从该户成员中选择。", "Choose among the household's members."),
    _lacks("closing_reason_required", "撤档须写明理由（已有脱困建议的除外）。",
           "Closing needs a written reason, unless an exit was proposed."),
    ErrorText("closing_not_allowed", 409, "当地适用的文件没有以“{reason}”撤档的条款，也未设定参数予以允许。",
              "No clause of the documents here closes a file for {reason}, and no parameter allows it.",
              "可由两位政策管理人设定并确认参数“{name}”，或以其他理由撤档。",
              "Two lawkeepers set and confirm the parameter {name}; or close it for another reason.",
              {"reason": CLOSING_REASONS, "name": CLOSINGS}),
    _state("still_to_be_tried", "只有 {days} 天联系未果，至少须有 {least} 天。",
           "Nobody was reached on {days} days; it takes {least}.",
           "请在其他日期再次联系并登记。", "Try again on other days, and record each attempt."),
    _state("somebody_takes_it_over", "本户还有其他成年成员。", "Another adult is in the household.",
           "请提出申请人变更，由该成员接续本档案。",
           "Propose the change `applicant_changed`: that member takes the file over."),
    _lacks("contact_day_impossible", "联系日期应在 {earliest} 至 {latest} 之间。",
           "An attempt is of a day between {earliest} and {latest}."),
)  # fmt: skip
