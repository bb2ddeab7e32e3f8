"""Stages at assistance: the plan, aid cleared and aid held, money, months, exit."""

from datetime import date

from kernel.calendar import opening_hour
from kernel.period import month_beginning, month_of, next_month
from portal.callers import person
from tests.faults.each_call.journey import BOOKER, CITY, CLOSER, TAKER, TERMS, Journey

EXIT_MONTHS = 6


def name_helper(way: Journey) -> None:
    body = {"unit": "工会帮扶中心", "name": "林帮扶", "phone": "19900000001"}
    way.post("assistance", f"/v1/plans/{way.id()}/helper", way.at_union("case_worker"), body)


def approve_plan(way: Journey) -> None:
    """Referrals go out, and aid is proposed with the plan: the ledger clears it."""
    reviewer = way.at_union("reviewer")
    plan = way.portal.get("assistance", f"/v1/plans/{way.id()}", reviewer)
    paid = next(one for one in plan["measures"] if one["aid_kind"] == "warmth_grant")
    aid = [{"measure": paid["id"], "fund": way.known["fund"], **TERMS}]
    body = {"measures": [one["id"] for one in plan["measures"]], "aid": aid}
    answer = way.post("assistance", f"/v1/plans/{way.id()}/approval", reviewer, body, seen=plan["version"])
    (way.known["act"],) = answer["acts"]


def propose_again(way: Journey) -> None:
    """The city federation offers the same to the same household: the ledger holds it."""
    body = {"kind": "warmth_grant", "fund": way.known["fund"], **TERMS}
    way.known["held"] = way.post("assistance", f"/v1/plans/{way.id()}/aid", person("reviewer", CITY), body)["act"]


def withdraw_held(way: Journey) -> None:
    path = f"/v1/acts/{way.known['held']}/withdrawal"
    way.post("assistance", path, person("reviewer", CITY), {"reason": "与其他单位救助重复，撤回"})


def close_batch(way: Journey) -> None:
    way.known["batch"] = way.post("assistance", "/v1/batches", CLOSER, {"fund": way.known["fund"]})["batch"]


def read_bank_file(way: Journey) -> None:
    """Who read it is on record, each time."""
    path = f"/v1/batches/{way.known['batch']}/bank-file"
    way.known["bank file"] = way.portal.get("assistance", path, TAKER)["detail"]


def record_results(way: Journey) -> None:
    """What the bank says: paid."""
    acts = (way.known["act"], way.known["agreed"])
    body = {"results": [{"act": act, "outcome": "paid", "on": way.today()} for act in acts]}
    way.post("assistance", f"/v1/batches/{way.known['batch']}/results", BOOKER, body)


def money_comes_back(way: Journey) -> None:
    """The bank takes its word back: the account is closed."""
    body = {"results": [{"act": way.known["act"], "outcome": "returned", "on": way.today(), "reason": "AC04"}]}
    way.post("assistance", f"/v1/batches/{way.known['batch']}/results", BOOKER, body)


def pay_again(way: Journey) -> None:
    """To the account that two people corrected: one act is taken back, another proposed, and the ledger asked."""
    path = f"/v1/acts/{way.known['act']}/payment-again"
    way.post("assistance", path, way.at_union("reviewer"), {"reason": "账户已更正，重新发放"})


def nobody_answers_a_referral(way: Journey) -> None:
    way.wait_for("assistance", "referral_overdue")


def record_months(way: Journey) -> None:
    """The six that follow, once they are over."""
    beginning = next_month(month_of(date.fromisoformat(way.today())))
    months = [beginning]
    while len(months) < EXIT_MONTHS:
        months.append(next_month(months[-1]))
    way.wait_until(opening_hour(month_beginning(next_month(months[-1]))))
    for month in months:
        body = {"month": month, "income": "9000.00", "relief": "0.00", "hardship": "0.00", "union_aid": "0.00"}
        way.post("assistance", f"/v1/plans/{way.id()}/months", way.at_union("case_worker"), body)


def find_difficulty_over(way: Journey) -> None:
    """With the months on record, exit is proposed."""
    body = {"finding": "ended", "reason": "入户走访，核实生活状况"}
    way.post("assistance", f"/v1/plans/{way.id()}/difficulty", way.at_union("reviewer"), body)


def close_file(way: Journey) -> None:
    body = {"reason": "exit", "text": "连续六个月收入稳定，同意脱困"}
    second = person("reviewer", way.first.union, "second")
    way.post("intake", f"/v1/households/{way.id()}/closing", second, body)


def forget_answers(way: Journey) -> None:
    """Stored answers are looked through, and those that are old enough are forgotten."""
    for loops in way.house.loops:
        loops.forget()
