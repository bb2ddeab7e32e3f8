"""Refusals about aid and the funds it comes from."""

from chassis.http.refusals.errors import ErrorText
from kernel.aid_kinds import CHINESE as KINDS

RECIPIENTS = {
    "household": "家庭", "insurer": "保险经办机构", "school": "学校", "landlord": "房屋出租方", "employer": "用人单位",
}  # fmt: skip
STATUSES = {
    "awaits_consent": "等待同意", "proposed": "待查重", "cleared": "查重通过", "held": "查重未通过",
    "in_batch": "已列入批次",
    "confirmed": "已复核", "paid": "已发放", "returned": "银行退回", "withdrawn": "已撤回",
}  # fmt: skip

ERRORS = (
    ErrorText(
        "fund_of_no_organisation", 409,
        "组织名录中没有该工会组织，不能为其设立资金。",
        "No organisation stands at this path in the table of organisations.",
        "请核对工会组织路径（org_path）。", "Check its path (org_path).",
    ),
    ErrorText(
        "fund_unknown", 404,
        "没有可用于该户的此项资金。", "There is no such fund for this household.",
        "请选择本级或上级工会的资金。", "Choose a fund of the household's union or of one above it.",
    ),
    ErrorText(
        "fund_use_not_permitted", 409,
        "该资金不得用于“{kind}”。", "The fund may not pay for {kind}.",
        "请选择用途相符的资金。", "Choose a fund that may.", {"kind": KINDS},
    ),
    ErrorText(
        "budget_exhausted", 409,
        "“{name}”可用余额 {free} 元，不足本次的 {amount} 元。",
        "{free} yuan of {name} are free, less than the {amount} of this act.",
        "请减少金额或选择其他资金，或请该资金的管理单位追加预算。",
        "Ask for less, choose another fund, or have its keeper raise the budget.",
    ),
    ErrorText(
        "amount_not_positive", 422,
        "金额必须大于零。", "The amount must be more than zero.",
        "请填写大于零的金额（元），如 1200.00。", "Write yuan, more than zero, such as 1200.00.",
    ),
    ErrorText(
        "amount.negative", 422,
        "金额不得为负。", "The amount must not be negative.",
        "请填写大于零的金额（元），如 1200.00。", "Write yuan, more than zero, such as 1200.00.",
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
        "没有这笔救助。", "There is no such act of aid.",
        "请核对业务编号。", "Compare its number.",
    ),
    ErrorText(
        "act_withdrawn_already", 409,
        "该笔救助已经撤回，理由以首次为准。", "The act was withdrawn already; the first reason stands.",
        "无需重复撤回；如需救助请重新申报。", "There is nothing more to do; propose it anew if it is needed.",
    ),
    ErrorText(
        "act_on_its_way", 409,
        "该笔救助已进入发放，不能撤回。", "The act is on its way to the bank, or paid, and cannot be taken back.",
        "请等待发放结果。", "Wait for the bank's result.",
    ),
    ErrorText(
        "act_not_returned", 409,
        "该笔救助目前状态为“{status}”，不是银行退回的款项。", "The act is {status}: its money did not come back.",
        "只有银行退回的救助可以重新发放；其他情况请另行申报或撤回。",
        "Only what the bank returned is paid again; propose aid anew, or take the act back.",
        {"status": STATUSES},
    ),
    ErrorText(
        "account_not_corrected", 409,
        "该户收款账户与被退回时相同，尚未更正。", "The household's account is the one that the money came back from.",
        "请先更正账户：一人提出账户变更（变更种类 account），另一人批准；账户确实无误的，请写明 same_account。",
        "Have it corrected first: one person proposes a change of the account, another approves it; where it is right"
        " all the same, say same_account.",
    ),
    ErrorText(
        "act_of_another_giver", 403,
        "该笔救助由 {giver} 提供，只能由其撤回。", "The act is given by {giver}, who alone may take it back.",
        "请联系提供救助的工会。", "Call the union that gives it.",
    ),
    ErrorText(
        "fund_of_another_year", 409,
        "该资金为 {year} 年度预算，不得跨年度使用。", "The fund's budget is of {year}, and pays in that year alone.",
        "请使用本年度的资金。", "Use a fund of this year.",
    ),
    ErrorText(
        "aid_pays_another", 409,
        "“{kind}”应支付给{recipient}，不得发放到该户账户。",
        "Money of {kind} goes to the {recipient}, never to the household.",
        "请通过转办直接支付给收款单位。", "Have it paid to them directly, by referral.",
        {"kind": KINDS, "recipient": RECIPIENTS},
    ),
    ErrorText(
        "amount_over_cap", 409,
        "“{kind}”每笔不得超过 {cap} 元。", "One act of {kind} is {cap} yuan at most.",
        "请减少金额；上限由政策参数设定。", "Ask for less; the cap is a parameter of the place.", {"kind": KINDS},
    ),
    ErrorText(
        "consent_not_asked", 409,
        "该笔救助目前状态为“{status}”，不在等待资金管理单位同意。",
        "Nobody is asked to agree to this act: it is {status}.",
        "无需办理；请重新读取该笔救助，查看其状态。", "There is nothing to do; read the act again for how it stands.",
        {"status": STATUSES},
    ),
    ErrorText(
        "allotment_elsewhere", 409,
        "“{name}”由 {keeper} 管理，额度只能分配给其下级工会。",
        "{name} is kept by {keeper} and allotted to unions below it alone.",
        "请核对所填的工会组织路径。", "Compare the union's path.",
    ),
    ErrorText(
        "allotment_over_budget", 409,
        "额度超出“{name}”的预算 {budget} 元。", "The allotment is beyond the budget of {name}, {budget} yuan.",
        "请减少额度，或先追加预算。", "Allot less, or have the budget raised first.",
    ),
    ErrorText(
        "raise_waits", 409,
        "已有一笔 {amount} 元的追加申请待确认（{reason}）。",
        "A raise by {amount} yuan waits to be confirmed ({reason}).",
        "请先由另一人确认；如需更换，请在 instead_of 中写明该金额。",
        "Let another person confirm it; to put this one in its place, name that amount as instead_of.",
    ),
    ErrorText(
        "raise_not_asked", 409,
        "没有该金额的追加申请待确认。", "No raise by this amount waits to be confirmed.",
        "请先提出申请，或核对金额。", "Ask for it first, or compare the amount.",
    ),
    ErrorText(
        "confirmed_by_another", 403,
        "申请人不得自行确认。", "Who asked for it cannot confirm it.",
        "请由另一名工作人员确认。", "Let another person confirm it.",
    ),
)  # fmt: skip
