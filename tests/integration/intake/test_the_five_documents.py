"""An application in a place of each document: it is judged by that document, and who is refused is told why."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake
from tests.support.parameters import keep, told
from tests.support.places import BAISHA, BESIDE_SHANTOU, KAIFENG, QINHUANGDAO, SHANTOU, YUNNAN, Place

ADMISSION = Path(__file__).parents[3] / "samples" / "policies" / "qinhuangdao-admission.toml"
POOR_AND_ILL: dict[str, Any] = {
    "household_income": 20_000,
    "cause_illness": True,
    "cause_child_schooling": False,
    "cause_other": False,
    "restructuring_affected": False,
}
RICH: dict[str, Any] = {
    **POOR_AND_ILL,
    "household_income": 9_000_000,
    "cause_illness": False,
    "cause_disability": False,
    "cause_single_parent": False,
    "cause_sudden_event": False,
    "cause_accident": False,
    "cause_natural_disaster": False,
}
OF_BAISHA: dict[str, Any] = {
    "employment": "employed",
    "wage_is_main_income": True,
    "employer_region": BAISHA.region,
    "employer_kind": "enterprise",
    "hukou_region": BAISHA.region,
    "union_region": BAISHA.region,
    "rural_poverty_register": False,
}


@pytest.fixture
def everywhere(intake: Intake) -> Intake:
    return with_all_parameters(intake)


def with_all_parameters(intake: Intake) -> Intake:
    """Those of the other places, too."""
    keep(intake.service, [fact for place in BESIDE_SHANTOU for fact in told(place.region[:2])])
    return intake


PEOPLE = itertools.count(1)
"""Another applicant each time."""


def judged(intake: Intake, place: Place, facts: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The household, and what is shown of it after its report."""
    body = application(next(PEOPLE), region=place.region, org_path=place.union)
    answer = intake.post("/v1/applications", body, "portal", place.union)
    assert answer.status_code == 201, answer.text
    household = str(answer.json()["household"])
    intake.hear(household, report(**facts))
    shown = intake.get(f"/v1/households/{household}", org_path=place.county).json()
    assert shown["profile"] == place.profile
    return household, shown["proposal"]


def explained(intake: Intake, household: str, place: Place) -> dict[str, Any]:
    answer = intake.get(f"/v1/households/{household}/explanation", org_path=place.county)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_who_is_poor_and_ill_is_proposed_for_the_first_category(everywhere: Intake) -> None:
    for place in (SHANTOU, KAIFENG, YUNNAN, BAISHA):
        _, proposal = judged(everywhere, place, POOR_AND_ILL | (OF_BAISHA if place is BAISHA else {}))
        assert (place.profile, proposal["category"], proposal["missing"]) == (place.profile, "1", [])


def test_qinhuangdao_waits_for_the_rule_of_admission_that_it_names(everywhere: Intake) -> None:
    household, proposal = judged(everywhere, QINHUANGDAO, {**POOR_AND_ILL, "rural_poverty_register": False})
    assert (proposal["category"], proposal["missing"]) == ("undetermined", ["admission_rule"])
    told = explained(everywhere, household, QINHUANGDAO)
    assert (told["proposal"], told["rejected"]) == ("undetermined", None)
    assert told["chinese"]


NO_GROUP: dict[str, Any] = {
    **{name: False for name in POOR_AND_ILL if name != "household_income"},
    "cause_child_schooling": True,
    "household_income": 200_000,
    "hardship_expenditure_total": 0,
    "rural_poverty_register": False,
}


def test_in_qinhuangdao_a_reviewer_admits_who_is_in_no_task_group(everywhere: Intake) -> None:
    household, proposal = judged(everywhere, QINHUANGDAO, NO_GROUP)
    outcomes = {ordinal: one["outcome"] for ordinal, one in proposal["trace"]["categories"].items()}
    assert (proposal["category"], outcomes["2"], outcomes["0"]) == ("undetermined", "not_met", "undetermined")
    path = f"/v1/households/{household}"
    seen = everywhere.get(path, org_path=QINHUANGDAO.county).headers["ETag"]
    body = {"decision": "approve", "category": "0", "reason": "依省办法认定，不属于五类任务"}
    approved = everywhere.post(f"{path}/decision", body, "reviewer", QINHUANGDAO.county, **{"If-Match": seen})
    assert approved.json()["status"] == "under_second_review", approved.text


def test_who_meets_one_category_may_be_approved_while_one_before_it_is_open(everywhere: Intake) -> None:
    struck = {**RICH, "household_income": 150_000, "cause_accident": True, "cause_laid_off": True}
    struck |= {"hardship_expenditure_total": 200_000}
    household, proposal = judged(everywhere, YUNNAN, struck)
    assert (proposal["category"], proposal["undecided"]) == ("3", ["2"])
    assert proposal["missing"] == ["causes", "of_the_kind_laid_off"]
    assert "尚不能判断" in explained(everywhere, household, YUNNAN)["chinese"][1]
    path = f"/v1/households/{household}"
    seen = everywhere.get(path, org_path=YUNNAN.county).headers["ETag"]
    approved = everywhere.post(
        f"{path}/decision", {"decision": "approve"}, "reviewer", YUNNAN.county, **{"If-Match": seen}
    )
    assert approved.json()["status"] == "on_notice", approved.text


