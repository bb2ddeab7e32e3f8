"""Every invariant speaks when it is broken, and none when all is well."""

import pytest

import checks
from checks.report import Report
from checks.storage import Storage
from contracts import assistance, intake, ledger
from services.assistance.domain import events as of_assistance
from services.assistance.domain import journal
from services.ledger.domain import events as of_ledger
from tests.checks.world import MAY, NOON, World, walk
from tests.contracts.examples import example
from tests.support.read_models import read_models


def report_on(storage: Storage, *acknowledged: str) -> Report:
    return checks.run(storage, acknowledged or ["h1"], settled_at=NOON)


def sentences(report: Report) -> set[str]:
    return {problem.sentence for problem in report.problems}


def test_a_household_that_went_its_way_rightly_breaks_nothing(world: World, storage: Storage) -> None:
    walk(world)
    world.settle()
    report = report_on(storage)
    assert report.problems == ()
    assert (report.well, report.lost, report.doubled, report.events) == (True, 0, 0, 19)
    assert report.to_dict()["per_service"] == {"intake": 3, "verification": 2, "assistance": 9, "ledger": 5}


def test_on_a_running_system_what_is_on_its_way_is_no_problem(world: World, storage: Storage) -> None:
    walk(world)
    assert checks.run(storage, ["h1"]).problems == ()
    assert "something is still on its way" in sentences(report_on(storage))


def test_what_was_not_looked_at_is_not_told_as_checked(world: World, storage: Storage) -> None:
    walk(world)
    world.settle()
    unlooked = {"nothing waits", "read models equal their rebuild"}
    assert unlooked.isdisjoint(checks.run(storage, ["h1"]).checked)
    whole = checks.run(storage, ["h1"], settled_at=NOON, read_models=read_models())
    assert unlooked <= set(whole.checked)


def test_an_acknowledged_application_that_is_nowhere_is_lost(world: World, storage: Storage) -> None:
    walk(world)
    world.settle()
    report = report_on(storage, "h1", "h2")
    assert sentences(report) == {
        "an acknowledged application is not in intake",
        "an acknowledged application is not in the log",
    }
    assert report.lost == 2


DAMAGE = {
    "intake": {
        "UPDATE events SET version = version + 1 WHERE position = 3": "a stream has a gap in its versions, "
        "or a version out of order",
        "DELETE FROM events WHERE position = 2": "a position has no event",
        "UPDATE events SET previous = 7 WHERE position = 1": "an event names a wrong partition or predecessor",
        "UPDATE counter SET heads = '{0,0,0,0}'": "the counter's heads are not the last positions",
        "DELETE FROM claims": "intake's claims are not the members of its open files",
        "INSERT INTO timers (id, due, kind, subject, data, parked)"
        " VALUES (gen_random_uuid(), now(), 'notice_over', 'h1', '{}', 'no_notice')": "a timer is parked",
    },
    "assistance": {
        "UPDATE budgets SET free = 7": "what a fund has free in its guard row is not what the journal says",
        "INSERT INTO parked SELECT 'assistance', 'intake', 1, 1, 'h1', 'x', '', 'plan_unknown'": "a message is parked",
    },
    "ledger": {
        "DELETE FROM log WHERE index = 1": "an event is not in the log",
        "SELECT 1": "the log has a gap before an index",
        "UPDATE log SET body = 'other' WHERE index = 2": "the log has other bytes than the event's",
        "UPDATE log SET leaf_hash = 'other' WHERE index = 3": "a leaf hash is not that of its bytes",
        "UPDATE log SET position = 900 WHERE index = 4": "the log has an event that its source does not have",
        "UPDATE log SET index = 800 - index WHERE source = 'ledger'": "the log has an event of a partition out of "
        "order",
        "UPDATE log_size SET size = 900": "the log's size is not the number of its rows",
        "UPDATE marks SET position = 0 WHERE subscription = 'ledger'": "something is still on its way",
        "UPDATE files SET closed_on = opened_on": "the ledger's open files are not intake's",
        "UPDATE aid_index SET status = 'waiting'": "an act of aid still waits for its household's file",
    },
}


@pytest.mark.parametrize("service", DAMAGE)
def test_damage_in_storage_is_named(world: World, storage: Storage, service: str) -> None:
    walk(world)
    world.settle()
    for damage in DAMAGE[service]:
        world.damage(service, damage)
    assert set(DAMAGE[service].values()) - sentences(report_on(storage)) == set()


def test_an_event_that_is_sealed_twice_is_doubled(world: World, storage: Storage) -> None:
    walk(world)
    world.settle()
    world.damage("ledger", "ALTER TABLE log DROP CONSTRAINT log_source_position_key")
    world.damage(
        "ledger",
        "INSERT INTO log SELECT 900, source, partition, position, type, subject, leaf_hash, body FROM log"
        " WHERE index = 1",
    )
    assert "an event is in the log more than once" in sentences(report_on(storage))
    assert report_on(storage).doubled == 1


