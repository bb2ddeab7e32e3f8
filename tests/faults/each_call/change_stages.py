"""Stages of an open file that changes: another account, another income, the re-check that follows; who leaves it."""

from datetime import date
from random import Random
from typing import Any

from agencies.people.identity import Numbers
from portal.callers import Caller, person
from tests.faults.each_call.application_stages import post_on_what_is_seen
from tests.faults.each_call.journey import Journey
from tests.faults.each_call.people import FIRST

BORN_ON = date(2024, 5, 1)


def propose_account(way: Journey) -> None:
    propose(way, {"kind": "account", "account": {"bank": "虚构银行", "number": "9999990000000000099"}})


def approve_account(way: Journey) -> None:
    """Assistance pays there from now on, the ledger takes note."""
    approve(way)


def propose_income(way: Journey) -> None:
    shown = way.portal.get("intake", f"/v1/households/{way.id()}", way.at_union("case_worker"))
    propose(way, {"kind": "income", "person": shown["members"][0]["token"], "monthly_income": "1.00"})


def approve_income(way: Journey) -> None:
    """A fact of the decision: the tax office is asked again, and answers."""
    approve(way)


def keep_file(way: Journey) -> None:
    keep(way, way.at_union("reviewer"))


def keep(way: Journey, decider: Caller) -> None:
    shown = way.portal.get("intake", f"/v1/households/{way.id()}", decider)
    body: dict[str, object] = {
        "decision": "keep",
        "category": shown["category"],
        "clause": "三(一)",
        "reason": "收入变化不影响认定",
    }
    post_on_what_is_seen(way, FIRST, "recheck", decider, body)
    if way.portal.get("intake", f"/v1/households/{way.id()}", decider)["second_signature"]:
        second = person("reviewer", way.first.union, "second")
        post_on_what_is_seen(way, FIRST, "recheck/second-signature", second, {"signature": "given"})


def propose_phone(way: Journey) -> None:
    """Nobody else has to approve it."""
    propose(way, {"kind": "phone", "phone": "19900000077"})


def try_to_reach(way: Journey) -> None:
    body = {"on": way.today(), "way": "visit", "reached": False, "note": "无人在家"}
    way.post("intake", f"/v1/households/{way.id()}/contact-attempts", way.at_union("case_worker"), body)


def propose_account_of_somebody(way: Journey) -> None:
    propose(way, {"kind": "account", "account": {"bank": "虚构银行", "number": "9999990000000000011"}})


def decline_account(way: Journey) -> None:
    decide(way, {"decision": "decline", "reason": "无法证实该账户属于本人"})


def propose_joining(way: Journey) -> None:
    """A child, whom nobody knows yet."""
    number = Numbers(Random("joins")).id_number(BORN_ON, "F")
    joins = {"name": "虚构幼", "id_number": number, "relation": "child", "can_work": False, "employment": "none"}
    shown = {"monthly_income": "0.00", "health": "healthy", "disability": False}
    propose(way, {"kind": "member_joined", "member": joins | shown})


def approve_joining(way: Journey) -> None:
    """The child is claimed, and every agency is asked again."""
    approve(way)


def propose_identity(way: Journey) -> None:
    """The child's number was mistyped."""
    shown = way.portal.get("intake", f"/v1/households/{way.id()}", way.at_union("case_worker"))
    number = Numbers(Random("corrected")).id_number(BORN_ON, "F")
    identity = {"name": "虚构幼", "id_number": number}
    propose(way, {"kind": "identity", "person": shown["members"][-1]["token"], "identity": identity})


def approve_identity(way: Journey) -> None:
    """The claim goes over to the token of the right number, and all services are told who is who."""
    approve(way)


def propose_leaving(way: Journey) -> None:
    shown = way.portal.get("intake", f"/v1/households/{way.id()}", way.at_union("case_worker"))
    propose(way, {"kind": "member_left", "person": shown["members"][-1]["token"]})


def approve_leaving(way: Journey) -> None:
    """The claim is let go, and the re-check begins again."""
    approve(way)


def keep_against_the_proposal(way: Journey) -> None:
    """In another category, so it waits for a second signature."""
    reviewer = way.at_union("reviewer")
    body: dict[str, object] = {"decision": "keep", "category": "3", "clause": "三(一)", "reason": "长期困难"}
    post_on_what_is_seen(way, FIRST, "recheck", reviewer, body)


def decline_keeping(way: Journey) -> None:
    second = person("reviewer", way.first.union, "second")
    body: dict[str, object] = {"signature": "declined", "reason": "依据不足"}
    post_on_what_is_seen(way, FIRST, "recheck/second-signature", second, body)


def keep_as_proposed(way: Journey) -> None:
    keep_file(way)


def close_after_recheck(way: Journey) -> None:
    """It waits for a second signature, which nobody gives."""
    body: dict[str, object] = {"decision": "close", "clause": "三(一)", "reason": "已不符合条件"}
    post_on_what_is_seen(way, FIRST, "recheck", way.at_union("reviewer"), body)


def decline_closing(way: Journey) -> None:
    second = person("reviewer", way.first.union, "second")
    body: dict[str, object] = {"signature": "declined", "reason": "依据不足"}
    post_on_what_is_seen(way, FIRST, "closing/second-signature", second, body)


def propose(way: Journey, change: dict[str, Any]) -> None:
    body = {"on": way.today(), "reason": "家庭来电告知", **change}
    way.post("intake", f"/v1/households/{way.id()}/changes", way.at_union("case_worker"), body)


def approve(way: Journey) -> None:
    decide(way, {"decision": "approve"})


def decide(way: Journey, body: dict[str, object]) -> None:
    """On the one change that waits."""
    reviewer = way.at_union("reviewer")
    shown = way.portal.get("intake", f"/v1/households/{way.id()}", reviewer)
    (change,) = shown["changes_waiting"]
    post_on_what_is_seen(way, FIRST, f"changes/{change}/decision", reviewer, body)
