"""What a person reads: the most urgent first, yuan, Chinese days, words instead of codes. Nothing private is typed."""

import json
from collections.abc import Iterator
from typing import Any, get_args

import typer
from rich.cells import cell_len
from typer.core import TyperGroup

from cli.commands.households import SHOWN
from cli.desk import tables, words
from cli.main import COMMANDS, app
from cli.words import FIELDS as SHOWN_EVERYWHERE
from contracts.ledger import RULES_CHINESE
from kernel.closed_lists import ClosingReason
from services.assistance.api.referrals import Outcome
from services.assistance.domain.act import states as acts
from services.assistance.domain.batch import Status as BatchStatus
from services.assistance.domain.plan import states as plans
from services.assistance.projections.task_writes import TaskKind as AssistanceTask
from services.intake.api import survey_shapes
from services.intake.api.households import Flagged
from services.intake.api.shapes import Change
from services.intake.domain.events import DifferenceKind, Ground, StopReason
from services.intake.domain.events import Outcome as ObjectionOutcome
from services.intake.domain.household.states import Status
from services.intake.handlers.views import ABOUT_OTHERS
from services.intake.projections.task_writes import TaskKind as IntakeTask
from services.ledger.api.aid import Status as AidStatus
from services.verification.projections.task_writes import TaskKind as VerificationTask
from tests.unit.cli.desk.conftest import Terminal
from tests.unit.cli.desk.lines import get, line

REPORT = {
    "round": 1, "complete": False, "items": [
        {"item": "tax", "agency": "tax", "outcome": "mismatched", "answered_on": "2026-11-02"},
        {"item": "student", "agency": "education", "outcome": "not_found", "answered_on": "2026-11-02"},
        {"item": "housing_fund", "agency": "housing_fund", "outcome": "doubtful", "answered_on": "2026-11-03"},
        {"item": "vehicle", "agency": "traffic_police", "outcome": "no_answer", "answered_on": None},
    ],
    "comparisons": [
        {"item": "tax", "agency": "tax", "fact": "monthly_income", "person": "m1", "declared": "700.00",
         "answered": "900.00", "agrees": False, "grade": "direct", "answered_on": "2026-11-02"},
        {"item": "tax", "agency": "tax", "fact": "employment", "person": "m1", "declared": "employed",
         "answered": "unemployed", "agrees": False, "grade": "direct", "answered_on": "2026-11-02"},
        {"item": "housing_fund", "agency": "housing_fund", "fact": "housing_fund_beside_income", "person": "m1",
         "declared": "700.00", "answered": "6000.00", "agrees": False, "grade": "indirect",
         "answered_on": "2026-11-03"},
    ],
    "facts": [
        {"name": "household_income", "value": "900.00", "provenance": "verified:tax", "as_of": "2026-11-02",
         "formula": None, "inputs": None},
        {"name": "hukou_kind", "value": "urban", "provenance": "declared", "as_of": "2026-11-02",
         "formula": None, "inputs": None},
        {"name": "houses", "value": 3, "provenance": "verified:real_estate", "as_of": "2026-11-02",
         "formula": "sum(houses)", "inputs": {"m1": 2, "m2": 1}},
    ],
    "unanswered": [
        {"item": "vehicle", "agency": "traffic_police", "outcome": "no_answer", "facts": ["vehicles", "cars"]},
    ],
}  # fmt: skip
FORBIDDEN = (403, {"code": "forbidden", "texts": {"zh": "您的角色不能进行此操作。", "en": "Not your role."}})
INTAKE, ASSISTANCE = get("intake", "/v1/tasks"), get("assistance", "/v1/tasks")
VERIFICATION = get("verification", "/v1/tasks")


def task(name: str, kind: str, due_on: str | None, since: str = "2026-11-01T00:00:00Z") -> dict[str, Any]:
    return {
        "task": name, "kind": kind, "household": "h1", "name": "沈**", "about": "h1", "org_path": "44/4405",
        "due_on": due_on, "overdue": False, "since": since, "reason": [], "not_by": None, "assignee": None,
        "changed_at": since,
    }  # fmt: skip


def page(*items: dict[str, Any]) -> dict[str, Any]:
    return {"items": list(items), "next": None}


