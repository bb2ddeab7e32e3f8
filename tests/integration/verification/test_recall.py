"""An agency corrects its answer, takes it back, or pushes another: the report of the latest round comes out again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis import rebuild
from contracts import intake
from contracts.verification import ReportCompleted
from dci.codes import SearchReason, Status
from services.verification.domain.events import AnswerReplaced
from tests.integration.verification.applications import consent, details_of, submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import Asked, read_all, written
from tests.integration.verification.test_pushes import COUNTY, number, pushed, send
from tests.support.service import START

BODY = POPULATION.households[0].body
CORRECTED_AT = START + timedelta(hours=1)


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    return make_town(agencies=False)


@pytest.fixture
def household(town: Town) -> str:
    """Whose report is out."""
    applied = town.apply(submitted(town.service.vault, BODY, org_path=f"{COUNTY}/longhu-dianzi"))
    town.deliver()
    for one in read_all(town.asked):
        records = [{"person": one.tokens[0], "monthly_income": "1000.00"}] if one.item == "tax" else []
        assert answer(town, one, *records) == "ACK"
    town.reported(applied)
    return applied


def answer(town: Town, one: Asked, *records: dict[str, Any], **changes: Any) -> str:
    changes = {"answered_at": START, **changes}
    return str(
        town.callback(written(one, town.agency_keys[one.agency], *records, **changes)).json()["message"]["ack_status"]
    )


def tax(town: Town) -> Asked:
    return next(one for one in read_all(town.asked) if one.item == "tax")


def reports(town: Town, household: str) -> list[ReportCompleted]:
    return [event for event in town.events(household) if isinstance(event, ReportCompleted)]


def income(report: ReportCompleted) -> Any:
    return next(fact.value for fact in report.facts if fact.name == "household_income")


def not_drifted(town: Town) -> bool:
    with town.service.store.pool.connection() as connection:
        found = [
            rebuild.drift(connection, town.service.store.codec, models.project, models.tables)
            for models in town.service.read_models
        ]
    return not any(found)


def test_a_correction_stands_and_its_replay_changes_nothing(town: Town, household: str) -> None:
    one = tax(town)
    record = {"person": one.tokens[0], "monthly_income": "5200.00"}
    for _ in range(2):
        assert answer(town, one, record, standing="corrected", answered_at=CORRECTED_AT) == "ACK"
    first, again = reports(town, household)
    assert (first.revision, again.revision, again.because, again.revised) == (0, 1, "corrected", ("tax",))
    assert income(again) - income(first) == 420_000
    shown = town.get(f"/v1/households/{household}/report", "reviewer", COUNTY).json()
    assert (shown["revision"], shown["because"], shown["because_zh"]) == (1, "corrected", "部门更正答复")
    assert not_drifted(town)


def test_an_answer_taken_back_is_unanswered_again(town: Town, household: str) -> None:
    back = {"status": Status.REJECTED, "reason_code": SearchReason.SEARCH_CRITERIA_INVALID, "standing": "withdrawn"}
    assert answer(town, tax(town), **back, answered_at=CORRECTED_AT) == "ACK"
    *_, last = reports(town, household)
    assert (last.because, last.complete, income(last)) == ("withdrawn", False, None)
    assert {item.item: item.outcome for item in last.items}["tax"] == "no_answer"
    assert not_drifted(town)


def test_a_correction_of_tomorrow_is_refused(town: Town, household: str) -> None:
    late = datetime.now(UTC) + timedelta(days=1)
    assert answer(town, tax(town), standing="corrected", answered_at=late) == "NACK"
    assert len(reports(town, household)) == 1


def test_a_push_brings_the_report_out_again_once(town: Town, household: str) -> None:
    body = pushed(town, {"id_number": number(BODY), "monthly_income": "5200.00"})
    for _ in range(2):
        assert send(town, body)[1] == "ACK"
    assert (
        send(town, pushed(town, {"id_number": number(BODY), "monthly_income": "5200.00"}, transaction="p-2"))[1]
        == "ACK"
    )
    first, again = reports(town, household)
    assert (again.because, income(again) - income(first)) == ("pushed", 420_000)
    (replaced,) = (event for event in town.events(household) if isinstance(event, AnswerReplaced))
    assert replaced.evidence.startswith("push-")
    assert not_drifted(town)


def test_a_later_round_rests_on_what_an_earlier_one_was_told_and_asks_again_what_had_no_answer(
    town: Town, household: str
) -> None:
    one = tax(town)
    again = intake.RecheckBegun(
        round=2,
        reasons=("term",),
        items=(),
        consent=consent(town.service.vault, BODY),
        details=details_of(town.service.vault, BODY),
    )
    town.hear(household, again)
    assert [report.round for report in reports(town, household)] == [1, 2]
    record = {"person": one.tokens[0], "monthly_income": "5200.00"}
    assert answer(town, one, record, standing="corrected", answered_at=CORRECTED_AT) == "ACK"
    told = [(report.round, report.revision, report.because) for report in reports(town, household)]
    assert sorted(told) == [(1, 0, ""), (1, 1, "corrected"), (2, 0, ""), (2, 1, "corrected")]
    back = {"status": Status.REJECTED, "reason_code": SearchReason.SEARCH_CRITERIA_INVALID, "standing": "withdrawn"}
    assert answer(town, one, **back, answered_at=CORRECTED_AT + timedelta(hours=1)) == "ACK"
    town.asked.clear()
    third = intake.RecheckBegun(
        round=3, reasons=("income",), items=("dibao",), consent=again.consent, details=again.details
    )
    town.hear(household, third)
    town.deliver()
    assert sorted(each.item for each in read_all(town.asked)) == ["dibao", "tax"]
    assert not_drifted(town)
