"""Plans as people work on them: helper, months, relief, exit, who may see what, and the read models from zero."""

from datetime import date, datetime

import psycopg
import pytest

from chassis import rebuild
from contracts.assistance import AidProposed, ExitProposed, ReliefReached
from kernel.calendar import CHINA_STANDARD_TIME
from policies.documents import profile as profiles
from tests.integration.assistance.conftest import BOOKER, CITY, CLOSER, COUNTY, UNION, Assistance
from tests.support.parameters import in_force

OTHER_COUNTY = "44/4405/440511"
HALF_A_YEAR_AGO = date(2026, 4, 30)


def month(assistance: Assistance, household: str, name: str, income: str, union_aid: str = "0.00") -> None:
    body = {"month": name, "income": income, "relief": "0.00", "hardship": "0.00", "union_aid": union_aid}
    answer = assistance.post(f"/v1/plans/{household}/months", body, "case_worker")
    assert answer.status_code == 200, answer.text


def test_a_helper_not_named_in_time_is_noted_and_one_named_is_masked(assistance: Assistance) -> None:
    late, household = assistance.opened(), assistance.opened()
    helper = {"unit": "示例单位", "name": "王示例", "phone": "0754-0000 1234"}
    assert assistance.post(f"/v1/plans/{household}/helper", helper, "case_worker").status_code == 200
    assistance.move_to(datetime(2026, 11, 10, 9, 1, tzinfo=CHINA_STANDARD_TIME))
    assert assistance.story(late)[-1] == "HelperOverdue"
    assert assistance.story(household)[-1] == "HelperNamed"
    shown = assistance.get(f"/v1/plans/{household}").json()["helper"]
    assert shown == {"unit": "示例单位", "name": "王**", "phone": "***1234"}


def test_exit_is_proposed_once_each_of_six_months_is_above_its_own_line(assistance: Assistance) -> None:
    household = assistance.opened(opened_on=HALF_A_YEAR_AGO)
    months = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]
    # The line of two people: 1900 yuan until June, 2000 from July on.
    for name in months:
        month(assistance, household, name, "1900.01" if name < "2026-07" else "2000.01")
    assert "ExitProposed" not in assistance.story(household)
    for _ in range(2):
        found = {"finding": "ended", "reason": "已就业"}
        assert assistance.post(f"/v1/plans/{household}/difficulty", found).status_code == 200
    (proposed,) = [event for event in assistance.events(household) if isinstance(event, ExitProposed)]
    assert (proposed.rule, list(proposed.months)) == ("shantou-2016/exit", months)
    assert [proof.line for proof in proposed.proof] == [95_000, 95_000, 100_000, 100_000, 100_000, 100_000]
    assert proposed.profile_version == profiles.load("shantou-2016").version
    assert [proof.parameters for proof in proposed.proof] == [
        in_force("440507", date.fromisoformat(f"{name}-01")) for name in months
    ]
    assert [proof.trace["exit"]["value"] for proof in proposed.proof] == [True] * 6
    assert assistance.get(f"/v1/plans/{household}").json()["exit_proposed"] is True

    month(assistance, household, "2026-08", "2000.00")  # corrected: at the line, not above it
    assert assistance.story(household)[-2:] == ["MonthRecorded", "ExitWithdrawn"]
    assert assistance.get(f"/v1/plans/{household}").json()["exit_proposed"] is False
    (row,) = [one for one in assistance.get("/v1/plans").json()["items"] if one["household"] == household]
    assert row["exit_proposed"] is False
    month(assistance, household, "2026-08", "2000.01")
    assert assistance.story(household)[-2:] == ["MonthRecorded", "ExitProposed"]


def test_a_month_at_the_line_or_missing_leaves_exit_unproven(assistance: Assistance) -> None:
    at_the_line, missing = (assistance.opened(opened_on=HALF_A_YEAR_AGO) for _ in range(2))
    for name in ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"):
        month(assistance, at_the_line, name, "2000.00")
    for name in ("2026-04", "2026-05", "2026-06", "2026-08", "2026-09", "2026-10"):
        month(assistance, missing, name, "3000.00")
    for household in (at_the_line, missing):
        assistance.post(f"/v1/plans/{household}/difficulty", {"finding": "ended", "reason": "已就业"})
        assert "ExitProposed" not in assistance.story(household)