BOTH = {
    INTAKE: page(task("t1", "review", "2026-11-05"), task("t3", "change", None)),
    ASSISTANCE: page(task("t2", "plan", "2026-11-04")),
    VERIFICATION: page(),
}


def names(told: str) -> list[str]:
    return [one["task"] for one in json.loads(told)["items"]]


def test_what_waits_anywhere_stands_in_one_list_most_urgent_first(terminal: Terminal) -> None:
    everything = line("list")._replace(answers=BOTH)
    assert names(terminal.types(everything, as_json=True).stdout) == ["t2", "t1", "t3"]
    shown = terminal.types(everything).stdout
    assert "批准计划" in shown
    assert "沈**" in shown


def test_a_kind_is_asked_where_it_waits_and_none_that_is_unknown(terminal: Terminal) -> None:
    terminal.types(line("list --kind plan"))
    assert [one.route for one in terminal.api.asked] == [ASSISTANCE]
    told = terminal.types(line("list --kind plans"))
    assert told.exit_code == 2
    assert "plan 批准计划" in told.stderr


def test_who_has_no_list_in_one_service_has_the_others(terminal: Terminal) -> None:
    finance = line("list")._replace(answers={**BOTH, INTAKE: FORBIDDEN})
    assert names(terminal.types(finance, as_json=True).stdout) == ["t2"]
    nobody = line("list")._replace(answers=dict.fromkeys((INTAKE, ASSISTANCE, VERIFICATION), FORBIDDEN))
    told = terminal.types(nobody)
    assert told.exit_code == 2
    assert "您的角色不能进行此操作" in told.stderr


def test_no_more_pages_are_read_than_are_shown(terminal: Terminal) -> None:
    acts = [{"act": name} for name in "abc"]
    endless = line("aid list --most 5")._replace(
        answers={get("assistance", "/v1/acts"): {"items": acts, "next": "more"}}
    )
    told = terminal.types(endless, as_json=True)
    assert len(json.loads(told.stdout)["items"]) == 5
    assert "只列出前 5 条" in told.stderr
    assert [one.query.get("cursor") for one in terminal.api.asked] == [None, "more"]


def test_amounts_are_yuan_moments_are_chinas_and_codes_are_words() -> None:
    assert tables.said("amount", "1200.00") == "1200.00元"
    assert tables.said("changed_at", "2026-11-02T18:00:00Z") == "2026-11-03 02:00"
    assert tables.said("due_on", "2026-11-02") == "2026-11-02"
    assert tables.said("status", "on_notice") == "公示中"
    assert tables.said("reason", ["diagnosis", "signature_declined"]) == "诊断书；复核未通过"
    assert tables.said("reason", "diagnosis of 2026") == "diagnosis of 2026"
    assert tables.said("grounds", ["against_proposal"]) == "与系统建议不一致"
    assert tables.said("what", "bank_file") == "银行代发文件"
    assert tables.said("flags", ["review_overdue"]) == "审核逾期"
    assert tables.said("overdue", True) == "是"
    assert tables.said("other", {"giver": "民政", "amount": "400.00", "bill": None}) == "救助单位 民政，金额 400.00元"
    assert tables.heading("household") == "户编号 household"


def test_a_state_is_called_by_the_word_of_what_it_is_the_state_of(capsys: Any) -> None:
    """One code is a household's and an act's, a batch's, a change's: 已退回补正 is not what a bank did."""
    for thing, word in [
        ({"act": "a", "household": "h", "batch": "b", "status": "returned"}, "银行退回"),
        ({"change": "c", "household": "h", "kind": "account", "status": "proposed"}, "待批准"),
        ({"change": "c", "household": "h", "kind": "account", "status": "declined"}, "已退回"),
        ({"change": "c", "household": "h", "status": "open", "version": 3}, "已建档"),
        ({"batch": "b", "fund": "f", "status": "closed", "acts": 2}, "已结批"),
        ({"household": "h", "org_path": "44", "status": "closed", "helper_named": True}, "已终止"),
        ({"referral": "r", "household": "h", "status": "sent"}, "已转办"),
        ({"household": "h", "status": "closed", "version": 3}, "已撤档"),
    ]:
        tables.show([thing], ("status",))
        assert word in capsys.readouterr().out, thing
        tables.show(thing, ("status",))
        assert f"状态 status  {word}" in capsys.readouterr().out, thing


