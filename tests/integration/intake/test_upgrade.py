"""An old store that is upgraded: what a newer table should have held all along is filled in, and nobody has to ask."""

import threading

import psycopg

from chassis import backfill
from chassis.migrate import filled_from_events
from chassis.roles import owner_of
from chassis.urls import with_role
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_changes import opened, proposed
from tests.integration.intake.test_one_open_file_per_person import on_notice
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
