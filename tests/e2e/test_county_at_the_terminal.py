"""A county's normal weeks by commands alone, on the whole system: from an application to the closing of its file.

People are at the terminal; nothing but the clock moves otherwise. Who may not do a thing alone is another person.
"""

from datetime import timedelta

from kernel.calendar import opening_hour
from lab.demo.clock_steps import settle, step
from tests.e2e.conftest import STEPS_MAX, County, an_application_is_made, the_law_and_the_money_stand

CLAUSE = "三(一)"


def test_a_county_works_from_a_terminal(county: County) -> None:
    county.log_in()
    fund = the_law_and_the_money_stand(county)
    an_application_is_made(county)
    an_application_is_decided(county)
    a_notice_hangs_and_is_objected_to(county)
    the_file_opens_and_has_a_plan(county, fund)
    the_bank_pays(county, fund)
    the_file_changes_by_two_people(county)
    the_file_is_checked_again_and_closed(county)
    everybody_sees_what_happened(county)


def an_application_is_decided(county: County) -> None:
    (task,) = county.does("first", "list --kind review")["items"]
    assert task["household"] == county.household
    assert county.does("first", f"tasks take {task['task']}")["assignee"] == "first"
    assert county.does("first", "report show H") != {}
    seen = county.does("first", "show H")["household"]["version"]
    county.does("first", "decide return H --paper income_certificate")
    code, told = county.tries("second", f"decide approve H --version {seen}")
    assert (code, told["refused"]["code"]) == (2, "stale_version")
    assert [(one["actor"], one["summary_zh"]) for one in told["refused"]["since"]] == [("first", "退回补正")]
    county.does("clerk", f"apply - --again {county.household}", county.family.body)
    county.until("under_review")
    county.does("first", "decide approve H")


def a_notice_hangs_and_is_objected_to(county: County) -> None:
    settle(county.world)
    assert county.does("clerk", "notice sheet H")["household"] == county.household
    county.does("visitor", f"notice post H --place 公告栏 --on {county.today}")
    county.does("visitor", "notice object H --text -", "邻居反映该家庭另有收入")
    county.until("under_review")
    (objection,) = county.does("first", "notice objections H")["items"]
    assert objection["answered_at"] is None
    code, told = county.tries("first", "notice answer H dismissed --text 已在申报之列")
    assert (code, told["refused"]["code"]) == (2, "answered_by_who_decided")
    county.does("third", "notice answer H dismissed --text 已在申报之列")
    county.does("first", "decide approve H")
    county.until("open")
    county.does("visitor", f"notice take-down H 1 --on {county.today}")


def the_file_opens_and_has_a_plan(county: County, fund: str) -> None:
    county.does("visitor", f"number H 4405-0001 --on {county.today}")
    settle(county.world)
    county.does("visitor", "plan helper H -", {"unit": "区总工会", "name": "王小明", "phone": "19900000001"})
    plan = county.does("planner", "plan show H")
    assert plan["helper"] == {"unit": "区总工会", "name": "王**", "phone": "***0001"}
    county.does("planner", "plan approve H")
    dates = f"--first {county.today} --last {county.today}"
    county.does("planner", f"aid propose H warmth_grant --fund {fund} --amount 500.00 {dates}")
    settle(county.world)
    (cleared,) = county.does("planner", "aid list --status cleared")["items"]
    assert county.does("auditor", f"aid register {cleared['act']}")["status"] == "cleared"


def the_bank_pays(county: County, fund: str) -> None:
    batch = county.does("closer", f"bank close {fund}")["batch"]
    settle(county.world)
    sheet = county.data / "batch.xlsx"
    county.does("taker", f"bank export {batch} --to {sheet}")
    assert sheet.read_bytes().startswith(b"PK")
    acts = [one["act"] for one in county.does("booker", f"bank show {batch}")["acts"]]
    paid = {"results": [{"act": act, "outcome": "paid", "on": county.today} for act in acts]}
    assert county.does("booker", f"bank results {batch} -", paid)["recorded"] == 1
    settle(county.world)
    assert [one["amount"] for one in county.does("auditor", "aid list --status paid")["items"]] == ["500.00"]


def the_file_changes_by_two_people(county: County) -> None:
    now = f"--on {county.today} --reason 本人来电"
    county.does("visitor", f"change propose H phone {now} --form -", {"phone": "19900000002"})
    account = {"account": {**county.family.body["account"], "number": "6222020000000000000"}}
    change = county.does("first", f"change propose H account {now} --form -", account)["change"]
    code, told = county.tries("first", f"change approve H {change}")
    assert code == 2, told
    assert [one["change"] for one in county.does("second", "change list")["items"]] == [change]
    county.does("second", f"change approve H {change}")


def the_file_is_checked_again_and_closed(county: County) -> None:
    person = county.does("first", "show H")["household"]["members"][0]["token"]
    now = f"--on {county.today} --reason 换岗"
    income = {"monthly_income": "3000.00"}
    change = county.does("visitor", f"change propose H income {now} --person {person} --form -", income)["change"]
    county.does("second", f"change approve H {change}")
    for _ in range(STEPS_MAX):
        settle(county.world)
        if county.does("first", "list --kind recheck")["items"]:
            break
        assert step(county.world)
    county.does("third", f"recheck keep H --clause {CLAUSE}")
    month = county.world.today.isoformat()[:7]
    county.world.clock.step_to(opening_hour(county.world.today.replace(day=28) + timedelta(days=7)))
    settle(county.world)
    figures = {"income": "2000.00", "relief": "0.00", "hardship": "0.00", "union_aid": "0.00"}
    county.does("visitor", f"month H {month} -", figures)
    county.does("third", "visit H eased --reason -", "入户走访，生活好转")
    county.does("first", "close H not_eligible --reason -", "收入已超过标准")
    county.does("second", "sign H")
    settle(county.world)
    assert county.does("clerk", "status H")["status"] == "closed"


def everybody_sees_what_happened(county: County) -> None:
    told = county.does("auditor", "timeline H")["timeline"]
    assert {one["service"] for one in told} == {"intake", "verification", "assistance", "ledger"}
    looks = county.does("auditor", "who-looked H")["items"]
    assert {"taker", "first"} <= {one["who"] for one in looks}
    number = county.family.body["members"][0]["id_number"]
    assert [one["household"] for one in county.does("first", "households find", number)["items"]] == [county.household]
