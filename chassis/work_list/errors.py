"""What a work list refuses; a service that has one adds these to its own table."""

from chassis.http.refusals.errors import ErrorText

ERRORS = (
    ErrorText("task_taken", 409, "该事项已由 {who} 领取。", "{who} has taken this task.",
              "请从待办中另选一项，或请其移交。", "Choose another one, or ask them to hand it over."),
    ErrorText("task_not_by_them", 403, "该事项须由 {who} 以外的人办理：初审（或首次签署）由其作出。",
              "{who} signed first: the second signature is another person's.",
              "请移交给另一位审核人。", "Hand it to another reviewer."),
    ErrorText("task_of_another", 403, "该事项已由他人领取；他人的事项由审核人移交。",
              "Somebody else has it: a reviewer hands over what is another's.",
              "请其本人或审核人移交。", "Ask them or a reviewer."),
    ErrorText("subject.form", 422, "不是用户名：应与其登录令牌中的名称完全一致。",
              "Not the name of a user: write it as their token names them.",
              "请核对后重填。", "Correct it and send it again."),
)  # fmt: skip
