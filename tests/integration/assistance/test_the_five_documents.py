"""A file in a place of each document: its plan, and what its own standard of exit and relief asks for."""

from datetime import date
from typing import Any

import pytest

from contracts.assistance import ExitProposed, PlanDrafted, ReliefReached
from tests.integration.assistance.conftest import Assistance, as_recorded
from tests.support.parameters import keep, told
from tests.support.places import BAISHA, BESIDE_SHANTOU, KAIFENG, QINHUANGDAO, SHANTOU, YUNNAN, Place

MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
SECURED = dict.fromkeys(("food", "clothing", "work", "medical_care", "schooling", "social_insurance", "housing"), True)
ALL = (KAIFENG, YUNNAN, QINHUANGDAO, BAISHA, SHANTOU)


@pytest.fixture
def everywhere(assistance: Assistance) -> Assistance:
    """With the parameters of the other places, too."""
    keep(assistance.service, [as_recorded(fact) for place in BESIDE_SHANTOU for fact in told(place.region[:2])])
    return assistance


def opened(assistance: Assistance, place: Place) -> str:
    """Before the months that the tests record."""
    whose = {"org_path": place.union, "region": place.region, "profile": place.profile}
    return assistance.opened(**whose, opened_on=date(2026, 4, 30))


def visited(assistance: Assistance, place: Place, household: str, month: str, **figures: Any) -> None:
    nothing = {"income": "0", "relief": "0", "hardship": "0", "union_aid": "0"}
    body = {"month": month, **nothing, **figures}
    answer = assistance.post(f"/v1/plans/{household}/months", body, "case_worker", place.county)
    assert answer.status_code == 200, answer.text


def found(assistance: Assistance, place: Place, household: str, finding: str) -> None:
    body = {"finding": finding, "reason": "入户走访"}
    answer = assistance.post(f"/v1/plans/{household}/difficulty", body, "reviewer", place.county)
    assert answer.status_code == 200, answer.text


def after_six_months(assistance: Assistance, place: Place, **figures: Any) -> list[ExitProposed]:
    household = opened(assistance, place)
    for month in MONTHS:
        visited(assistance, place, household, month, **figures)
    found(assistance, place, household, "ended")
    return [event for event in assistance.events(household) if isinstance(event, ExitProposed)]


def test_a_plan_is_drafted_under_the_document_of_the_file(everywhere: Assistance) -> None:
    for place in ALL:
        household = opened(everywhere, place)
        (drafted,) = [event for event in everywhere.events(household) if isinstance(event, PlanDrafted)]
        assert drafted.profile == place.profile
        assert isinstance(drafted.measures, tuple)
        assert {one.clause.partition(" §")[0] for one in drafted.measures} == {place.profile.partition("-")[0]}


def test_six_months_of_a_living_standard_above_the_line_lead_out(everywhere: Assistance) -> None:
    for place in (KAIFENG, BAISHA, SHANTOU):
        (proposed,) = after_six_months(everywhere, place, income="9000.00", hardship="1000.00")
        assert (proposed.rule, proposed.months) == (f"{place.profile}/exit", MONTHS)
        assert after_six_months(everywhere, place, income="9000.00", hardship="8999.00") == []


def test_in_qinhuangdao_income_alone_leads_out(everywhere: Assistance) -> None:
    (proposed,) = after_six_months(everywhere, QINHUANGDAO, income="9000.00", hardship="8999.00")
    assert (proposed.rule, proposed.months) == ("qinhuangdao-2017/exit", MONTHS)
    assert after_six_months(everywhere, QINHUANGDAO, income="1520.00") == []  # exactly the line of two people


def test_in_yunnan_the_seven_needs_lead_out_whatever_the_income(everywhere: Assistance) -> None:
    household = opened(everywhere, YUNNAN)
    found(everywhere, YUNNAN, household, "ended")
    visited(everywhere, YUNNAN, household, "2026-09", income="9000.00", needs={**SECURED, "housing": False})
    unseen = {need: secured for need, secured in SECURED.items() if need != "housing"}
    visited(everywhere, YUNNAN, household, "2026-09", income="9000.00", needs=unseen)
    assert "ExitProposed" not in everywhere.story(household)
    visited(everywhere, YUNNAN, household, "2026-10", needs=SECURED)
    (proposed,) = [event for event in everywhere.events(household) if isinstance(event, ExitProposed)]
    assert (proposed.rule, proposed.months) == ("yunnan-2017/exit", ("2026-10",))
    assert isinstance(proposed.proof, tuple)
    assert set(proposed.proof[0].secured) == set(SECURED)
    shown = everywhere.get(f"/v1/plans/{household}", org_path=YUNNAN.county).json()["months"]
    assert [(one["month"], one["counts_for_exit"]) for one in shown] == [("2026-09", None), ("2026-10", True)]
    assert [set(one["secured"]) for one in shown] == [set(unseen), set(SECURED)]


def test_in_yunnan_the_seven_needs_lead_out_where_nobody_has_set_a_line(make_assistance: Any) -> None:
    bare: Assistance = make_assistance()
    household = opened(bare, YUNNAN)
    found(bare, YUNNAN, household, "ended")
    visited(bare, YUNNAN, household, "2026-10", needs=SECURED)
    (proposed,) = [event for event in bare.events(household) if isinstance(event, ExitProposed)]
    assert isinstance(proposed.proof, tuple)
    assert [(proof.month, proof.line, proof.trace["exit"]["value"]) for proof in proposed.proof] == [
        ("2026-10", None, True)
    ]


def test_in_yunnan_the_seven_needs_are_relief_too_where_the_difficulty_is_only_eased(everywhere: Assistance) -> None:
    household = opened(everywhere, YUNNAN)
    found(everywhere, YUNNAN, household, "eased")
    visited(everywhere, YUNNAN, household, "2026-10", needs=SECURED)
    assert [
        type(event) for event in everywhere.events(household) if isinstance(event, ExitProposed | ReliefReached)
    ] == [ReliefReached]


def test_relief_counts_union_aid_in(everywhere: Assistance) -> None:
    for place in (KAIFENG, QINHUANGDAO, BAISHA, SHANTOU):
        household = opened(everywhere, place)
        found(everywhere, place, household, "eased")
        visited(everywhere, place, household, "2026-09", income="500.00", union_aid="100.00")
        assert "ReliefReached" not in everywhere.story(household)
        visited(everywhere, place, household, "2026-10", income="500.00", union_aid="2000.00")
        (reached,) = [event for event in everywhere.events(household) if isinstance(event, ReliefReached)]
        assert reached.rule == f"{place.profile}/relief"
