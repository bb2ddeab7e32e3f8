"""A bulk re-check of many files whose process is killed again and again: each is taken once, and memory stays flat."""

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from chassis import unit_of_work
from chassis.use_case import by_system
from contracts.intake import FileOpened
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_campaigns import LATER, act, proposed, stands
from tests.integration.intake.test_changes import opened
from tests.support.until import wait_until

AT_ONCE = 100
MANY, VERY_MANY = 150, 10_000
MEMORY_MIB = 40
"""What ten thousand households may cost beyond a process that has nothing to do."""


def copied(intake: Intake, count: int) -> None:
    """So many households like one that was opened by its way, each with a key and an id of its own."""
    like = opened(intake)
    told = [one for one in intake.events(like) if type(one).__name__ in ("ApplicationSubmitted", "FileOpened")]
    assert isinstance(told[-1], FileOpened)
    service = intake.service
    for begin in range(0, count - 1, AT_ONCE):
        units = []
        for _ in range(min(AT_ONCE, count - 1 - begin)):
            household = str(uuid4())
            service.vault.create(household)
            change = unit_of_work.Change(f"household-{household}", 0, household, told)
            units.append(unit_of_work.unit(service.store.codec, by_system(service.resources), [change]))
        with service.store.transaction() as transaction:
            transaction.append(units)


def run(intake: Intake, tmp_path: Path, kills: int) -> float:
    """Kills it when some more households were taken, `kills` times, then lets it end; its peak in MiB."""
    settings = tmp_path / "settings.json"
    settings.write_text(intake.settings.model_dump_json(), encoding="utf-8")
    words = [sys.executable, "-m", "tests.integration.intake.campaign_process", str(settings)]
    for _ in range(kills):
        before = taken(intake)
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        wait_until(lambda before=before: taken(intake) > before, "another household is taken", timeout_s=120)
        process.kill()
        process.wait()
    told = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    return float(told.stdout.split()[-1])


def taken(intake: Intake) -> int:
    return int(intake.one("SELECT count(*) FROM campaign_households"))


def each_once(intake: Intake, count: int) -> None:
    for event in ("TakenInCampaign", "RecheckBegun"):
        told = f"SELECT count(*), count(DISTINCT subject) FROM events WHERE type LIKE '%%.{event}.v1'"
        assert intake.rows(told) == [(count, count)], event


def whole(intake: Intake, tmp_path: Path, count: int, kills: int) -> float:
    copied(intake, count)
    intake.set_clock(LATER)
    campaign = proposed(intake)
    assert act(intake, campaign, "begin").json()["planned"] == count
    peak = run(intake, tmp_path, kills)
    assert stands(intake, campaign) | {"status": "done", "reached": count} == stands(intake, campaign)
    each_once(intake, count)
    return peak


def test_a_campaign_that_is_killed_in_the_middle_goes_on_and_takes_nobody_twice(intake: Intake, tmp_path: Path) -> None:
    whole(intake, tmp_path, MANY, 2)


@pytest.mark.long
def test_ten_thousand_households_are_taken_in_little_memory(intake: Intake, tmp_path: Path) -> None:
    few = run(intake, tmp_path, 0)
    peak = whole(intake, tmp_path, VERY_MANY, 10)
    assert peak - few < MEMORY_MIB, f"{few:.0f} MiB with nothing to do, {peak:.0f} MiB for {VERY_MANY}"
