"""What changes in an open file reaches its plan, its acts and its money."""

from datetime import date, datetime
from typing import Any

import msgspec

from contracts import intake
from contracts.assistance import AidProposed, ExitWithdrawn
from kernel.calendar import CHINA_STANDARD_TIME
from services.assistance.domain import events
from tests.integration.assistance.conftest import BOOKER, CLOSER, UNION, Assistance, file_opened
from tests.support.service import START


def changed(assistance: Assistance, household: str, kind: str, *persons: str, **changes: Any) -> None:
    """Intake tells that a change was approved."""
    members = changes.get("members") or (f"person:{household}-0", f"person:{household}-1")
    given: dict[str, Any] = {
        "org_path": UNION,
        "change": "change-1",
        "kind": kind,
        "persons": persons,
        "on": START.date(),
        "members": members,
        "account": f"account:{household}",
        "consent": intake.Consent(
            reference="GX-1",
            signed_on=START.date(),
            valid_until=date(2027, 12, 31),
            items=("tax",),
            persons=members,
        ),
        "details": details("6200000000000000001", *members),
    }
    assistance.hear(household, intake.FileChanged(**{**given, **changes}))


def details(account: str, *members: str) -> intake.Details:
    return intake.Details(
        members=tuple(
            intake.Member(
                token=token,
                name="陈测试",
                id_number="440590198501010014",
                birth_date=date(1985, 1, 1),
                relation="self",
                can_work=True,
                employment="laid_off",
                monthly_income=0,
                health="healthy",
                disability=False,
            )
            for token in members
        ),
        declared=intake.Declared(
            on_dibao=False,
            relief_monthly=0,
            hardship_expenditure_monthly=0,
            causes=("laid_off",),
            primary_cause="laid_off",
            union_member=True,
            migrant_worker=False,
            single_parent=False,
            sudden_event=False,
            restructuring_affected=False,
        ),
        contact=intake.Contact("19900000000", "虚构路1号"),
        account=intake.Account("示例银行", account),
        employer=intake.Employer("虚构实业有限公司", "91440590900001009D", "enterprise"),
    )


def new_account(assistance: Assistance, household: str, number: str) -> None:
    changed(
        assistance,
        household,
        "account",
        account=f"account:{number}",
        details=details(number, f"person:{household}-0", f"person:{household}-1"),
    )


