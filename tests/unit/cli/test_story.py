"""`jiekun show`: four timelines as one."""

import io
from typing import Any, get_args

from rich.console import Console

from cli import grounds, story, words
from contracts.roster_words import RELATIONS
from services.intake.domain.household.states import Status


def entry(service: str, at: str, what: str, **why: Any) -> dict[str, Any]:
    told = {"summary_zh": what, "summary_en": what, "actor": f"system:{service}", "type": f"jiekun.{service}.{what}.v1"}
    return {"service": service, "at": at, "why": why, **told}


def test_entries_of_the_same_instant_stand_in_the_order_of_the_way() -> None:
    nine = "2026-11-10T09:00:00+08:00"
    told = [
        entry("ledger", nine, "cleared"),
        entry("intake", nine, "opened"),
        entry("assistance", nine, "planned"),
        entry("intake", "2026-11-02T01:00:00Z", "applied"),
        entry("assistance", nine, "approved"),
    ]
    assert [one["summary_en"] for one in story.in_order(told)] == [
        "applied",
        "opened",
        "planned",
        "approved",
        "cleared",
    ]


def test_reasons_are_shown_in_yuan_and_days_and_without_ids() -> None:
    other = {"office": "龙湖区总工会", "kind": "warmth_grant", "period": {"first": "2026-11-01", "last": "2026-11-30"}}
    reasons = {
        "act": "0193",
        "amount": "500.00",
        "rule": "same_kind",
        "bill": None,
        "other": {**other, "amount": "300.00"},
    }
    assert story.why(reasons) == [
        "金额 500.00元",
        "规则 same_kind",
        "对方救助 龙湖区总工会 送温暖慰问金 2026-11-01～2026-11-30 300.00元",
    ]


def test_the_story_is_told_day_by_day_with_who_stands_behind_it() -> None:
    console = Console(width=100, record=True, color_system=None, file=io.StringIO())
    about: dict[str, Any] = {
        "household": "h1",
        "org_path": "44/4405",
        "status": "open",
        "members": [],
        "proposal": None,
    }
    story.tell(console, about, [entry("intake", "2026-11-02T01:00:00Z", "提交申请", channel="portal")])
    told = [line.strip() for line in console.export_text().splitlines() if line.strip()]
    assert told == [
        "h1  44/4405  已建档",
        "2026-11-02",
        "受理 提交申请 · 提交申请",
        "system:intake  渠道 门户",
    ]


def test_the_grounds_of_a_proposal_are_the_profiles_sentences_with_their_facts() -> None:
    condition = {"text": "人均收入低于低保线", "value": True, "facts": {"members": 3, "cause_illness": False}}
    unmet = {"text": "生活困难", "value": None, "facts": {"relief_total": None}}
    categories = {
        "1": {"outcome": "met", "clause": "三(一)", "conditions": [condition]},
        "2": {"outcome": "undetermined", "clause": "三(一)", "conditions": [condition, unmet]},
    }
    proposed = {"category": "1", "trace": {"categories": categories}}
    assert grounds.lines(proposed) == [
        "类别 1（三(一)）：符合",
        "  是 人均收入低于低保线〔家庭人口 3，致困原因“患病” 否〕",
    ]
    assert grounds.lines({"category": "none", "trace": {"categories": {"2": categories["2"]}}}) == [
        "类别 2（三(一)）：待定",
        "  不明 生活困难〔家庭每月政府救助 不明〕",
    ]
    assert grounds.lines(None) == []


def test_who_was_refused_is_told_why_in_sentences_under_the_proposal() -> None:
    explanation = {"chinese": ["家庭人均收入高于低保线。", "如收入降低1分，即为类别1。"]}
    condition = {"text": "人均收入低于低保线", "value": False, "facts": {"members": 3}}
    categories = {"1": {"outcome": "not_met", "clause": "三(一)", "conditions": [condition]}}
    proposal = {"category": "none", "trace": {"categories": categories}}
    assert grounds.sentences(proposal, explanation) == explanation["chinese"]
    assert grounds.sentences(proposal, None) == grounds.lines(proposal) != []

    console = Console(width=100, record=True, color_system=None, file=io.StringIO())
    about = {"household": "h1", "org_path": "44/4405", "status": "rejected", "members": [], "proposal": proposal}
    proposed = entry("intake", "2026-11-02T01:00:00Z", "CategoryProposed")
    story.tell(console, about, [proposed], grounds.sentences(proposal, explanation))
    told = [line.strip() for line in console.export_text().splitlines() if line.strip()]
    assert told[-2:] == explanation["chinese"]


def test_every_status_and_relation_of_a_household_has_its_chinese() -> None:
    assert set(words.STATUSES) == set(get_args(Status))
    assert set(words.RELATIONS) == {"self", *RELATIONS.values()}


def test_an_item_is_called_as_what_is_asked_though_a_person_has_the_same_code() -> None:
    assert story.why({"items": ["student", "real_estate"]}) == ["核对事项 学籍、房产"]
    assert story.why({"agency": "real_estate"}) == ["部门 不动产登记"]
    assert story.why({"items": {"student": "not_found"}}) == ["核对事项 学籍 查无记录"]
