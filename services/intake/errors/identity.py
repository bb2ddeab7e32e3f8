"""What refuses to tell two households apart, or to bring them together."""

from chassis.http.refusals.errors import ErrorText

_SEE_ZH, _SEE_EN = "请重新读取两户的现状。", "Read both households again."

ERRORS = (
    ErrorText("stop_not_waiting", 409, "该次导入未处于停止状态，或已处理。",
              "This import does not wait, or it was settled already.", "请重新读取停止的导入列表。",
              "Read the list of stopped imports again."),
    ErrorText("released_by_who_imported", 403, "导入的人不得放行自己的导入。",
              "Who imported a sheet does not release it.", "请由另一位审核人办理。", "Another reviewer does it."),
    ErrorText("rearrangement_waits", 409, "该户已有并户、转户或拆户 {rearrangement} 待批准（由 {by} 提出）。",
              "A merge, transfer or split of this file waits already: {rearrangement}, proposed by {by}.",
              "请先批准或退回。", "Approve or decline it first."),
    ErrorText("rearrangement_not_waiting", 409, "没有这项待批准的并户、转户或拆户，或已办结。",
              "No such merge, transfer or split waits; it may be settled already.", _SEE_ZH, _SEE_EN),
    ErrorText("rearrangement_into_itself", 422, "不能并入或转入本户。",
              "Nobody is merged or transferred into the file where they are.",
              "请填写另一户。", "Name the other household."),
    ErrorText("rearrangement_approved_by_another", 403, "提出并户、转户或拆户的人不得批准。",
              "Who proposed a merge, transfer or split does not approve it.",
              "请由另一位审核人办理。", "Another reviewer does it."),
    ErrorText("rearrangement_out_of_reach", 409, "另一户的档案已由其他工会保管：{union}（{phone}）。",
              "The other file is kept by another union by now: {union}, {phone}.",
              "请退回，或由管辖两个工会的上级工会批准。",
              "Decline it, or have a federation above both unions approve it."),
    ErrorText("merge_names_everybody", 422, "并户须说明每一位成员：与另一户的谁是同一人，或一并转入；且只说一次。",
              "A merge says of each member, once, whom they are the same as or that they come along.",
              "请补全成员。", "Name every member."),
    ErrorText("nobody_goes", 422, "须写明离开的成员。", "Name who leaves.", "请补充成员。", "Name the members."),
    ErrorText("applicant_of_age", 422, "新户的申请人须为成年人。", "The applicant of the new file is of age.",
              "请把成年成员列在首位。", "Name a member of age first."),
    ErrorText("duplicate_not_waiting", 409, "这一对已经甄别，或情况已更正，不再需要甄别。",
              "These two were told apart already, or what spoke for them was corrected.",
              "请重新读取疑似重复列表。", "Read the list of near duplicates again."),
    ErrorText("duplicate_reason_required", 422, "甄别须写明理由。", "Telling two households apart needs a reason.",
              "请补充后再提交。", "Add it and send it again."),
)  # fmt: skip
