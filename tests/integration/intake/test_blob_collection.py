"""Blobs that nothing names are found after a day, those of erased households at once, and removed when asked."""

import json
import os
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from chassis.blobs import Blobs
from chassis.group_commit import Lane
from chassis.vault.postgres import PostgresVault
from chassis.vault.shredder import Shredder
from services.intake.handlers import blob_collection
from services.intake.handlers.blob_collection import Erased
from services.intake.tools import tell_blobs
from tests.integration.intake.applications import application
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_attachments import attach, blobs, code, entered, listed, opening
from tests.unit.intake.papers.samples import jpeg, png

DAY_S = 24 * 3600


@pytest.fixture
def household(intake: Intake) -> str:
    return intake.submitted(application(1))


def collect(intake: Intake, operator: str | None = None) -> blob_collection.Found:
    return blob_collection.collect(intake.service.resources, operator)


def age(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def kept(intake: Intake) -> Blobs:
    place: Blobs = intake.service.resources.blobs
    return place


def erase(household: str, intake: Intake, vault: Any) -> None:
    Shredder(vault.shredder).destroy(household)
    intake.service.resources.vault._cache.clear()  # what its sixty seconds do


def test_an_orphan_is_found_after_a_day_and_removed_when_somebody_says_so(intake: Intake, household: str) -> None:
    entered(intake, household, jpeg())
    orphan = kept(intake).put(b"put, and never named")
    path = next(path for path in blobs(intake) if path.name == orphan)
    age(path, DAY_S - 60)
    assert (collect(intake).kept, collect(intake).orphans) == (2, ())
    age(path, DAY_S + 60)
    assert collect(intake).orphans == (orphan,)
    assert len(blobs(intake)) == 2
    assert collect(intake, "li").removed
    assert [one.name != orphan for one in blobs(intake)] == [True]


def test_what_is_named_is_never_an_orphan_however_old_and_withdrawn(intake: Intake, household: str) -> None:
    attachment = entered(intake, household, jpeg())
    intake.post(f"/v1/households/{household}/attachments/{attachment}/withdrawal", {"reason": "传错"})
    age(blobs(intake)[0], 900 * DAY_S)
    collect(intake, "li")
    assert opening(intake, household, attachment).content == jpeg()


def test_what_a_killed_process_has_left_half_written_is_an_orphan_too(intake: Intake, household: str) -> None:
    entered(intake, household, jpeg())
    (whole,) = blobs(intake)
    left = whole.with_name(f".{whole.name}.k7")
    left.write_bytes(b"half")
    age(left, DAY_S + 60)
    assert collect(intake, "li").orphans == (left.name,)
    assert blobs(intake) == [whole]


def test_between_blob_and_event_the_process_ends_and_a_retry_enters_the_paper_once(
    intake: Intake, household: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = {"headers": {"Idempotency-Key": "k"}}

    def ends(*_: object) -> object:
        raise RuntimeError("ended")

    with monkeypatch.context() as patched:
        patched.setattr(Lane, "submit", ends)
        assert attach(intake, household, jpeg(), **key).status_code == 500
    assert (listed(intake, household), len(blobs(intake))) == ([], 1)
    age(blobs(intake)[0], DAY_S + 60)
    assert attach(intake, household, jpeg(), **key).status_code == 201
    assert len(collect(intake, "li").orphans) == 1
    (item,) = listed(intake, household)
    assert opening(intake, household, item["attachment"]).content == jpeg()


def test_with_the_key_of_a_household_its_papers_are_unreadable_told_and_removed(
    intake: Intake, household: str, vault_database: Any
) -> None:
    other = intake.submitted(application(2))
    attachment, beside = entered(intake, household, jpeg()), entered(intake, other, png())
    assert collect(intake).erased == ()
    erase(household, intake, vault_database)
    assert code(opening(intake, household, attachment)) == (409, "household_erased")
    assert code(attach(intake, household, png())) == (409, "household_erased")
    assert collect(intake).erased == (Erased(household, (attachment,), len(jpeg())),)
    assert len(blobs(intake)) == 2
    collect(intake, "li")
    assert len(blobs(intake)) == 1
    assert listed(intake, household) == []
    assert code(opening(intake, household, attachment)) == (404, "not_found")
    assert opening(intake, other, beside).content == png()
    assert collect(intake, "li").erased == ()
    last = intake.get(f"/v1/households/{household}/timeline").json()["items"][-1]
    assert (last["summary_en"], last["actor"]) == ("Removed unreadable attachments", "operator:li")


def test_a_key_that_is_only_missing_is_no_erasure(intake: Intake, household: str, vault_database: Any) -> None:
    """A vault that was restored to an earlier moment must not pass for one: nothing is removed."""
    entered(intake, household, jpeg())
    with psycopg.connect(vault_database.owner) as hand:
        hand.execute("DELETE FROM keys WHERE key_id = %s", (household,))
    intake.service.resources.vault._cache.clear()
    with pytest.raises(Exception, match=household):
        collect(intake, "li")
    assert len(blobs(intake)) == 1


def test_the_tool_prints_one_object_of_names_and_numbers(
    intake: Intake, household: str, capsys: pytest.CaptureFixture[str]
) -> None:
    entered(intake, household, jpeg())
    capsys.readouterr()
    assert tell_blobs(intake.service, ["{}"]) == 0
    assert json.loads(capsys.readouterr().out) == {"kept": 1, "orphans": [], "erased": [], "removed": False}
    assert isinstance(intake.service.resources.vault, PostgresVault)
