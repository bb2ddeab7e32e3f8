"""What people type: for each command of theirs the lines that reach every door it has."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from services.intake.form.example import EXAMPLE
from tests.support.described_api import Route

ACT, HOUSEHOLD, MEMBER = "a1", "h1", "m1"


class Line(NamedTuple):
    """`answers`: what the doors say otherwise than usually."""

    words: list[str]
    stdin: str = ""
    answers: Mapping[Route, Any] = MappingProxyType({})


def line(words: str, stdin: Any = None, *more: str) -> Line:
    """`more`: words with blanks or of Chinese text."""
    return Line([*words.split(), *more], stdin if isinstance(stdin, str) else json.dumps(stdin) if stdin else "")


ROSTER = str(Path(__file__).parents[4] / "samples" / "roster.xlsx")
OFFICES = {
    "offices": [
        {
            "office": "tax-440507",
            "name": "龙湖区税务局",
            "url": "https://tax.example/440507",
            "answers": [{"items": ["tax"], "places": ["440507"]}],
            "from": "2026-12-01",
            "source": "核对工作协议",
        }
    ]
}
WHY = ("--reason", "核对来电")
DAY = "2026-11-02"
FUND = {
    "name": "帮扶资金", "source": "union_dues", "year": 2026, "budget": "1000.00", "uses": ["warmth_grant"],
    "org_path": "44/4405",
}  # fmt: skip
AID = {"aid": [{"measure": "w1", "fund": "f1", "amount": "10.00", "first": DAY, "last": DAY}]}
MONTH = {"income": "10.00", "relief": "0.00", "hardship": "0.00", "union_aid": "0.00", "needs": {"food": True}}
HELPER = {"unit": "电子厂工会", "name": "王小明", "phone": "19900000001"}
RESULTS = {"results": [{"act": ACT, "outcome": "paid", "on": DAY}]}

KEY = {
    "sender": "tax", "key_id": "2027", "algorithm": "ed25519", "public_key": "AAAA", "reason": "换钥",
    "valid_from": "2027-01-01T00:00:00+08:00",
}  # fmt: skip
LEAVES = [{"person": MEMBER, "relation": "other"}]
ACCOUNT = {"bank": "虚构银行", "number": "9999990000000000077"}


def get(service: str, template: str) -> Route:
    return Route(service, "GET", template)


def post(service: str, template: str) -> Route:
    return Route(service, "POST", template)


HOUSEHOLD_READ = get("intake", "/v1/households/{household}")
SECOND = {"act": "approve", "category": "2", "grounds": ["incomplete"], "by": "chen"}
VISIT = {
    "visit": "v1", "method": "neighbours", "on": DAY, "by": "chen", "companion": "li.wei", "status": "waiting",
    "found": [{"fact": "vehicles", "found": 1, "declared": 0, "agrees": False, "grade": "indirect"}],
}  # fmt: skip
ABOUT = {
    "household": HOUSEHOLD, "org_path": "44/4405", "status": "under_second_review", "version": 4, "members": [],
    "proposal": None, "second_signature": SECOND, "visits": [VISIT],
}  # fmt: skip
ALL_TAKEN = {"rows": 0, "taken": 0, "unchanged": 0, "refused": 0, "results": []}
ANSWERS: dict[Route, Any] = {HOUSEHOLD_READ: ABOUT}
"""What is read closely; all else is made of the descriptions."""


def waits_to_be_signed(act: str) -> dict[Route, Any]:
    return {HOUSEHOLD_READ: {**ABOUT, "second_signature": {**SECOND, "act": act}}}


def unknown_to_intake(template: str) -> dict[Route, Any]:
    return {post("intake", template): (404, {"code": "not_found"})}


def known_to_verification_alone(template: str) -> dict[Route, Any]:
    return {post(service, template): (404, {"code": "not_found"}) for service in ("intake", "assistance")}


def sheet_back(last: str) -> Route:
    return post("verification", f"/v1/question-sheets/{{sheet}}/{last}")


REPORTED = {
    "question_sheet": "s1", "agency": "bank", "sha256": "x", "status": "brought", "results": [],
    "rows": {"taken": 1, "late": 0, "contradicts": 0, "unchanged": 0, "unanswered": 0, "refused": 0},
}  # fmt: skip
DECISIONS = post("intake", "/v1/rosters/{roster}/differences/decisions")
SETTLED = {"taken": 1, "left": 0, "stale": 0, "waiting": 0, "refused": [], "next": None}

LINES: list[Line] = [
    line("list --kind review --assignee me --overdue --org 44/4405 --changed-since 2026-11-01 --oldest --most 3"),
    line("list"),
    line("tasks take t1"),
    line("tasks take t1")._replace(answers=unknown_to_intake("/v1/tasks/{task}/take")),
    line("tasks hand-over t1 --to li.wei --reason absent"),
    line("tasks hand-over t1 --to li.wei --reason left")._replace(
        answers=unknown_to_intake("/v1/tasks/{task}/hand-over")
    ),
    line("tasks take t1")._replace(answers=known_to_verification_alone("/v1/tasks/{task}/take")),
    line("tasks hand-over t1 --to li.wei --reason left")._replace(
        answers=known_to_verification_alone("/v1/tasks/{task}/hand-over")
    ),
    line("tasks hand-over-all --from chen --to li.wei --reason left"),
    line("households list --status open --recheck --flag notice_not_shown"),
    line("households find", "11010119900101001X"),
    line("households find --by-name", "陈测试"),
    line("households unchanged --before 2025-11-02"),
    line("households never-helped --months 3"),
    line("households withdrawals"),
    line("show h1"),
    line("show h1 --words", None, *WHY),
    line("timeline h1"),
    line("status h1"),
    line("explain h1"),
    line("unmask h1", None, *WHY),
    line("report show h1"),
    line("report inquiries h1"),
    line("report others h1"),
    line("report contradictions h1"),
    line("report settle h1 1.tax --stands 2", None, *WHY),
    line("report sign h1 1.tax --version 3"),
    line("report decline h1 1.tax", None, *WHY),
    line("timeliness --quarter 2026Q4 --region 440507 --agency tax --office tax-440507"),
    line("timeliness"),
    line("directory list --region 440507 --on 2026-11-02"),
    line("directory offices"),
    line("directory waiting"),
    line("directory reminders"),
    line("directory propose -", OFFICES),
    line("directory confirm -", OFFICES),
    line("sheet waiting"),
    line("sheet take --agency bank --again --to {new}"),
    line("sheet list --agency bank"),
    line("sheet file s1 --to {new}"),
    line("sheet bring s1 {old} --marked {new}")._replace(answers={sheet_back("answers"): REPORTED}),
    line("sheet confirm s1 {old}")._replace(answers={sheet_back("answers/confirmation"): REPORTED}),
    line("report original h1 e1 --to {new}", None, *WHY),
    line("verification keys list --sender tax"),
    line("verification keys propose -", KEY),
    line("verification keys confirm -", KEY),
    line("verification keys received-since tax 2026-1"),
    line("verification evidence export h1 --round 2 --to {new}", None, *WHY),
    line("apply -", EXAMPLE),
    line("apply - --again h1", EXAMPLE),
    line("consent forms"),
    line("consent number --org 44/4405/440507 --form 2026-A"),
    line("withdraw h1 --reason -", "自愿撤回"),
    line("withdraw-consent h1 --person t1 --reason -", "不再同意"),
    line("decide approve h1"),
    line("decide approve h1 --category 2 --version 7", None, *WHY),
    line("decide reject h1 --clause 三(一)", None, *WHY),
    line("decide return h1 --paper income_certificate"),
    line("decide finding h1 -", {"difficulty_found": True, "reason": "入户"}),
    line("decide settle h1 drop_member --member m1", None, *WHY),
    line("sign"),
    line("sign h1"),
    line("sign h1 --decline", None, *WHY),
    line("sign h1")._replace(answers=waits_to_be_signed("close_as_exit")),
    line("sign h1")._replace(answers=waits_to_be_signed("keep")),
    line("notice list"),
    line("notice sheet h1"),
    line("notice post h1 --place 公告栏 --on 2026-11-02 --photo {old}"),
    line("notice take-down h1 1 --on 2026-11-09"),
    line("notice object h1 --text -", "另有收入"),
    line("notice objections h1"),
    line("visits list h1"),
    line("visits record h1 neighbours - --on 2026-11-02 --with li.wei --paper a1", {"found": {"vehicles": 1}}),
    line("visits confirm h1 v1"),
    line("visits decline h1 v1", None, *WHY),
    line("notice answer h1 dismissed --text 已申报"),
    line("notice look-again h1 stands --text 不影响"),
    line("number h1 440507-1 --on 2026-11-02"),
    line("change list"),
    line("change list h1"),
    line("change propose h1 phone --on 2026-11-01 --reason 换号 --form -", {"phone": "19900000001"}),
    line("change propose h1 member_left --on 2026-11-01 --reason 迁出 --person m1"),
    line("change approve h1 c1"),
    line("change decline h1 c1", None, *WHY),
    line("move list"),
    line("move show m1"),
    line("move propose h1 44/4405/440507/longhu-wanju residence --text -", "迁居"),
    line("move take m1"),
    line("move decline m1 --version 4", None, *WHY),
    line("move withdraw m1", None, *WHY),
    line("lead list --status waiting"),
    line("lead show l1"),
    line("lead visit l1 contacted --on 2026-11-02"),
    line("campaign list"),
    line("campaign show c1 --watch"),
    line(
        "campaign propose 44/4405/440507 yearly --due-by 2026-12-31 --a-minute 60", None, "--ordered-by", "年度复核通知"
    ),
    line("campaign begin c1 --watch"),
    line("campaign decline c1"),
    line("campaign pause c1"),
    line("campaign resume c1"),
    line("campaign stop c1"),
    line("duplicates list"),
    line("duplicates list --said same"),
    line("duplicates decide p1 different", None, *WHY),
    line("duplicates stops"),
    line("duplicates settle s1 release checked"),
    line("file merge h1 -", {"into": "h2", "persons": [], "same": [{"here": MEMBER, "there": "m2"}], "reason": "重复"}),
    line("file transfer h1 -", {"into": "h2", "persons": LEAVES, "reason": "迁居"}),
    line("file split h1 -", {"persons": LEAVES, "account": ACCOUNT, "reason": "分户"}),
    line("file decide h1 r1 approve"),
    line("recheck keep h1 --clause 三(一)"),
    line("recheck close h1 --clause 三(一)", None, *WHY),
    line("close h1 exit", None, *WHY),
    line("contact h1 phone --on 2026-11-20", None, *WHY),
    line("plan list --status drafted"),
    line("plan show h1"),
    line("plan helper h1 -", HELPER),
    line("plan approve h1"),
    line("plan approve h1 --measure w1 --aid - --version 3", AID),
    line("aid list --status held --household h1 --fund f1"),
    line("aid show a1"),
    line("aid propose h1 warmth_grant --fund f1 --amount 10.00 --first 2026-11-02 --last 2026-11-02 --beneficiary m1"),
    line("aid agree a1"),
    line("aid refuse a1", None, *WHY),
    line("aid withdraw a1", None, *WHY),
    line("aid pay-again a1 --same-account", None, *WHY),
    line("aid referral r1 done --text 已办"),
    line("aid register --household h1 --status held"),
    line("aid register a1"),
    line("aid overlaps"),
    line("fund list"),
    line("fund establish -", FUND),
    line("fund allot f1 44/4405/440507 10.00"),
    line("fund allotments f1"),
    line("fund raise f1 10.00 --instead-of 5.00", None, *WHY),
    line("fund confirm f1 10.00"),
    line("fund raises f1"),
    line("bank list --status checked"),
    line("bank show b1"),
    line("bank close f1 --act a1"),
    line("bank export b1 --to {new}"),
    line("bank results b1 -", RESULTS),
    line("month h1 2026-10 -", MONTH),
    line("visit h1 eased", None, *WHY),
    line("who-looked h1"),
    line("who-looked --person chen"),
    line(f"import {ROSTER}")._replace(answers={post("intake", "/v1/rosters"): ALL_TAKEN}),
    line("roster list"),
    line("roster template {new}"),
    line("roster status r1"),
    line("roster differences r1 --field phone"),
    line("roster take r1 --field phone", None, *WHY)._replace(answers={DECISIONS: SETTLED}),
    line("roster leave r1 --outcome gone", None, *WHY)._replace(answers={DECISIONS: SETTLED}),
    line("attach h1 {old} --kind diagnosis"),
    line("attachments h1"),
    line("paper open h1 p1 --to {new}", None, *WHY),
    line("paper withdraw h1 p1", None, *WHY),
    line("webhook secret status --to {new}"),
    line("parameters list --region 440507"),
    line("parameters list --history"),
    line("parameters waiting --region 440507"),
    line("parameters set dibao_line 950.00 --region 440507 --from 2026-11-01 --source 文件"),
    line("parameters confirm dibao_line 950.00 --region 440507 --from 2026-11-01 --source 文件"),
]