def test_a_list_that_the_screen_has_no_room_for_is_folded_and_breaks_no_id(monkeypatch: Any, capsys: Any) -> None:
    household = "c8b95301-6ae3-86cd-8394-d44bb2ddc3a1"
    shown = {
        "household": household, "name": "沈**", "status": "open", "category": "2", "proposal": "2",
        "submitted_on": "2026-11-02", "opened_on": "2026-11-10", "recheck_due_on": "2027-05-10",
        "flags": ["review_overdue"], "org_path": "44/4405/440511/jinping-yinwu", "version": 12,
    }  # fmt: skip
    for width, lines in ((200, 5), (100, 3)):
        monkeypatch.setattr(tables, "WIDE", width)
        tables.show([shown], SHOWN)
        told = capsys.readouterr().out
        assert household in told
        assert all(word in told for word in ("沈**", "已建档", "2026-11-10", "审核逾期", "jinping-yinwu"))
        assert max(map(cell_len, told.splitlines())) <= width
        assert len(told.splitlines()) <= lines


def test_codes_that_a_bank_or_a_document_gives_are_words() -> None:
    assert tables.said("bank_reason", "AC04") == "账户已销户"
    assert tables.said("bank_reason", "X99") == "X99", "a code of the bank's own is shown as it came"
    assert tables.said("reason", ["BE01"]) == "户名与账号不符"
    assert tables.said("chosen", ["tuition_aid"]) == "金秋助学"
    assert tables.said("rule", "same_bill") == "同一票据"
    assert tables.said("findings", ["eased"]) == "困难已缓解"
    assert tables.said("secured", ["food"]) == "有吃保障"
    assert tables.said("source", "union_dues") == "工会经费"
    assert tables.said("source", "市慈善总会") == "市慈善总会"
    assert tables.said("next", {"zh": "请更正。", "en": "Correct it."}) == "请更正。"


def test_a_report_says_of_each_fact_what_was_declared_and_answered_in_yuan(terminal: Terminal) -> None:
    report = line("report show h1")._replace(answers={get("verification", "/v1/households/{household}/report"): REPORT})
    shown = terminal.types(report).stdout
    rows = [[cell.strip() for cell in one.split("│")[1:-1]] for one in shown.splitlines()]
    assert ["税务", "税务", "月收入", "m1", "700.00元", "900.00元", "否", "直接", "2026-11-02"] in rows
    assert ["税务", "税务", "就业状态", "m1", "在岗", "失业", "否", "直接", "2026-11-02"] in rows
    assert ["家庭月收入", "900.00元", "税务答复", "2026-11-02", ""] in rows
    assert ["户籍类别", "城镇", "申报", "2026-11-02", ""] in rows
    assert ["学籍", "教育", "查无记录", "2026-11-02"] in rows


def test_a_report_tells_what_is_owned_what_only_indicates_and_whose_answer_is_missing(terminal: Terminal) -> None:
    report = line("report show h1")._replace(answers={get("verification", "/v1/households/{household}/report"): REPORT})
    shown = terminal.types(report).stdout
    rows = [[cell.strip() for cell in one.split("│")[1:-1]] for one in shown.splitlines()]
    assert ["家庭名下房产", "3", "不动产登记答复", "2026-11-02", "各人之和：2＋1"] in rows
    assert ["公积金", "公积金管理中心", "存疑", "2026-11-03"] in rows
    assert ["公积金", "公积金管理中心", "公积金缴存基数高于申报月收入", "m1", "700.00元", "6000.00元", "否", "间接",
            "2026-11-03"] in rows  # fmt: skip
    assert ["车辆", "公安交管", "未答复", "家庭名下车辆、其中小汽车"] in rows


