"""What refuses a visit, its second signature, or an approval before one."""

from chassis.http.refusals.errors import ErrorText

_READ = ("请重新读取该户的走访记录。", "Read the household's visits again.")

ERRORS = (
    ErrorText("nothing_to_visit_for", 409, "该户已办结，不再登记或确认走访。",
              "The household's way has ended: no visit is recorded or confirmed any more.",
              "请重新读取该户的现状。", "Read the household again."),
    ErrorText("no_visit_waits", 409, "没有待确认的此项走访。", "No visit of this id waits to be confirmed.", *_READ),
    ErrorText("too_many_visits", 409, "每户在作出决定前最多登记 {most} 次走访。",
              "At most {most} visits are recorded of a household before it is decided on.",
              "请核对是否重复登记。", "See whether one was recorded twice."),
    ErrorText("visit_required", 409, "当地规定走访核查后方可批准，该户尚无两人确认的走访。",
              "The place approves nobody whom two people have not visited, and no confirmed visit is on record.",
              "请由两人走访并登记（visits），同行人确认后再批准。",
              "Two people visit and record it (visits); approve when who went along has confirmed it."),
    ErrorText("visited_by_one_person", 422, "走访须由两人进行，同行人不得是登记人本人。",
              "Two people go on a visit: who went along is another than who records it.",
              "请填写另一位走访人的用户名。", "Name the other person."),
    ErrorText("visited_by_who_applied", 403, "为该户提交、补正申请或提出异议的人不得走访核查该户。",
              "Who applied for a household, sent its papers or objected does not visit it.",
              "请由其他两人走访。", "Two others visit it."),
    ErrorText("visit_confirmed_by_who_went_along", 403, "走访所见只能由同行人确认；登记人可以撤回。",
              "A visit is confirmed by who went along; who recorded it may take it back.",
              "请由同行人本人确认。", "Who went along confirms it."),
    ErrorText("visit_found_nothing", 422, "须写明走访看到了什么，至少一项。",
              "Say what was seen on the visit, one thing at least.", "请补充所见。", "Add what was seen."),
    ErrorText("visit_day", 422, "走访日期应在 {earliest} 至 {latest} 之间。",
              "A visit is of a day between {earliest} and {latest}.", "请更正日期。", "Correct the day."),
    ErrorText("visit_paper", 422, "所列附件中有一件（{paper}）不是该户的走访材料，或已撤回。",
              "Attachment {paper} is no paper of a visit to this household, or was withdrawn.",
              "请先以“走访”用途上传（for=visit）。", "Attach it for a visit first (for=visit)."),
)  # fmt: skip