def test_months_before_the_file_was_opened_prove_nothing(assistance: Assistance) -> None:
    """LAW_FAULTS X1."""
    household = assistance.opened()
    for name in ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"):
        month(assistance, household, name, "3000.00")
    for finding in ("eased", "ended"):
        assistance.post(f"/v1/plans/{household}/difficulty", {"finding": finding, "reason": "已就业"})
    assert {"ExitProposed", "ReliefReached"} & set(assistance.story(household)) == set()


def test_relief_is_reached_once_with_union_aid_counted(assistance: Assistance) -> None:
    household = assistance.opened(opened_on=HALF_A_YEAR_AGO)
    assistance.post(f"/v1/plans/{household}/difficulty", {"finding": "eased", "reason": "有稳定补助"})
    month(assistance, household, "2026-09", "1500.00", "499.99")
    month(assistance, household, "2026-10", "1500.00", "500.00")
    month(assistance, household, "2026-10", "1500.00", "600.00")
    (reached,) = [event for event in assistance.events(household) if isinstance(event, ReliefReached)]
    assert (reached.rule, [proof.month for proof in reached.proof]) == ("shantou-2016/relief", ["2026-10"])


def test_a_month_that_is_not_over_is_refused(assistance: Assistance) -> None:
    household = assistance.opened()
    body = {"month": "2026-11", "income": "1", "relief": "0", "hardship": "0", "union_aid": "0"}
    assert assistance.post(f"/v1/plans/{household}/months", body, "case_worker").json()["code"] == "month_not_over"


def test_a_month_from_before_the_file_is_shown_and_counts_for_nothing(assistance: Assistance) -> None:
    household = assistance.opened(opened_on=HALF_A_YEAR_AGO)
    before, within = f"{HALF_A_YEAR_AGO:%Y-%m}", "2026-10"
    for when in (before, within):
        month(assistance, household, when, "9000.00", "500.00")
    shown = assistance.get(f"/v1/plans/{household}").json()["months"]
    assert [(one["month"], one["counts_for_exit"], one["reaches_relief"]) for one in shown] == [
        (before, False, False),
        (within, True, True),
    ]
    body = {"month": "2024-01", "income": "1", "relief": "0", "hardship": "0", "union_aid": "0"}
    answer = assistance.post(f"/v1/plans/{household}/months", body, "case_worker")
    assert (answer.status_code, answer.json()["code"]) == (409, "month_long_before")


def test_a_plan_out_of_scope_reads_as_one_that_does_not_exist(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    act = assistance.propose(household, fund).json()["act"]
    for path in (f"/v1/plans/{household}", f"/v1/acts/{act}", f"/v1/households/{household}/timeline"):
        assert assistance.get(path, org_path=OTHER_COUNTY).status_code == 404
        assert assistance.get(path, org_path=UNION).status_code == 200
    assert assistance.get("/v1/acts", org_path=OTHER_COUNTY).json()["items"] == []
    # The city gives it: the county sees it, and does not take it back.
    withdrawn = assistance.post(f"/v1/acts/{act}/withdrawal", {"reason": "误报"}, org_path=COUNTY)
    assert (withdrawn.status_code, withdrawn.json()["params"]["giver"]) == (403, CITY)


def test_a_fund_helps_only_its_own_households_with_its_own_kinds(assistance: Assistance) -> None:
    household = assistance.opened()
    elsewhere = assistance.fund(org_path=OTHER_COUNTY)
    narrow = assistance.fund(uses=("tuition_aid",))
    assert [assistance.propose(household, fund).json()["code"] for fund in (elsewhere, narrow, "none")] == [
        "fund_unknown",
        "fund_use_not_permitted",
        "fund_unknown",
    ]
    assert assistance.balances(narrow)["committed"] == 0


def test_an_approval_of_an_old_version_or_of_unknown_measures_changes_nothing(assistance: Assistance) -> None:
    household = assistance.opened()
    path = f"/v1/plans/{household}/approval"
    body = {"measures": ["tuition_aid"]}
    assert assistance.post(path, body).status_code == 428
    assert assistance.post(path, body, **{"If-Match": '"1"'}).json()["code"] == "stale_version"
    unknown = {"measures": ["a_castle"]}
    assert assistance.post(path, unknown, **{"If-Match": '"2"'}).json()["code"] == "measure_unknown"
    assert assistance.story(household) == ["FileRecorded", "PlanDrafted"]


def test_the_read_models_made_again_from_zero_are_the_live_ones(assistance: Assistance) -> None:
    fund = assistance.fund()
    households = [assistance.opened() for _ in range(3)]
    acts = [assistance.cleared(household, fund) for household in households]
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch, revoked=(acts[0],))
    result = {"act": acts[1], "outcome": "paid", "on": "2026-11-02"}
    assistance.post(f"/v1/batches/{batch}/results", {"results": [result]}, BOOKER)
    month(assistance, households[0], "2026-10", "1500.00")
    with psycopg.connect(assistance.settings.database_url) as connection:
        for models in assistance.service.read_models:
            assert rebuild.drift(connection, assistance.service.store.codec, models.project, models.tables) == {}


