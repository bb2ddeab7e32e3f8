"""Refusals about plans, referrals and months."""

from chassis.http.refusals.errors import ErrorText
from services.assistance.errors.acts import RECIPIENTS

REFERRALS = {
    "sent": "已转办", "overdue": "逾期未答复", "accepted": "已受理", "declined": "不予办理", "done": "已办结",
}  # fmt: skip

ERRORS = (
    ErrorText(
        "finding_stands", 409,
        "已认定该户困难“{finding}”，理由与本次不同。",
        "The difficulty was found {finding} already, for another reason.",
        "已有认定继续有效，无需重复提交。", "What was found stands; read the plan's story.",
        {"finding": {"ended": "已消除", "eased": "已缓解"}},
    ),
    ErrorText(
        "plan_closed", 409,
        "该户档案已撤销，帮扶计划已终止。", "The household's file is closed, and its plan with it.",
        "如家庭返困，请重新提交申请。", "After a relapse, a new application opens a new file.",
    ),
    ErrorText(
        "plan_already_approved", 409,
        "帮扶计划已经批准。", "The plan is approved already.",
        "如需追加资金帮扶，请单独申报。", "Propose further aid by itself.",
    ),
    ErrorText(
        "measure_unknown", 409,
        "计划中没有措施“{measure}”。", "The plan has no measure {measure}.",
        "请从计划所列措施中选择。", "Choose among the measures of the plan.",
    ),
    ErrorText(
        "measure_not_chosen", 409,
        "措施“{measure}”未列入本次批准。", "Measure {measure} is not among those approved here.",
        "请把该措施列入本次批准的措施（measures），或删除其资金。", "List it in measures, or leave out its money.",
    ),
    ErrorText(
        "measure_is_not_money", 409,
        "措施“{measure}”不是资金类措施。", "Measure {measure} is no measure of money.",
        "资金只能用于资金类措施。", "Give money to measures of money only.",
    ),
    ErrorText(
        "measure_pays_another", 409,
        "措施“{measure}”的资金付给{recipient}，不付到家庭账户。",
        "The money of measure {measure} goes to the {recipient}, not to the household's account.",
        "请批准该措施而不列资金，由工会直接缴付。", "Approve it without money here; the union pays it directly.",
        {"recipient": RECIPIENTS},
    ),
    ErrorText(
        "household_erased", 409,
        "该户个人信息已删除，不能继续办理。", "The personal data are erased; nothing can be decided on them.",
        "如需帮扶，请重新提交申请。", "Help begins with a new application.",
    ),
    ErrorText(
        "file_unroutable", 409,
        "适用文件（{profile}）中没有该户的类别或致困原因，无法拟定计划。",
        "Profile {profile} knows no such category or cause.",
        "请联系系统管理员核对适用文件的版本。", "Ask the operator to compare the profile's version.",
    ),
    ErrorText(
        "referral_answered", 409,
        "该转办事项的状态为“{outcome}”，不能再改为此状态。", "The referral is {outcome} and cannot become this.",
        "请重新读取该户计划中的转办事项。", "Read the referral again in the household's plan.",
        {"outcome": REFERRALS},
    ),
    ErrorText(
        "month_not_over", 409,
        "{month} 尚未结束，不能记录整月情况。", "{month} is not over; only full months are recorded.",
        "请在次月记录。", "Record it in the following month.",
    ),
    ErrorText(
        "month_long_before", 409,
        "{month} 早于建档前十二个月；最早可记录 {earliest}。",
        "{month} lies more than twelve months before the file opened; the first that is recorded is {earliest}.",
        "请核对月份。", "Compare the month.",
    ),
)  # fmt: skip
