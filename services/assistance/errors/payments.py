"""Refusals about payment batches."""

from chassis.http.refusals.errors import ErrorText
from services.assistance.domain.duties import Step

STEPS = {
    Step.ESTABLISH: "设立、分配或追加资金", Step.PROPOSE: "申报救助", Step.CONSENT: "同意使用资金",
    Step.CLOSE: "结成批次", Step.RELEASE: "领取银行文件", Step.BOOK: "登记发放结果",
}  # fmt: skip

ERRORS = (
    ErrorText(
        "bank_reason.form", 422,
        "退回原因应填银行的代码：字母、数字、点、下划线和连字符最多 40 个，或数字最多 8 个。",
        "The reason is the bank's code: at most 40 letters, digits, dots, underscores and hyphens, or 8 digits.",
        "请照银行回单上的代码填写，不写文字说明和姓名、账号；没有代码的，不填此项。",
        "Copy the code from the bank's receipt, no words, names or accounts; leave it out where there is none.",
    ),
    ErrorText(
        "nothing_to_pay", 409,
        "该资金没有可发放的救助。", "No act of this fund is cleared for payment.",
        "请待台账查重通过后再结批次；查重未通过的，查看其原因。",
        "Wait until the ledger has cleared some; see why the others are held.",
    ),
    ErrorText(
        "batch_unknown", 409,
        "没有此发放批次。", "There is no such batch.",
        "请核对批次编号。", "Compare its number.",
    ),
    ErrorText(
        "batch_not_checked", 409,
        "该批次尚未经台账复核。", "The ledger has not checked this batch yet.",
        "请稍后再试。", "Try again in a while.",
    ),
    ErrorText(
        "act_not_in_batch", 409,
        "救助 {act} 不在该批次的确认名单内。", "Act {act} is not among the confirmed acts of this batch.",
        "请核对银行结果，只登记该批次银行文件中的救助。",
        "Compare the bank's results; book what stands in this batch's bank file.",
    ),
    ErrorText(
        "result_contradicted", 409,
        "救助 {act} 已于 {on} 登记为“{outcome}”，与本次结果不符。",
        "Act {act} is booked as {outcome} on {on}; this says otherwise.",
        "请与银行核对；退回的款项，账户更正后重新发放。",
        "Compare with the bank; what came back is paid again, once the account is corrected.",
        {"outcome": {"paid": "已发放", "returned": "银行退回"}},
    ),
    ErrorText(
        "result_day_impossible", 422,
        "救助 {act} 的发放日期应在 {first} 至 {last} 之间。",
        "The bank's day for act {act} lies between {first} and {last}.",
        "请按银行回单更正日期。", "Correct the day by the bank's receipt.",
    ),
    ErrorText(
        "duties_apart", 403,
        "本人已办理过“{taken}”环节，不得再办理“{step}”环节。",
        "You took the step {taken} here; the step {step} is another person's.",
        "请由另一名有权限的工作人员办理（职责分离）。",
        "Let another person who may do it (docs/security.md, duties apart).",
        {"taken": STEPS, "step": STEPS},
    ),
    ErrorText(
        "result_twice", 422,
        "同一笔救助在结果中出现多次。", "An act has more than one result here.",
        "每笔救助只报一个结果。", "Give one result for each act.",
    ),
    ErrorText(
        "act_not_cleared", 409,
        "救助 {act} 不在该资金可发放之列。", "Act {act} is not among the fund's cleared acts.",
        "请重新读取可发放的救助。", "Read the fund's cleared acts again.",
    ),
)  # fmt: skip