def test_with_that_rule_laid_over_it_by_the_installation_qinhuangdao_proposes_a_group(
    make_intake: Callable[..., Intake], tmp_path: Path
) -> None:
    shutil.copy(ADMISSION, tmp_path)
    row = f'prefix = "1303"\nplace = "秦皇岛市"\nprofile = "qinhuangdao-2017"\noverlays = ["{ADMISSION.name}"]'
    (tmp_path / "regions.toml").write_text(f"[[regions]]\n{row}\n", encoding="utf-8")
    intake = with_all_parameters(make_intake(regions_file=tmp_path / "regions.toml"))

    _, proposal = judged(intake, QINHUANGDAO, POOR_AND_ILL)
    assert (proposal["category"], proposal["missing"]) == ("2", [])
    household, proposal = judged(intake, QINHUANGDAO, {**POOR_AND_ILL, "employment": "retired_other"})
    assert proposal["category"] == "none"
    path = f"/v1/households/{household}"
    seen = intake.get(path, org_path=QINHUANGDAO.county).headers["ETag"]
    body = {"decision": "reject", "clause": "虚构〔2026〕2号一"}
    rejected = intake.post(f"{path}/decision", body, "reviewer", QINHUANGDAO.county, **{"If-Match": seen})
    assert rejected.json()["status"] == "rejected", rejected.text
    # Where the table names no document, nobody can apply.
    nowhere = application(1, region=KAIFENG.region, org_path=KAIFENG.union)
    assert intake.post("/v1/applications", nowhere, "portal", KAIFENG.union).json()["code"] == "no_profile"


def test_who_earns_too_much_is_told_so_in_chinese(everywhere: Intake) -> None:
    for place in (SHANTOU, KAIFENG, YUNNAN):
        household, proposal = judged(everywhere, place, RICH)
        assert proposal["category"] == "none"
        told = explained(everywhere, household, place)
        assert told["explanation"]["proposal"] == "none"
        assert any("收入" in sentence for sentence in told["chinese"])


def test_in_baisha_income_per_head_of_1060_yuan_excludes_and_the_explanation_names_the_clause(
    everywhere: Intake,
) -> None:
    over = {**POOR_AND_ILL, **OF_BAISHA, "household_income": 2 * 106_000}
    household, proposal = judged(everywhere, BAISHA, over)
    assert proposal["category"] == "excluded"
    told = explained(everywhere, household, BAISHA)
    assert "三5" in str(told["explanation"])
    assert any("1060" in sentence for sentence in told["chinese"])


def test_an_application_that_lacks_what_its_document_asks_for_says_what_is_missing(everywhere: Intake) -> None:
    _, proposal = judged(everywhere, BAISHA, {**POOR_AND_ILL, **OF_BAISHA, "employer_region": None})
    assert (proposal["category"], proposal["missing"]) == ("undetermined", ["employer_region"])


def test_a_rejection_names_a_clause_that_the_document_has(everywhere: Intake) -> None:
    household, _ = judged(everywhere, BAISHA, {**POOR_AND_ILL, **OF_BAISHA, "household_income": 2 * 106_000})
    path = f"/v1/households/{household}"

    def reject(clause: str) -> Any:
        seen = everywhere.get(path, org_path=BAISHA.county).headers["ETag"]
        body = {"decision": "reject", "clause": clause}
        return everywhere.post(f"{path}/decision", body, "reviewer", BAISHA.county, **{"If-Match": seen})

    unknown = reject("三(一)")  # shantou's
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown_clause")
    known = unknown.json()["params"]["known"].split("、")
    assert "三5" in known
    for no_clause in ("序", "落款"):
        assert (reject(no_clause).status_code, no_clause in known) == (422, False)
    assert reject(" 三５").json()["status"] == "rejected"
    told = explained(everywhere, household, BAISHA)
    assert told["rejected"]["clause"] == "三5"
    assert "1060元" in told["rejected"]["text"]
    assert told["chinese"][0] == "审核人依据三5不予批准。"


def test_only_who_may_see_facts_is_told_them_and_only_once_something_was_proposed(everywhere: Intake) -> None:
    household = everywhere.submitted(application(1))
    path = f"/v1/households/{household}/explanation"
    assert everywhere.get(path).json()["code"] == "nothing_proposed_yet"
    everywhere.hear(household, report(**RICH))
    own = everywhere.get(path, "portal")
    assert (own.status_code, own.json()["explanation"]) == (200, None)
    assert everywhere.get(path, "portal", subject="another-portal").status_code == 404
    assert everywhere.get(path, org_path="44/4405/440511").status_code == 404
    assert everywhere.get(path, "auditor").json()["proposal"] == "none"
