"""What refuses a visit to whom a lead is about."""

from chassis.http.refusals.errors import ErrorText
from kernel.leads import LEAD_OUTCOMES

ERRORS = (
    ErrorText("lead_settled", 409, "该线索已为“{status}”，不能再登记走访。",
              "The lead is {status}: no visit is recorded any more.",
              "请重新读取该线索。", "Read the lead again.",
              {"status": {**LEAD_OUTCOMES, "applied": "已申请", "lapsed": "已到期"}}),
    ErrorText("lead_day", 422, "走访日期应在 {earliest} 至 {latest} 之间。",
              "A visit is of a day between {earliest} and {latest}.",
              "请更正日期。", "Correct the day."),
)  # fmt: skip
