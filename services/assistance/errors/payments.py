"""Refusals about payment batches."""

from chassis.http.refusals.errors import ErrorText

ERRORS = (
    ErrorText(
        "nothing_to_pay", 409,
        "该资金没有可发放的救助。", "No act of this fund is cleared for payment.",
        "请等待查重通过。", "Wait for clearances.",
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
        "请核对银行结果。", "Compare the bank's results.",
    ),
    ErrorText(
        "result_contradicted", 409,
        "救助 {act} 已于 {on} 登记为 {outcome}，与本次结果不符。",
        "Act {act} is booked as {outcome} on {on}; this says otherwise.",
        "请与银行核对；退回的款项撤回后重新申报。",
        "Compare with the bank; what came back is withdrawn and proposed again.",
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
