"""From a payment that the bank returned to the same money paid, the account corrected by two people: by commands."""

from openpyxl import load_workbook

from lab.demo.clock_steps import settle
from tests.e2e.conftest import County, an_application_is_made, the_law_and_the_money_stand

CORRECTED = "9999990000000000123"


def test_what_the_bank_returned_is_paid_again_to_the_account_that_two_people_corrected(county: County) -> None:
    county.log_in()
    fund = the_law_and_the_money_stand(county)
    an_application_is_made(county)
    county.does("first", "decide approve H")
    county.until("open")
    settle(county.world)
    county.does("planner", "plan approve H")
    dates = f"--first {county.today} --last {county.today}"
    act = county.does("planner", f"aid propose H 送温暖慰问金 --fund {fund} --amount 500.00 {dates}")["act"]
    settle(county.world)
    returned = {"act": act, "outcome": "returned", "on": county.today, "reason": "AC04"}
    the_bank_answers(county, fund, returned)

    (task,) = county.does("visitor", "list --kind 银行退回")["items"]
    assert (task["about"], task["reason"], task["household"]) == (act, ["AC04"], county.household)
    assert task["due_on"] > county.today
    assert "更正收款账户" in county.does("planner", f"aid show {act}")["next"]["zh"]
    code, told = county.tries("planner", f"aid pay-again {act} --reason 重发")
    assert (code, told["refused"]["code"]) == (2, "account_not_corrected")

    account = {"account": {**county.family.body["account"], "number": CORRECTED}}
    now = f"--on {county.today} --reason 原账户已销户"
    change = county.does("visitor", f"change propose H 银行账户 {now} --form -", account)["change"]
    settle(county.world)
    code, told = county.tries("planner", f"aid pay-again {act} --reason 重发")
    assert (code, told["refused"]["code"]) == (2, "account_not_corrected"), "one person has corrected nothing"
    county.does("second", f"change approve H {change}")
    settle(county.world)

    again = county.does("planner", f"aid pay-again {act} --reason 账户已更正")
    assert again["instead_of"] == act
    settle(county.world)
    sheet = the_bank_answers(county, fund, {"act": again["act"], "outcome": "paid", "on": county.today})
    assert [row[5] for row in sheet if row[2] == again["act"]] == [CORRECTED]
    paid = county.does("auditor", "aid list --status 已发放")["items"]
    assert [(one["act"], one["amount"], one["instead_of"]) for one in paid] == [(again["act"], "500.00", act)]
    assert county.does("visitor", "list --kind 银行退回")["items"] == []
    told = [one["summary_zh"] for one in county.does("auditor", "timeline H")["timeline"]]
    assert "银行退回：账户已销户" in told
    assert "救助撤回：银行退回，重新发放" in told


def the_bank_answers(county: County, fund: str, result: dict[str, str]) -> list[tuple[str, ...]]:
    """A batch from its closing to what the bank says; gives the rows of its file."""
    batch = county.does("closer", f"bank close {fund}")["batch"]
    settle(county.world)
    file = county.data / f"{batch}.xlsx"
    county.does("taker", f"bank export {batch} --to {file}")
    assert county.does("booker", f"bank results {batch} -", {"results": [result]})["recorded"] == 1
    settle(county.world)
    return [tuple(str(cell) for cell in row) for row in load_workbook(file).worksheets[0].values]