def test_differences_of_a_roster_are_read_in_words(terminal: Terminal) -> None:
    told = {
        "difference": "d1", "outcome": "changed", "kind": "income", "row": 7, "household": "h1", "status": "waiting",
        "before": {"monthly_income": "700.00"}, "after": {"monthly_income": "900.00"},
        "org_path": "44/4405", "sheet_org_path": "44/4401",
    }  # fmt: skip
    route = get("intake", "/v1/rosters/{roster}/differences")
    shown = terminal.types(line("roster differences r1")._replace(answers={route: page(told)})).stdout
    row = next(one for one in shown.splitlines() if "h1" in one)
    assert [cell.strip() for cell in row.split("│")[1:-1]] == [
        "7", "h1", "成员收入", "月收入 700.00元", "月收入 900.00元", "44/4405", "44/4401", "待处理", "d1",
    ]  # fmt: skip


def test_who_signs_second_reads_what_they_sign(terminal: Terminal) -> None:
    shown = terminal.types(line("sign h1")).stdout
    assert "决定 decision  批准" in shown
    assert "首签人 by  chen" in shown


def test_a_signature_that_is_declined_names_its_household(terminal: Terminal) -> None:
    told = terminal.types(line("sign --decline --reason -", "理由"))
    assert told.exit_code == 2
    assert "户编号" in told.stderr
    assert terminal.api.asked == []


def test_what_somebody_wrote_is_printed_as_it_is(capsys: Any) -> None:
    tables.show([{"text": "[red]不是颜色[/]"}], ())
    assert "[red]不是颜色[/]" in capsys.readouterr().out


def test_a_field_has_one_word_wherever_it_is_shown() -> None:
    assert words.OF_THE_DESK.keys() & SHOWN_EVERYWHERE.keys() == set()


def test_every_code_of_the_services_lists_has_its_word() -> None:
    assert set(words.HOUSEHOLD_STATES) == set(get_args(Status))
    assert set(words.FLAGS) == set(get_args(Flagged))
    assert set(ABOUT_OTHERS) <= set(words.CODES["flags"])
    assert words.OVERLAP_RULES == RULES_CHINESE
    assert set(words.AID_STATES) == set(get_args(AidStatus))
    assert set(words.STOP_REASONS) == set(get_args(StopReason))
    assert set(words.CLOSINGS) == set(get_args(ClosingReason))
    assert set(words.OBJECTION_OUTCOMES) == set(get_args(ObjectionOutcome))
    assert set(words.PLAN_STATES) == set(get_args(plans.Status))
    assert set(words.ACT_STATES) == set(get_args(acts.Status))
    assert set(words.CHANGE_STATES) == set(get_args(Change.model_fields["status"].annotation))
    assert set(words.REFERRAL_STATES) == {"sent", *(one.value for one in Outcome)}
    assert set(words.CODES["grounds"]) == set(get_args(Ground))
    assert set(words.BATCH_STATES) == {one.value for one in BatchStatus}
    assert set(words.ROWS) == set(get_args(survey_shapes.Outcome))
    assert set(words.DIFFERENCE_STATES) == set(get_args(survey_shapes.Settlement))
    assert set(words.DIFFERENCE_KINDS) == set(get_args(DifferenceKind))
    assert {service: set(kinds) for service, kinds in words.TASKS.items()} == {
        "intake": set(get_args(IntakeTask)),
        "assistance": set(get_args(AssistanceTask)),
        "verification": set(get_args(VerificationTask)),
    }


def test_every_command_prints_json_but_those_that_stay_up() -> None:
    assert [command for command, options in commands() if "as_json" not in options] == ["up", "agencies serve"]


PRIVATE = {"phone", "id_number", "account", "address", "bank", "birth_date"}
"""What a form or standard input says: a command line is read by everybody on the machine."""


def test_no_command_takes_a_private_thing_as_a_word() -> None:
    asked = {(command, option) for command, options in commands() for option in options}
    assert len(asked) > 200
    assert [one for one in asked if one[1] in PRIVATE] == []


def commands() -> Iterator[tuple[str, set[str | None]]]:
    """Each with what it takes."""
    for name in COMMANDS:
        root = typer.main.get_command(app([name]))
        assert isinstance(root, TyperGroup)
        yield from _leaves(name, root.commands[name])


def _leaves(words: str, found: Any) -> Iterator[tuple[str, set[str | None]]]:
    if isinstance(found, TyperGroup):
        for word, below in found.commands.items():
            yield from _leaves(f"{words} {word}", below)
    else:
        yield words, {parameter.name for parameter in found.params}