def test_an_effect_that_happened_twice_is_doubled(world: World, storage: Storage) -> None:
    walk(world)
    opened = world.storage.row("intake", "SELECT id::text FROM events WHERE type LIKE '%FileOpened%'")[0]
    world.tell("assistance", "h1", example(assistance.PlanDrafted), stream="plan-again", cause=opened)
    recorded = example(of_ledger.FileClosureRecorded)
    for _ in range(2):
        world.tell("ledger", "h1", recorded, stream="file-again", cause=opened)
    world.settle()
    assert sentences(report_on(storage)) >= {
        "FileOpened led to PlanDrafted more than once",
        "a message had its effect in two transactions",
    }


def test_an_effect_that_never_came_is_lost_unless_its_cause_is_parked(world: World, storage: Storage) -> None:
    walk(world)
    world.tell("assistance", "b9", example(assistance.PaymentBatchClosed, acts=(), total=0))
    world.settle()
    sentence = "PaymentBatchClosed was handled, and no BatchChecked came of it"
    assert sentences(report_on(storage)) == {sentence}
    world.park("ledger", "assistance", storage.row("assistance", "SELECT max(position) FROM events")[0])
    assert sentences(report_on(storage)) == {"a message is parked"}


def test_a_person_in_two_open_files_is_doubled(world: World, storage: Storage) -> None:
    walk(world)
    world.tell("intake", "h2", example(intake.FileOpened, members=("person:a",)))
    world.settle()
    assert "a person was taken into a second open file" in sentences(report_on(storage))


def test_a_second_act_for_the_same_person_kind_and_time_is_doubled(world: World, storage: Storage) -> None:
    walk(world)
    second = example(
        of_ledger.ActRecorded, act="a2", kind="living_subsidy", beneficiaries=("person:a",), period=MAY, bill=None
    )
    world.damage("ledger", "DELETE FROM live_clearances")  # the second wall would not let it in
    world.tell("ledger", "h1", second, ledger.AidCleared(act="a2", expires_on=MAY.last), stream="act-a2")
    world.settle()
    overlapping = "an act was cleared over a live one of the same kind, person and time"
    assert overlapping in sentences(report_on(storage))


def test_an_act_may_follow_one_that_was_released(world: World, storage: Storage) -> None:
    walk(world)
    released = of_ledger.ActReleased(act="a1", reason="returned")
    world.tell("ledger", "h1", released, stream="act-a1")
    second = example(
        of_ledger.ActRecorded, act="a2", kind="living_subsidy", beneficiaries=("person:a",), period=MAY, bill=None
    )
    world.tell("ledger", "h1", second, ledger.AidCleared(act="a2", expires_on=MAY.last), stream="act-a2")
    world.settle()
    assert sentences(report_on(storage)) == set()


def test_money_that_left_without_the_ledgers_yes_is_named(world: World, storage: Storage) -> None:
    walk(world)
    paid = assistance.AidPaid(act="a1", batch="another", amount=500, paid_on=MAY.last)
    world.tell("assistance", "h1", paid, journal.paid("fund-a1", "a1", 500))
    world.settle()
    assert sentences(report_on(storage)) >= {
        "money left for an act not confirmed in its batch, or in another amount",
        "an act was paid more than once",
        "a journal entry is not a positive amount, or drives an account below zero",
    }


def test_a_fact_without_its_entry_and_an_entry_without_its_fact_are_named(world: World, storage: Storage) -> None:
    walk(world)
    world.tell("assistance", "h1", of_assistance.BudgetCommitted(act="a3", fund="fund-a1", amount=10))
    world.tell("assistance", "h1", journal.committed("fund-a1", "a4", 10))
    world.tell("assistance", "h1", journal.established("fund-a1", 5))
    world.settle()
    wrong = {problem.sentence: problem.where for problem in report_on(storage).problems}
    assert wrong["a journal entry and its fact do not belong together"] == (
        "BudgetCommitted of a3",
        "BudgetCommitted of a4",
    )
    assert wrong["a fund's free, committed and paid money is not its budget"] == ("fund-a1",)


def test_read_models_that_their_events_did_not_make_are_named(world: World, storage: Storage) -> None:
    walk(world)
    world.settle()
    assert checks.run(storage, ["h1"], settled_at=NOON, read_models=read_models()).problems == ()
    world.damage("intake", "DELETE FROM households")
    world.damage("assistance", "UPDATE budgets SET free = 7")
    world.damage("ledger", "UPDATE live_clearances SET kind = 'dibao'")
    assert sentences(checks.run(storage, ["h1"], read_models=read_models())) == {
        "assistance: rows of budgets that no event made",
        "assistance: rows that budgets lacks",
        "intake: rows that households lacks",
        "ledger: rows that live_clearances lacks",
        "ledger: rows of live_clearances that no event made",
    }
