"""Breaches of what was acknowledged, cleared, parked and dropped; each is named."""

import pytest

import checks
from chassis import operations
from chassis.operations import Operator, parked
from checks.storage import Storage
from contracts import assistance, ledger
from portal.client import Acknowledged
from services.ledger.domain import events as of_ledger
from tests.checks.test_run import report_on, sentences
from tests.checks.world import MAY, NOON, World, walk
from tests.contracts.examples import example

FLOW, NOWHERE = "a" * 32, "b" * 32


def test_an_acknowledged_request_that_left_nothing_is_lost(world: World, storage: Storage) -> None:
    walk(world)
    world.damage(
        "intake",
        "UPDATE events SET body = convert_to(jsonb_set(convert_from(body, 'UTF8')::jsonb, '{traceparent}',"
        f" '\"00-{FLOW}-{'c' * 16}-01\"')::text, 'UTF8') WHERE position = 1",
    )
    requests = [Acknowledged("intake", FLOW), Acknowledged("intake", NOWHERE), Acknowledged("ledger", FLOW)]
    report = checks.run(storage, requests=requests)
    (problem,) = report.problems[:1]
    assert (problem.sentence, problem.kind) == ("an acknowledged request left nothing in the store", "lost")
    assert problem.where == (f"intake: {NOWHERE}", f"ledger: {FLOW}")
    assert "every acknowledged request is in the store" in report.checked


def another_act(act: str, **more: object) -> of_ledger.ActRecorded:
    return example(of_ledger.ActRecorded, act=act, kind="dibao", period=MAY, beneficiaries=("person:z",), **more)


def test_an_act_that_is_cleared_as_another_one_is_named(world: World, storage: Storage) -> None:
    walk(world)
    proposal = example(assistance.AidProposed, act="a7", amount=100, beneficiaries=("person:z",), period=MAY)
    world.tell("assistance", "h1", proposal)
    world.tell("ledger", "h1", another_act("a7", amount=900), stream="act-a7")
    assert "an act was cleared as another one than was proposed" in sentences(report_on(storage))


def checked(world: World, act: str, amount: int) -> None:
    check = ledger.ActCheck(act=act, household="h1", confirmed=True, amount=amount)
    world.tell("ledger", "b9", ledger.BatchChecked(fund="fund-a1", acts=(check,), total=amount), stream="batch-b9")


@pytest.mark.parametrize(
    "after", [(), (ledger.ClearanceExpired(act="a7"),), (of_ledger.ActReleased(act="a7", reason="withdrawn"),)]
)
def test_a_confirmation_without_a_standing_clearance_is_named(
    world: World, storage: Storage, after: tuple[object, ...]
) -> None:
    walk(world)
    clearance = (ledger.AidCleared(act="a7", expires_on=MAY.last), *after) if after else ()
    world.tell("ledger", "h1", another_act("a7", amount=100), *clearance, stream="act-a7")
    checked(world, "a7", 100)
    assert "an act was confirmed when no clearance of it stood" in sentences(report_on(storage))


def test_more_than_was_cleared_is_named(world: World, storage: Storage) -> None:
    walk(world)
    cleared = ledger.AidCleared(act="a7", expires_on=MAY.last)
    world.tell("ledger", "h1", another_act("a7", amount=100), cleared, stream="act-a7")
    checked(world, "a7", 101)
    assert "an act was confirmed in more than was cleared" in sentences(report_on(storage))


def test_what_counts_as_paid_without_its_confirmation_is_named(world: World, storage: Storage) -> None:
    walk(world)
    cleared, paid = ledger.AidCleared(act="a7", expires_on=MAY.last), of_ledger.ActPaid(act="a7", paid_on=MAY.last)
    world.tell("ledger", "h1", another_act("a7", amount=100), cleared, paid, stream="act-a7")
    assert "an act counts as paid that was not confirmed" in sentences(report_on(storage))


PARK = (
    "INSERT INTO parked (subscription, source, position, partition, subject, type, body, reason)"
    " SELECT 'assistance', 'intake', {position}, {partition}, 'h1', 'x', 'other bytes', 'a_reason'"
)


def test_a_parked_message_that_nobody_published_is_named(world: World, storage: Storage) -> None:
    walk(world)
    world.settle()
    world.damage("assistance", PARK.format(position=900, partition=1))
    assert sentences(report_on(storage)) == {
        "a message is parked",
        "a message is parked that its mark has not passed",
        "a parked message is not what its source published",
    }


def test_a_dropped_message_is_no_lost_effect_and_stays_dropped(world: World, storage: Storage) -> None:
    walk(world)
    world.tell("assistance", "b9", example(assistance.PaymentBatchClosed, acts=(), total=0))
    position = storage.row("assistance", "SELECT max(position) FROM events")[0]
    world.park("ledger", "assistance", position)
    store = operations.open_store("ledger", world.urls.services["ledger"].app)
    parked.drop(store, Operator("li", NOON), f"ledger/assistance/{position}", "closed by mistake")
    store.close()
    world.settle()
    assert sentences(report_on(storage)) == set()
    world.park("ledger", "assistance", position)
    assert sentences(report_on(storage)) == {"a message is parked", "a message is parked that an operator dropped"}


def test_what_the_services_say_of_their_read_models_is_told(world: World, storage: Storage) -> None:
    walk(world)
    apart = {"intake": {"households": {"only_live": 0, "only_rebuilt": 2}}, "ledger": {}}
    report = checks.run(storage, drift=apart)
    assert [(one.sentence, one.count) for one in report.problems] == [("intake: rows that households lacks", 2)]
    assert "read models equal their rebuild" in report.checked


def test_a_relay_that_is_behind_is_still_on_its_way(world: World, storage: Storage) -> None:
    walk(world)
    world.settle()
    world.damage("intake", "UPDATE relay SET epoch = 3, position = 1")
    (problem,) = report_on(storage).problems
    assert problem.sentence == "something is still on its way"
    assert problem.where == ("intake: its relay is at 1 of 3",)
