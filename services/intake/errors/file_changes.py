"""What refuses a change of an open file, and a decision on its re-check."""

from collections.abc import Mapping

from chassis.http.refusals.errors import ErrorText
from kernel.closed_lists import CHANGE_KINDS

_READ_ZH, _READ_EN = "请重新读取该户的现状。", "Read the household again."
_FORM_ZH, _FORM_EN = "请更正后再提交。", "Correct it and send it again."


def _state(
    code: str, zh: str, en: str, next_zh: str = _READ_ZH, next_en: str = _READ_EN, **words: Mapping[str, str]
) -> ErrorText:
    return ErrorText(code, 409, zh, en, next_zh, next_en, words)


def _duty(code: str, zh: str, en: str) -> ErrorText:
    return ErrorText(code, 403, zh, en, "请由另一位审核人办理。", "Another reviewer does it.")


def _lacks(code: str, zh: str, en: str) -> ErrorText:
    return ErrorText(code, 422, zh, en, _FORM_ZH, _FORM_EN)


ERRORS = (
    _lacks("change.field_missing", "此类变更须填写该项。", "A change of this kind needs this field."),
    _lacks("change.field_of_another_kind", "此类变更不含该项。", "A change of this kind has no such field."),
    _lacks("change_day_impossible", "变更日期应在 {earliest} 至 {latest} 之间。",
           "A change is of a day between {earliest} and {latest}."),
    _lacks("nothing_changes", "与档案现有内容相同，没有变更。", "The file says so already: nothing changes."),
    _state("change_waits", "同一事项已有变更 {change} 待批准（{kind}，由 {by} 提出）。",
           "A change of the same thing waits already: {change} ({kind}, proposed by {by}).",
           "请先查看并批准或退回该变更。", "Look at it, and approve or decline it first.", kind=CHANGE_KINDS),
    _state("not_correctable", "该户没有可以更正的申请：档案已建立，或申请已办结。",
           "There is no application to correct: the file is open, or it has ended.",
           "档案已建立的，请提出变更。", "Where the file is open, propose a change."),
    _state("change_not_waiting", "没有这项待批准的变更，或已办结。", "No such change waits; it may be settled already.",
           "请查看该户的变更列表。", "Look at the household's list of changes."),
    _state("change_overtaken", "其他变更已先生效，该变更（{change}）已不能适用。",
           "Another change took effect first: this one ({change}) does not apply any more.",
           "请退回该变更，必要时重新提出。", "Decline it, and propose it anew where it is still needed."),
    _state("person_not_in_the_file", "该人员不在此档案中。", "This person is not in the file.",
           "请核对成员标识；待批准的变更请退回。", "Check the member's token; decline a change that waits."),
    _state("person_elsewhere", "该人员在另一份打开的档案中。", "This person is in another open file.",
           "请与该人员核实；先由另一档案办理离开或撤档。",
           "Ask the person; the other file must let them go or be closed first."),
    _state("applicant_leaves", "申请人离开或死亡后，本档案不能继续。",
           "Without its applicant the file cannot go on.",
           "有其他成年成员的，请先提出申请人变更；没有的，请撤档。",
           "Where another adult is in it, propose the change `applicant_changed` first; else close it."),
    _lacks("takeover_names_everybody", "申请人变更须写明其余每一位成员与新申请人的关系，且只说一次。",
           "A change of the applicant says of everybody else, once, how they are related to the new one."),
    _lacks("takeover_of_age", "新申请人须为本户的另一位成年成员。",
           "The new applicant is another member of the file, and of age."),
    _state("file_full", "一户最多 {most} 名成员（含待批准的）。",
           "A household has at most {most} members, with those who wait.",
           "请核对家庭成员。", "Check who belongs to the household."),
    _duty("change_approved_by_another", "提出变更的人不得批准该变更。", "Who proposed a change does not approve it."),
    _duty("decided_by_who_changed", "提出变更的人不得决定由此开始的复查。",
          "Who proposed a change does not decide on the re-check."),
    _state("no_recheck", "该户没有进行中的复查。", "No re-check of this household is under way."),
    _state("recheck_under_way", "复查核对尚未完成。",
           "The report of the re-check is to come.",
           "请待核对报告完成后再决定。", "Decide when its report has come."),
    _state("keeping_waits", "该户已有复查决定待复核。",
           "A decision on the re-check waits for a second signature already.",
           "请先复核，或退回该决定。", "Sign or decline it first."),
    _state("no_keeping_waits", "该户没有待复核的复查决定。", "No decision on a re-check waits for a second signature."),
    _state("move_of_no_open_file", "只有打开的档案可以转档。", "Only an open file moves to another union.",
           "申请阶段请在原工会办结，或撤回后向对方工会申请。",
           "An application ends where it began; or withdraw it, and apply at the other union."),
    _state("move_waits", "转档 {move}（至 {to}）待对方接收。", "A move waits already: {move}, to {to}.",
           "请等待对方接收，或先撤回该转档。", "Wait until it is taken, or withdraw it first."),
    _state("move_not_waiting", "该转档已办结或已撤回。", "This move does not wait any more.",
           "请重新读取转档列表。", "Read the list of moves again."),
    _lacks("move_leads_nowhere", "该户已在此工会。", "The file is that union's already."),
    _state("move_place_unclear", "该工会不属某一区县，不能确定适用的政策。",
           "That union stands in no single county: no document can be told.",
           "请选择区县及以下的工会。", "Name a union of a county, or the county's federation."),
    _duty("move_taken_by_another", "提出转档的人不得接收。", "Who proposed a move does not take it."),
    ErrorText("move_of_the_other_union", 403, "接收或退回由对方工会办理，撤回由提出的工会办理。",
              "The other union takes or declines; the union that proposed it withdraws.",
              "请由相应工会的审核人办理。", "A reviewer of that union does it."),
    _lacks("recheck_clause_required", "复查决定须写明依据的条款。", "A decision on a re-check names its clause."),
)  # fmt: skip
