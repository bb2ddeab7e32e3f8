"""Refusals about aid and the funds it comes from."""

from chassis.http.refusals.errors import ErrorText

ERRORS = (
    ErrorText(
        "fund_of_no_organisation", 409,
        "组织名录中没有该工会组织。", "No organisation stands at this path in the table of organisations.",
        "请核对 org_path。", "Check org_path.",
    ),
    ErrorText(
        "fund_unknown", 404,
        "没有可用于该户的此项资金。", "There is no such fund for this household.",
        "请选择本级或上级工会的资金。", "Choose a fund of the household's union or of one above it.",
    ),
    ErrorText(
        "fund_use_not_permitted", 409,
        "该资金不得用于 {kind}。", "The fund may not pay for {kind}.",
        "请选择用途相符的资金。", "Choose a fund that may.",
    ),
    ErrorText(
        "budget_exhausted", 409,
        "该资金可用余额不足。", "Not enough of the fund's budget is free.",
        "请减少金额或选择其他资金。", "Ask for less, or choose another fund.",
    ),
    ErrorText(
        "amount_not_positive", 422,
        "金额必须大于零。", "The amount must be more than zero.",
        "请更正金额。", "Correct the amount.",
    ),
    ErrorText(
        "amount.negative", 422,
        "金额不得为负。", "The amount must not be negative.",
        "请更正金额。", "Correct the amount.",
    ),
    ErrorText(
        "period_backwards", 422,
        "起止日期颠倒。", "The period ends before it begins.",
        "请更正起止日期。", "Correct its dates.",
    ),
    ErrorText(
        "period_too_long", 422,
        "救助期间最长 {days} 天。", "A period of aid has at most {days} days.",
        "请缩短期间，或分次申报。", "Shorten it, or propose the aid in parts.",
    ),
    ErrorText(
        "period_too_far", 422,
        "救助期间应在 {earliest} 至 {latest} 之内。", "A period of aid lies between {earliest} and {latest}.",
        "请更正起止日期。", "Correct its dates.",
    ),
    ErrorText(
        "no_beneficiary", 409,
        "没有符合该救助种类的受益人。", "No member can receive aid of this kind.",
        "请核对家庭成员情况。", "Look at the household's members again.",
    ),
    ErrorText(
        "unknown_member", 409,
        "受益人不是该户成员。", "A beneficiary is no member of this household.",
        "请从家庭成员中选择受益人。", "Choose beneficiaries among its members.",
    ),
    ErrorText(
        "act_unknown", 409,
        "没有此项救助。", "There is no such act of aid.",
        "请核对业务编号。", "Compare its number.",
    ),
    ErrorText(
        "act_on_its_way", 409,
        "该笔救助已进入发放，不能撤回。", "The act is on its way to the bank, or paid, and cannot be taken back.",
        "请等待发放结果。", "Wait for the bank's result.",
    ),
    ErrorText(
        "act_of_another_giver", 403,
        "该笔救助由 {giver} 提供，只能由其撤回。", "The act is given by {giver}, who alone may take it back.",
        "请联系提供救助的工会。", "Call the union that gives it.",
    ),
)  # fmt: skip
