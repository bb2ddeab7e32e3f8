"""A proposal is made again from the store alone, byte for byte, and is explained by the law of its day."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kernel.causes import Cause
from policies.documents import regions
from policies.judgement import engine
from services.intake.domain.events import CategoryProposed
from services.intake.handlers import laws
from services.intake.handlers.changes import load
from services.intake.handlers.views import last_proposal
from tests.architecture.tree import ROOT
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake
from tests.support.parameters import keep, told
from tests.support.places import BAISHA, BESIDE_SHANTOU, KAIFENG, QINHUANGDAO, SHANTOU, YUNNAN, Place

RICH: dict[str, Any] = {f"cause_{cause}": False for cause in Cause} | {"household_income": 9_000_000}
SAMPLE = ROOT / "samples" / "policies" / "shantou-200-percent.toml"


@pytest.mark.parametrize("place", [SHANTOU, KAIFENG, YUNNAN, QINHUANGDAO, BAISHA], ids=lambda place: place.profile)
def test_a_stored_proposal_gives_its_stored_explanation_again(intake: Intake, place: Place) -> None:
    keep(intake.service, [fact for other in BESIDE_SHANTOU for fact in told(other.region[:2])])
    started(intake)
    for first, changes in ((1, {}), (3, RICH), (5, {"household_income": None})):
        household = judged(intake, place, first, **changes)
        stored, law = stored_of(intake, household)
        assert law is not None
        assert isinstance(stored.facts, dict)
        again = engine.evaluate(law, {**stored.facts, "region": place.region}, stored.parameters or {})
        assert (again.profile, again.version) == (place.profile, stored.profile_version)
        assert canonical(again.to_dict()) == canonical(stored.trace)


def test_a_law_is_kept_once_however_often_the_service_starts(intake: Intake) -> None:
    started(intake)
    before = kept_laws(intake)
    started(intake)
    assert (len(before), kept_laws(intake)) == (5, before)


def test_a_refusal_is_explained_by_the_law_of_its_day_after_the_file_was_edited(
    make_intake: Callable[..., Intake], tmp_path: Path
) -> None:
    intake = with_amendment(make_intake, tmp_path)
    started(intake)
    household = judged(intake, SHANTOU, 1, **RICH)
    assert "200%" in "".join(explained(intake, household))

    edit(tmp_path / "amendment.toml")

    told_now = explained(intake, household)
    assert told_now[0] == "作出建议以后，适用文件的规则已有改动；以下按作出建议时的规则说明。"
    assert ("200%" in "".join(told_now), "300%" in "".join(told_now)) == (True, False)


def test_a_refusal_of_a_time_before_laws_were_kept_is_explained_by_todays_and_says_so(
    make_intake: Callable[..., Intake], tmp_path: Path
) -> None:
    intake = with_amendment(make_intake, tmp_path)
    household = judged(intake, SHANTOU, 1, **RICH)

    edit(tmp_path / "amendment.toml")

    told_now = explained(intake, household)
    assert told_now[0] == "作出建议以后，适用文件的规则已有改动；以下按现行规则说明。"
    assert "300%" in "".join(told_now)


@pytest.fixture(autouse=True)
def fresh_tables() -> Iterator[None]:
    yield
    forget_files()


def started(intake: Intake) -> None:
    for make_ready in intake.service.at_start:
        make_ready()


def judged(intake: Intake, place: Place, first: int, **changes: Any) -> str:
    body = application(first, first + 1, region=place.region, org_path=place.union)
    household = str(intake.post("/v1/applications", body, "portal", place.union).json()["household"])
    intake.hear(household, report(**changes))
    return household


def stored_of(intake: Intake, household: str) -> tuple[CategoryProposed, Any]:
    with intake.service.store.transaction() as transaction:
        stored = last_proposal(load(transaction, household))
        assert stored is not None
        return stored, laws.kept_law(transaction, stored.profile_version)


def canonical(trace: Any) -> bytes:
    return msgspec.json.encode(trace, order="sorted")


def kept_laws(intake: Intake) -> list[tuple[str]]:
    with intake.service.store.reading() as connection:
        return connection.execute("SELECT stream FROM events WHERE stream LIKE 'law-%' ORDER BY position").fetchall()


def explained(intake: Intake, household: str) -> list[str]:
    answer = intake.get(f"/v1/households/{household}/explanation", org_path=SHANTOU.county)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["chinese"])


def with_amendment(make_intake: Callable[..., Intake], folder: Path) -> Intake:
    shutil.copy(SAMPLE, folder / "amendment.toml")
    row = 'prefix = "4405"\nplace = "汕头市"\nprofile = "shantou-2016"\noverlays = ["amendment.toml"]'
    (folder / "regions.toml").write_text(f"[[regions]]\n{row}\n", encoding="utf-8")
    return make_intake(regions_file=folder / "regions.toml")


def edit(amendment: Path) -> None:
    """To 300%; a service reads its files at its start."""
    text = amendment.read_text(encoding="utf-8").replace("200%", "300%").replace("2.00", "3.00")
    amendment.write_text(text, encoding="utf-8")
    forget_files()


def forget_files() -> None:
    regions.table.cache_clear()
    regions.laid.cache_clear()
