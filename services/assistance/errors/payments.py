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
        "payment_already_returned", 409,
        "救助 {act} 的款项已退回，不能再记为已发放。", "The money of act {act} came back; it cannot be booked as paid.",
        "请重新申报该笔救助。", "Propose the aid again.",
    ),
    ErrorText(
        "result_twice", 422,
        "同一笔救助在结果中出现多次。", "An act has more than one result here.",
        "每笔救助只报一个结果。", "Give one result for each act.",
    ),
)  # fmt: skip