def test_what_is_not_at_the_bank_goes_to_the_new_account_and_what_is_stays_as_it_went(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    assistance.cleared(household, fund)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    new_account(assistance, household, "6200000000000000002")
    handed_out = assistance.bank_file(batch)
    assert handed_out[0][3:6] == ("陈测试", "示例银行", "6200000000000000002")
    new_account(assistance, household, "6200000000000000003")
    assert assistance.bank_file(batch) == handed_out
    assert assistance.propose(household, fund, first="2026-12-01", last="2026-12-31").status_code == 200
    (told,) = [event for event in assistance.events(household)[-3:] if isinstance(event, AidProposed)]
    assert told.account == "account:6200000000000000003"
    assert assistance.drifted() == {}


def test_after_a_death_unpaid_acts_for_a_later_time_are_off_with_the_reason(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    begun, later = (
        assistance.cleared(household, fund, first=first, last=last)
        for first, last in (("2026-11-01", "2026-11-30"), ("2026-12-01", "2026-12-31"))
    )
    dead = f"person:{household}-1"
    changed(assistance, household, "member_died", dead, members=(f"person:{household}-0",))
    assert assistance.get(f"/v1/acts/{later}").json()["status"] == "withdrawn"
    assert assistance.get(f"/v1/acts/{begun}").json()["status"] == "cleared"
    (off,) = [event for event in assistance.events(household) if type(event).__name__ == "AidWithdrawn"]
    assert (off.act, off.reason) == (later, "beneficiary_died")
    assert assistance.balances(fund) == {"available": 940_000, "committed": 60_000, "paid": 0}
    assert assistance.get(f"/v1/plans/{household}").json()["members"] == [f"person:{household}-0"]
    refused = assistance.propose(household, fund, beneficiaries=[dead])
    assert refused.json()["code"] == "unknown_member"
    assert assistance.drifted() == {}


def kept(category: str = "1", **changes: Any) -> intake.FileKept:
    return intake.FileKept(
        org_path=UNION,
        round=2,
        category=category,
        clause="三(一)",
        kept_on=START.date(),
        recheck_due_on=date(2027, 5, 2),
        against_proposal=False,
        **changes,
    )


def test_a_file_that_a_recheck_kept_has_its_category(assistance: Assistance) -> None:
    household = assistance.opened()
    assistance.hear(household, kept("2"))
    assistance.hear(household, kept("2"))
    assert assistance.get(f"/v1/plans/{household}").json()["category"] == "2"
    assert [event for event in assistance.events(household) if isinstance(event, events.CategoryRecorded)] == [
        events.CategoryRecorded(category="2")
    ]


def test_a_change_of_a_closed_file_changes_nothing(assistance: Assistance) -> None:
    household = assistance.opened()
    closed = intake.FileClosed(org_path=UNION, reason="exit", closed_on=START.date(), members=())
    assistance.hear(household, closed)
    before = assistance.story(household)
    new_account(assistance, household, "6200000000000000002")
    assert assistance.story(household) == before
    assert assistance.parked() == []


def test_who_approves_a_plan_that_changed_meanwhile_is_told_what_happened_by_whom(assistance: Assistance) -> None:
    household = assistance.opened()
    seen = assistance.get(f"/v1/plans/{household}").json()["version"]
    helper = {"unit": "帮扶中心", "name": "王帮扶", "phone": "13900000000"}
    named = assistance.post(f"/v1/plans/{household}/helper", helper, "case_worker")
    assert named.status_code == 200, named.text
    late = assistance.post(f"/v1/plans/{household}/approval", {"measures": []}, **{"If-Match": f'"{seen}"'})
    assert (late.status_code, late.json()["code"]) == (412, "stale_version")
    (happened,) = late.json()["params"]["happened"]
    assert (happened["event"], happened["by"]) == ("HelperNamed", "person-case_worker")
    assert "王帮扶" not in late.text


def test_a_returned_payment_goes_to_the_account_that_two_people_corrected_and_to_no_other(
    assistance: Assistance,
) -> None:
    """Intake tells `FileChanged` of an account only once another person has approved it (its `test_changes.py`)."""
    fund, household = assistance.fund(), assistance.opened()
    act = assistance.cleared(household, fund)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    assert assistance.bank_file(batch)[0][5] == "6200000000000000001"
    back = {"act": act, "outcome": "returned", "on": "2026-11-02", "reason": "account_closed"}
    assert assistance.post(f"/v1/batches/{batch}/results", {"results": [back]}, BOOKER).status_code == 200
    assert assistance.balances(fund) == {"available": 940_000, "committed": 60_000, "paid": 0}
    assert assistance.post(f"/v1/acts/{act}/withdrawal", {"reason": "账户已销户，重新发放"}).status_code == 200
    new_account(assistance, household, "6200000000000000002")
    assistance.cleared(household, fund)
    again = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(again)
    line, _ = assistance.bank_file(again)
    assert line[5] == "6200000000000000002"
    assert assistance.bank_file(batch)[0][5] == "6200000000000000001"
    paid = {
        "act": assistance.get(f"/v1/batches/{again}").json()["acts"][0]["act"],
        "outcome": "paid",
        "on": "2026-11-02",
    }
    assert assistance.post(f"/v1/batches/{again}/results", {"results": [paid]}, BOOKER).status_code == 200
    assert assistance.balances(fund) == {"available": 940_000, "committed": 0, "paid": 60_000}
    assert assistance.drifted() == {}


def test_a_plan_is_drafted_anew_where_a_recheck_led_to_other_measures_and_approved_by_a_person(
    assistance: Assistance,
) -> None:
    household = assistance.opened()
    situation = file_opened(household).situation
    assert isinstance(situation, intake.Situation)
    before = assistance.get(f"/v1/plans/{household}").json()
    chosen = [measure["id"] for measure in before["measures"] if measure["act"] == "referral"][:1]
    assert approve(assistance, household, chosen).status_code == 200
    assistance.hear(household, kept(situation=situation))
    assert assistance.get(f"/v1/plans/{household}").json()["status"] == "approved", "the same measures"

    ill = msgspec.structs.replace(situation.people[1], health="seriously_ill")
    causes = (*situation.causes, "serious_illness")
    now = msgspec.structs.replace(situation, causes=causes, people=(situation.people[0], ill))
    assistance.hear(household, kept(situation=now))
    shown = assistance.get(f"/v1/plans/{household}").json()
    assert (shown["status"], shown["chosen_before"]) == ("drafted", chosen)
    added = {measure["id"] for measure in shown["measures"]} - {measure["id"] for measure in before["measures"]}
    assert added
    (task,) = assistance.get("/v1/tasks?kind=plan").json()["items"]
    assert (task["household"], task["reason"]) == (household, ["drafted_anew"])
    assert not {*added, "serious_illness"} & set(str(assistance.rows("SELECT * FROM tasks")).split("'"))
    again = approve(assistance, household, [*chosen, min(added)])
    assert again.status_code == 200, again.text
    sent = [event.measure for event in assistance.events(household) if type(event).__name__ == "ReferralSent"]
    assert sent.count(chosen[0]) == 1, "what is under way goes on"
    assert assistance.drifted() == {}


def approve(assistance: Assistance, household: str, measures: list[str]) -> Any:
    seen = assistance.get(f"/v1/plans/{household}").json()["version"]
    return assistance.post(f"/v1/plans/{household}/approval", {"measures": measures}, **{"If-Match": f'"{seen}"'})


def test_a_file_that_is_kept_leaves_by_no_finding_of_before_and_by_one_of_after(assistance: Assistance) -> None:
    household = assistance.opened(opened_on=date(2026, 4, 30))
    path = f"/v1/plans/{household}"
    for month in ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"):
        body = {"month": month, "income": "2000.01", "relief": "0", "hardship": "0", "union_aid": "0"}
        assert assistance.post(f"{path}/months", body, "case_worker").status_code == 200
    assistance.post(f"{path}/difficulty", {"finding": "ended", "reason": "已就业"})
    assert assistance.get(path).json()["exit_proposed"] is True
    assistance.move_to(datetime(2026, 11, 3, 9, tzinfo=CHINA_STANDARD_TIME))
    assistance.hear(household, kept())
    (off,) = [event for event in assistance.events(household) if isinstance(event, ExitWithdrawn)]
    assert (off.month, off.because) == ("2026-10", "kept")
    shown = assistance.get(path).json()
    assert (shown["exit_proposed"], shown["findings"]) == (False, [])
    assert assistance.post(f"{path}/difficulty", {"finding": "ended", "reason": "病已治愈"}).status_code == 200
    assert assistance.get(path).json()["exit_proposed"] is True
    assert assistance.drifted() == {}


def test_what_was_found_after_the_keeping_stands_though_that_is_told_late(assistance: Assistance) -> None:
    household = assistance.opened()
    assistance.move_to(datetime(2026, 11, 3, 9, tzinfo=CHINA_STANDARD_TIME))
    assistance.post(f"/v1/plans/{household}/difficulty", {"finding": "ended", "reason": "已就业"})
    assistance.hear(household, kept(), at=START)
    assert assistance.get(f"/v1/plans/{household}").json()["findings"] == ["ended"]