def test_a_budget_that_the_journal_did_not_make_is_named_and_made_again_from_the_journal(
    assistance: Assistance,
) -> None:
    fund = assistance.fund()
    assistance.cleared(assistance.opened(), fund, "100.00")
    (models,) = (models for models in assistance.service.read_models if models.guards)
    codec = assistance.service.store.codec
    with psycopg.connect(assistance.settings.database_url, autocommit=True) as connection:
        connection.execute("UPDATE budgets SET free = 7")
        assert rebuild.drift(connection, codec, models.project, models.tables) == {
            "budgets": ([(fund, 7)], [(fund, 990_000)])
        }
        rebuild.rebuild(connection, codec, models.project, models.tables, guards=models.guards)
        assert rebuild.drift(connection, codec, models.project, models.tables) == {}
    assert assistance.balances(fund) == {"available": 990_000, "committed": 10_000, "paid": 0}


@pytest.mark.parametrize(
    "month",
    ["0000-01", "2026-13", "1999-12", "2026-1", "２０２６-０９", 202609, None],
)
def test_a_month_that_is_none_is_refused(assistance: Assistance, month: object) -> None:
    """FAULTS B30."""
    household = assistance.opened()
    body = {"month": month, "income": "0", "relief": "0", "hardship": "0", "union_aid": "0"}
    refused = assistance.post(f"/v1/plans/{household}/months", body, "case_worker")
    assert (refused.status_code, [error["pointer"] for error in refused.json()["errors"]]) == (422, ["#/month"])


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-11-30", "2026-11-01", "period_backwards"),
        ("2026-11-01", "2029-11-30", "period_too_long"),
        ("2023-01-01", "2023-01-31", "period_too_far"),
        ("2029-12-01", "2029-12-31", "period_too_far"),
        ("0001-01-01", "2026-11-30", "invalid_body"),
        ("2026-11-01", "9999-12-31", "invalid_body"),
    ],
)
def test_a_period_of_aid_is_near_and_of_a_length(assistance: Assistance, first: str, last: str, code: str) -> None:
    """FAULTS B20, B31."""
    household, fund = assistance.opened(), assistance.fund()
    refused = assistance.propose(household, fund, first=first, last=last)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


def test_a_bill_is_the_same_however_its_number_is_written(assistance: Assistance) -> None:
    """FAULTS B36."""
    household, fund = assistance.opened(), assistance.fund(uses=("living_subsidy",))
    for bill in ("粤Y-2027-A1B2C3", "粤y－2027- a1\u200bb2c3"):
        assert assistance.propose(household, fund, bill=bill).status_code == 200
    bills = {event.bill for event in assistance.events(household) if isinstance(event, AidProposed)}
    assert len(bills) == 1


def test_the_finding_on_a_difficulty_stands_for_its_reason(assistance: Assistance) -> None:
    """FAULTS B20: a contradicted repeat is not silent."""
    path = f"/v1/plans/{assistance.opened()}/difficulty"
    said = {"finding": "eased", "reason": "有稳定补助"}
    assert [assistance.post(path, said).status_code for _ in range(2)] == [200, 200]
    refused = assistance.post(path, {**said, "reason": "另有原因"})
    assert (refused.status_code, refused.json()["code"]) == (409, "finding_stands")
