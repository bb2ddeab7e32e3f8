"""A sheet of implausibly many duplicates is not taken before a second person has looked."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kernel import resident_id
from kernel.resident_id import check_digit
from services.intake.handlers import roster_import
from tests.integration.intake.applications import TODAY
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_changes import holds
from tests.integration.intake.test_rosters import events_stored, roster_of, upload
from tests.support.rosters import XLSX


def rewritten(content: bytes, header: str, other: Callable[[str], str]) -> bytes:
    """The same rows, with the cells of a column, by a part of its header, written otherwise."""
    book = openpyxl.load_workbook(BytesIO(content))
    first, *rows = book.worksheets[0].iter_rows()
    columns = [place for place, cell in enumerate(first) if header in str(cell.value)]
    assert columns, "the sheet has the column"
    for row in rows:
        for cell in (row[place] for place in columns):
            if cell.value:
                cell.value = other(str(cell.value))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def typed_anew(number: str, by: int = 500) -> str:
    """Another number of the same birthday, as somebody makes it up."""
    known = resident_id.parse(number, TODAY).number
    seventeen = f"{known[:14]}{(int(known[14:17]) + by) % 1000:03d}"
    return seventeen + check_digit(seventeen)


def under_other_numbers(content: bytes) -> bytes:
    return rewritten(content, "身份证号", typed_anew)


def decide(intake: Intake, stop: str, decision: str, reason: str, by: str = "second") -> Any:
    headers = intake.headers("reviewer", subject=by, org_path="44")
    return intake.door.post(
        f"/v1/roster-stops/{stop}/decision", json={"decision": decision, "reason": reason}, headers=headers
    )


@pytest.fixture
def stopped(intake: Intake, tmp_path: Path) -> tuple[bytes, str]:
    first = roster_of(40, tmp_path)
    taken = upload(intake, first).json()["taken"]
    content = under_other_numbers(first)
    report = upload(intake, content).json()
    assert (report["status"], report["taken"], report["results"]) == ("stopped", 0, [])
    assert report["new"] == taken
    return content, str(report["stop"])


def households(intake: Intake) -> int:
    return int(intake.one("SELECT count(*) FROM households"))


def test_it_is_listed_with_its_figures_and_taken_when_another_releases_it(
    intake: Intake, stopped: tuple[bytes, str]
) -> None:
    content, stop = stopped
    before = households(intake)
    (shown,) = intake.get("/v1/roster-stops", org_path="44").json()["items"]
    assert (shown["stop"], shown["by"], shown["new"], shown["likely"]) == (stop, "person-portal", before, before)
    assert upload(intake, content).json()["stop"] == stop, "the same sheet waits for the same answer"
    assert upload(intake, content, accept=XLSX).json()["status"] == "stopped", "no marked copy that hides it"
    assert decide(intake, stop, "release", "checked", "person-portal").json()["code"] == "released_by_who_imported"
    assert intake.post(f"/v1/roster-stops/{stop}/decision", {"decision": "release", "reason": "checked"}, "reviewer",
                       "44/4405/440507").status_code == 404  # fmt: skip
    assert decide(intake, stop, "release", "apply_anew").json()["status"] == "released"
    report = upload(intake, content).json()
    assert (report["status"], report["taken"]) == ("done", before)
    assert households(intake) == 2 * before
    assert intake.get("/v1/roster-stops", org_path="44").json()["items"] == []
    holds(intake)


def test_a_sheet_that_was_withdrawn_stops_again(intake: Intake, stopped: tuple[bytes, str]) -> None:
    content, stop = stopped
    assert decide(intake, stop, "withdraw", "sent_twice", "person-portal").status_code == 200
    assert decide(intake, stop, "release", "checked").json()["code"] == "stop_not_waiting"
    assert upload(intake, content).json()["status"] == "stopped"
    assert len(intake.get("/v1/roster-stops", org_path="44").json()["items"]) == 1
    holds(intake)


def test_the_same_people_are_no_duplicates_but_are_held_against_what_is_on_file(intake: Intake, tmp_path: Path) -> None:
    first = roster_of(40, tmp_path)
    taken = upload(intake, first).json()["taken"]
    report = upload(intake, rewritten(first, "家庭住址", "{}东".format)).json()
    assert (report["status"], report["corrected"], report["taken"]) == ("done", taken, 0)
    holds(intake)


def test_one_account_under_every_row_stops_however_many_rows_have_it(intake: Intake, tmp_path: Path) -> None:
    content = rewritten(roster_of(40, tmp_path), "银行账号", lambda _: "9999990000000000017")
    report = upload(intake, content).json()
    (item,) = intake.get("/v1/roster-stops", org_path="44").json()["items"]
    assert (report["status"], report["taken"], item["likely"]) == ("stopped", 0, report["new"])


def test_nothing_of_a_stopped_sheet_is_written_however_long_it_is(
    intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first rows would correct applications, further ones are refused, the last ones are the duplicates."""
    monkeypatch.setattr(roster_import, "AT_ONCE", 7)
    first = roster_of(40, tmp_path)
    upload(intake, first)
    before = events_stored(intake)
    places = iter(range(40))

    def otherwise(number: str) -> str:
        place = next(places)
        return number if place < 8 else number[:-2] if place < 16 else typed_anew(number)

    content = rewritten(rewritten(first, "家庭住址", "{}东".format), "本人身份证号", otherwise)
    report = upload(intake, content).json()
    assert (report["status"], report["refused"]) == ("stopped", 8)
    assert (report["corrected"], report["changed"], report["gone"]) == (0, 0, 0)
    assert events_stored(intake) == before + 2, "that it stopped, and that it was told"
    holds(intake)


def test_the_bounds_are_the_places_own_and_set_by_two_people(intake: Intake, tmp_path: Path) -> None:
    few = {"name": "import_stop_rows", "regions": ["44"], "from": "2026-11-01", "value": 3, "source": "省总工会"}
    first = roster_of(12, tmp_path)
    assert upload(intake, first).json()["status"] == "done"
    assert intake.post("/v1/parameters", few, "lawkeeper", "44").status_code == 200
    once_more = under_other_numbers(first)
    assert upload(intake, once_more).json()["status"] == "done", "proposed by one alone it does not hold"
    confirmed = intake.post("/v1/parameters/confirmation", few, "lawkeeper:second", "44")
    assert confirmed.status_code == 200, confirmed.text
    other_people = rewritten(first, "身份证号", lambda number: typed_anew(number, by=250))
    report = upload(intake, other_people).json()
    (shown,) = intake.get("/v1/roster-stops", org_path="44").json()["items"]
    assert (report["status"], shown["likely"]) == ("stopped", shown["new"])
