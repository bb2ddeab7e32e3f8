"""What refuses a bulk re-check."""

from chassis.http.refusals.errors import ErrorText

ERRORS = (
    ErrorText("campaign_of_nobody", 422, "该范围内没有可以复查的档案。", "No open file is in that scope.",
              "请核对工会路径、截止日期和户编号。", "Compare the union's path, the day, and the households' ids."),
    ErrorText("campaign_begun_by_another", 403, "批量复查的提出人不得自行批准。",
              "Who proposed a bulk re-check does not begin it.",
              "请由另一位审核人批准。", "Another reviewer begins it."),
    ErrorText("campaign_not_so", 409, "该批量复查目前为“{status}”，不能如此办理。",
              "The bulk re-check is {status}: this cannot be done with it now.",
              "请重新读取该批量复查的现状。", "Read how it stands again.",
              {"status": {"proposed": "待批准", "declined": "未批准", "running": "进行中", "paused": "已暂停",
                          "stopped": "已停止", "done": "已完成"}}),
)  # fmt: skip
