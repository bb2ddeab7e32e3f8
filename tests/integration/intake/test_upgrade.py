"""An old store that is upgraded: what a newer table should have held all along is filled in, and nobody has to ask."""

import importlib
import threading

import psycopg

from chassis import backfill
from chassis.migrate import filled_from_events
from chassis.roles import owner_of
from chassis.urls import VaultUrls, with_role
from tests.integration.intake.applications import application
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_blob_collection import erase
from tests.integration.intake.test_changes import opened, proposed
from tests.integration.intake.test_near_duplicates import found, near
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, on_notice
from tests.integration.intake.test_work_list import not_drifted, tasks
from tests.support.postgres import PostgresForTests
from tests.support.until import wait_until


def as_before_work_lists(intake: Intake, postgres: PostgresForTests) -> None:
    """The table as its migration leaves it in a database in which much has happened."""
    role = owner_of("intake")
    with psycopg.connect(with_role(intake.settings.database_url, role, postgres.passwords[role])) as connection:
        connection.execute("TRUNCATE tasks")
        connection.execute(str(filled_from_events("tasks")))


def test_what_waited_before_the_upgrade_waits_after_it(intake: Intake, postgres: PostgresForTests) -> None:
    household = opened(intake)
    proposed(intake, household, "account", account={"bank": "虚构银行", "number": "9999990000000009"})
    on_notice(intake, 7)
    before = tasks(intake)
    assert {task["kind"] for task in before} == {"change", "file_number", "hang_sheet"}
    as_before_work_lists(intake, postgres)
    assert (tasks(intake), backfill.to_be_filled(intake.service)) == ([], ["tasks"])
    (done,) = backfill.fill(intake.service)
    assert "tasks" in str(done["tables"])
    assert (tasks(intake), backfill.to_be_filled(intake.service)) == (before, [])
    assert not_drifted(intake)
    assert backfill.fill(intake.service) == []


def test_a_service_fills_in_beside_its_work_and_its_thread_stays(intake: Intake, postgres: PostgresForTests) -> None:
    opened(intake)
    as_before_work_lists(intake, postgres)
    over = threading.Event()
    thread = threading.Thread(target=backfill.run, args=(intake.service, over))
    thread.start()
    try:
        wait_until(lambda: backfill.to_be_filled(intake.service) == [], "the table is filled in")
        assert [task["kind"] for task in tasks(intake)] == ["file_number"]
        assert thread.is_alive()
    finally:
        over.set()
        thread.join()


def test_a_store_that_begins_today_has_nothing_to_fill_in(intake: Intake) -> None:
    assert backfill.to_be_filled(intake.service) == []


def test_households_of_before_are_compared_after_the_upgrade_though_nothing_changes_them(
    intake: Intake, postgres: PostgresForTests, vault_database: VaultUrls
) -> None:
    before, erased = opened(intake, 1), intake.submitted(application(50))
    ended = intake.submitted(application(60))
    withdrawn = intake.post(f"/v1/households/{ended}/withdrawal", {"reason": "不再需要"}, "portal")
    assert withdrawn.status_code == 200, withdrawn.text
    as_before_marks(intake, postgres)
    erase(erased, intake, vault_database)
    assert marked(intake) == []
    intake.move_to(NOTICE_OVER.replace(hour=16))
    assert marked(intake) == [before]
    wrong = intake.submitted(near())
    intake.move_to(NOTICE_OVER.replace(hour=17))
    assert {before, wrong} in [{one["household"] for one in pair["households"]} for pair in found(intake)]


def as_before_marks(intake: Intake, postgres: PostgresForTests) -> None:
    role = owner_of("intake")
    with psycopg.connect(with_role(intake.settings.database_url, role, postgres.passwords[role])) as connection:
        connection.execute("DELETE FROM identity_marks")
        connection.execute("DELETE FROM identities")
        migration = importlib.import_module("services.intake.migrations.0016_marks_of_before")
        connection.execute(migration.UNMARKED)
        # The migration reads the clock on the wall, and this service one that was moved.
        connection.execute("UPDATE timers SET due = '2026-11-10' WHERE kind = 'unmarked'")


def marked(intake: Intake) -> list[str]:
    return [household for (household,) in intake.rows("SELECT household FROM identities ORDER BY household")]
