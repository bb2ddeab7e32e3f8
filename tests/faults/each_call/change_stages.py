"""Stages of an open file that changes: another account, another income, and the re-check that follows."""

from typing import Any

from portal.callers import person
from tests.faults.each_call.application_stages import post_on_what_is_seen
from tests.faults.each_call.journey import Journey
from tests.faults.each_call.people import FIRST


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
    reviewer = way.at_union("reviewer")
    shown = way.portal.get("intake", f"/v1/households/{way.id()}", reviewer)
    body = {"decision": "keep", "category": shown["category"], "clause": "三(一)", "reason": "收入变化不影响认定"}
    post_on_what_is_seen(way, FIRST, "recheck", reviewer, body)
    if way.portal.get("intake", f"/v1/households/{way.id()}", reviewer)["second_signature"]:
        second = person("reviewer", way.first.union, "second")
        post_on_what_is_seen(way, FIRST, "recheck/second-signature", second, {"signature": "given"})


def propose(way: Journey, change: dict[str, Any]) -> None:
    body = {"on": way.today(), "reason": "家庭来电告知", **change}
    way.post("intake", f"/v1/households/{way.id()}/changes", way.at_union("case_worker"), body)


def approve(way: Journey) -> None:
    reviewer = way.at_union("reviewer")
    shown = way.portal.get("intake", f"/v1/households/{way.id()}", reviewer)
    (change,) = shown["changes_waiting"]
    post_on_what_is_seen(way, FIRST, f"changes/{change}/decision", reviewer, {"decision": "approve"})
