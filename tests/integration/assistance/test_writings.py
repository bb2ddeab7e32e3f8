"""What helpers, agencies and reviewers say of a household on its way can be read by those who work for it."""

from typing import Any

from tests.integration.assistance.conftest import CITY, CLOSER, TAKER, UNION, Assistance

REASON = {"reason": "制作联系卡"}
HELPER = {"unit": "示例单位", "name": "王示例", "phone": "0754-0000 1234"}
MONTH = {"month": "2026-10", "income": "1234.56", "relief": "0.00", "hardship": "10.00", "union_aid": "0.00"}


def words(assistance: Assistance, household: str, role: str = "case_worker", query: str = "") -> Any:
    answer = assistance.post(f"/v1/households/{household}/writings{query}", REASON, role, UNION)
    assert answer.status_code == 200, answer.text
    return [(one["kind"], one["words"]) for one in reversed(answer.json()["items"])]


def test_the_helper_the_months_the_findings_and_reasons_are_read_again(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    path = f"/v1/plans/{household}"
    assistance.post(f"{path}/helper", HELPER, "case_worker")
    for income in ("1234.56", "1300.00"):  # the second one corrects the first, which stays readable
        assistance.post(f"{path}/months", {**MONTH, "income": income, "needs": {"food": True}}, "case_worker")
    assistance.post(f"{path}/difficulty", {"finding": "eased", "reason": "已有稳定补助"})
    act = assistance.propose(household, fund).json()["act"]
    assistance.post(f"/v1/acts/{act}/withdrawal", {"reason": "家里出了事"})
    figures = {**MONTH, "needs": {"food": True}}
    assert words(assistance, household) == [
        ("helper", {"unit": "示例单位", "helper": "王示例", "phone": "0754-0000 1234"}),
        ("month", figures),
        ("month", {**figures, "income": "1300.00"}),
        ("difficulty", {"finding": "eased", "reason": "已有稳定补助"}),
        ("aid_withdrawal", {"act": act, "text": "家里出了事"}),
    ]
    assert words(assistance, household, query="?kind=helper")[0][1]["phone"] == HELPER["phone"]
    listed = assistance.get(f"/v1/households/{household}/accesses", "auditor").json()["items"]
    assert [(one["who"], one["what"]) for one in listed] == [("person-case_worker", "writings")] * 2
    assert "0000 1234" not in assistance.get(f"/v1/households/{household}/timeline").text


def test_an_answer_to_a_referral_is_read_beside_what_was_asked(assistance: Assistance) -> None:
    household = assistance.opened()
    seen = assistance.get(f"/v1/plans/{household}").headers["ETag"]
    chosen = {"measures": ["state_student_aid"]}
    assistance.post(f"/v1/plans/{household}/approval", chosen, "reviewer", **{"If-Match": seen})
    (referral,) = assistance.get(f"/v1/plans/{household}").json()["referrals"]
    said = {"outcome": "declined", "text": "学籍不在本区"}
    answer = assistance.post(f"/v1/referrals/{referral['referral']}/answer", said, "case_worker")
    assert answer.status_code == 200, answer.text
    told = words(assistance, household)
    assert [kind for kind, _ in told] == ["plan", "referral", "referral_answer"]
    assert told[1][1]["measure"] == "state_student_aid"
    assert told[2][1] == {"referral": referral["referral"], **said}


def test_why_a_larger_budget_is_asked_for_is_read_by_whoever_confirms_it(assistance: Assistance) -> None:
    fund = assistance.fund()
    path = f"/v1/funds/{fund}/raises"
    assistance.post(path, {"amount": "500.00", "reason": "市总增拨文件12号"}, "finance:asks")
    assistance.post(f"{path}/confirmation", {"amount": "500.00"}, "finance:confirms")
    told = assistance.get(path, "auditor").json()["items"]
    assert [(one["who"], one["confirmed"], one["amount"], one["reason"]) for one in told] == [
        ("person-finance:asks", False, "500.00", "市总增拨文件12号"),
        ("person-finance:confirms", True, "500.00", "市总增拨文件12号"),
    ]
    assert assistance.get(path, "case_worker").status_code == 403
    assert assistance.get(path, "finance", "44/4451").status_code == 404
    assert assistance.get(path, "finance", CITY).status_code == 200


def test_who_took_a_bank_file_has_seen_the_account_of_each_household_in_it(assistance: Assistance) -> None:
    fund, paid, other = assistance.fund(), assistance.opened(), assistance.opened()
    assistance.cleared(paid, fund)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    assistance.bank_file(batch)
    looks = [assistance.get(f"/v1/households/{one}/accesses", "auditor").json()["items"] for one in (paid, other)]
    assert [[(one["who"], one["what"]) for one in items] for items in looks] == [[(f"person-{TAKER}", "bank_file")], []]
