"""The two texts of each refusal of the ledger's own."""

from chassis.http.refusals.errors import ErrorText

ERRORS = (
    ErrorText(
        "aid_kind_unknown",
        422,
        "救助种类不在目录内。",
        "The aid kind is not in the closed list.",
        "请按救助种类目录填写；无法对应的，请联系市总工会人工登记。",
        "Use a kind of the list; one that fits none goes to a person at the city federation.",
    ),
    ErrorText(
        "giver_is_not_sender",
        422,
        "只能报送本单位发放的救助。",
        "Only aid that the sender gave itself can be reported.",
        "请由实际发放单位以自己的密钥签名报送。",
        "Let the giver report it, signed with its own key.",
    ),
    ErrorText(
        "account_or_bill_invalid",
        422,
        "收款账号或票据号码不正确。",
        "The payee's account or the number of the bill cannot be read.",
        "请核对号码后重新报送。",
        "Check the number and report again.",
    ),
    ErrorText(
        "id_number_invalid",
        422,
        "受助人身份证号码不正确。",
        "A beneficiary's resident ID number is not valid.",
        "请核对号码后重新报送。",
        "Check the number and report again.",
    ),
)
