"""Clearing on real PostgreSQL: one of two competing acts passes, holds tell only what may be told."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.types.range import DateRange

from chassis.store import partition_of
from contracts import assistance, intake
from contracts.assistance import ActLine, AidPaid, AidProposed, AidWithdrawn, PaymentBatchClosed, PaymentReturned
from contracts.intake import Account, FileClosed, FileOpened, Situation
from contracts.ledger import AidCleared, AidHeld, BatchChecked, ClearanceExpired, OtherAct
from kernel.period import Period
from services.ledger.bootstrap import bootstrap
from services.ledger.domain.events import AidWaiting
from tests.support.service import Hosted

LONGHU, JINPING = "44/4405/440507/longhu-dianzi", "44/4405/440511/jinping-fangzhi"
WANJU = "44/4405/440507/longhu-wanju"
YEAR = Period(date(2026, 9, 1), date(2027, 8, 31))


@pytest.fixture
def ledger(host: Callable[..., Hosted]) -> Hosted:
    return host("ledger", bootstrap, {"intake": intake.EVENTS, "assistance": assistance.EVENTS})


def opened(household: str, members: tuple[str, ...], org_path: str = LONGHU) -> FileOpened:
    situation = Situation(
        causes=("child_schooling",), primary_cause="child_schooling", people=(), account=Account("", "")
    )
    return FileOpened(
        org_path=org_path,
        region="440507",
        profile="shantou-2016",
        category="1",
        opened_on=date(2026, 11, 2),
        discovered_on=date(2026, 10, 1),
        applicant=members[0],
        members=members,
        account=f"account:{household}",
        situation=situation,
    )


def proposed(
    act: str, household: str, person: str, giver: str = LONGHU, kind: str = "tuition_aid", period: Period = YEAR
) -> AidProposed:
    return AidProposed(
        act=act,
        org_path=giver,
        giver=giver,
        kind=kind,
        period=period,
        amount=300_000,
        fund="fund-1",
        profile="shantou-2016",
        beneficiaries=(person,),
        household_aid=False,
        account=f"account:{household}",
    )


def open_file(ledger: Hosted, household: str, *members: str, org_path: str = LONGHU) -> None:
    ledger.service.vault.create(household)
    ledger.hear("intake", opened(household, members, org_path), household)


def last(ledger: Hosted, household: str) -> object:
    return ledger.events(household)[-1]


def test_an_act_for_a_household_with_an_open_file_is_cleared(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a")

    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")

    cleared = last(ledger, "h1")
    assert isinstance(cleared, AidCleared)
    assert cleared.act == "act-1"


def test_the_second_act_of_one_kind_for_one_person_and_period_is_held_and_names_the_first(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a")
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")

    ledger.hear("assistance", proposed("act-2", "h1", "person:a", giver="44/4405/440507"), "h1")

    assert last(ledger, "h1") == AidHeld(
        act="act-2",
        rule="same_kind_same_person",
        clause="kaifeng §二.3",
        other=OtherAct(
            giver=LONGHU,
            kind="tuition_aid",
            period=YEAR,
            amount=300_000,
            office="龙湖虚构电子厂工会",
            office_phone=last_other(ledger).office_phone,
            act="act-1",
            household="h1",
        ),
    )


def last_other(ledger: Hosted) -> OtherAct:
    held = last(ledger, "h1")
    assert isinstance(held, AidHeld)
    assert held.other is not None
    return held.other


def test_a_hold_across_counties_names_giver_kind_period_amount_and_office_and_nothing_of_the_household(
    ledger: Hosted,
) -> None:
    open_file(ledger, "h1", "person:a")
    open_file(ledger, "h2", "person:b", org_path=JINPING)
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")

    ledger.hear("assistance", proposed("act-2", "h2", "person:a", giver=JINPING), "h2")

    held = last(ledger, "h2")
    assert isinstance(held, AidHeld)
    assert held.other is not None
    assert (held.other.giver, held.other.kind, held.other.period, held.other.amount) == (
        LONGHU,
        "tuition_aid",
        YEAR,
        300_000,
    )
    assert held.other.office
    assert held.other.office_phone
    assert held.other.act is None
    assert held.other.household is None


def test_a_hold_within_a_county_tells_a_union_no_more_of_the_household_of_another_union(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a")
    open_file(ledger, "h2", "person:b", org_path=WANJU)
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")

    ledger.hear("assistance", proposed("act-2", "h2", "person:a", giver=WANJU), "h2")
    ledger.hear("assistance", proposed("act-3", "h1", "person:a"), "h1")

    across, within = last(ledger, "h2"), last(ledger, "h1")
    assert isinstance(across, AidHeld)
    assert across.other is not None
    assert (across.other.giver, across.other.act, across.other.household) == (LONGHU, None, None)
    assert isinstance(within, AidHeld)
    assert within.other is not None
    assert (within.other.act, within.other.household) == ("act-1", "h1")


def test_a_period_without_a_real_end_does_not_stop_the_ledger(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a")
    endless = Period(date(2026, 9, 1), date.max)
    ledger.hear("assistance", proposed("act-1", "h1", "person:a", period=endless), "h1")

    ledger.hear("assistance", proposed("act-2", "h1", "person:a"), "h1")

    held = last(ledger, "h1")
    assert isinstance(held, AidHeld)
    assert held.other is not None
    assert held.other.period == endless


def test_the_offices_named_in_a_hold_are_those_of_the_installation(host: Callable[..., Hosted], tmp_path: Path) -> None:
    file = tmp_path / "organisations.toml"
    file.write_text(
        'version = "own"\n[[organisation]]\npath = "99"\nname = "别省总工会"\nregion = "990000"\n'
        'phone = "000"\nkind = "federation_province"\n',
        encoding="utf-8",
    )
    catalogues = {"intake": intake.EVENTS, "assistance": assistance.EVENTS}
    ledger = host("ledger", bootstrap, catalogues, organisations_file=file)
    open_file(ledger, "h1", "person:a", org_path="99")
    ledger.hear("assistance", proposed("act-1", "h1", "person:a", giver="99"), "h1")

    ledger.hear("assistance", proposed("act-2", "h1", "person:a", giver="99"), "h1")

    assert last_other(ledger).office == "别省总工会"


def test_another_kind_or_another_period_or_another_child_is_cleared(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a", "person:b")
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")
    next_year = Period(date(2027, 9, 1), date(2028, 8, 31))

    for act in (
        proposed("act-2", "h1", "person:a", kind="living_subsidy"),
        proposed("act-3", "h1", "person:a", period=next_year),
        proposed("act-4", "h1", "person:b"),
    ):
        ledger.hear("assistance", act, "h1")

    assert [e.act for e in ledger.events("h1") if isinstance(e, AidCleared)] == ["act-1", "act-2", "act-3", "act-4"]


def test_an_act_that_comes_before_its_file_waits_and_is_decided_when_the_file_comes(ledger: Hosted) -> None:
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")
    assert last(ledger, "h1") == AidWaiting(act="act-1")

    open_file(ledger, "h1", "person:a")
    ledger.ring(datetime.now(UTC))

    assert isinstance(last(ledger, "h1"), AidCleared)


def test_aid_after_the_file_was_closed_is_held(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a")
    closed = FileClosed(org_path=LONGHU, reason="exit", closed_on=date(2026, 11, 20), members=("person:a",))
    ledger.hear("intake", closed, "h1")

    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")

    held = last(ledger, "h1")
    assert isinstance(held, AidHeld)
    assert held.rule == "file_closed"


def test_a_withdrawn_act_frees_its_place(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a")
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")
    ledger.hear("assistance", AidWithdrawn(act="act-1", reason="by_giver"), "h1")

    ledger.hear("assistance", proposed("act-2", "h1", "person:a"), "h1")

    assert isinstance(last(ledger, "h1"), AidCleared)


def test_an_act_whose_money_came_back_and_that_was_withdrawn_frees_its_place(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a")
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")
    paid = AidPaid(act="act-1", batch="batch-1", amount=300_000, paid_on=date(2026, 11, 20))
    returned = PaymentReturned(
        act="act-1", batch="batch-1", amount=300_000, reason="account_closed", returned_on=date(2026, 11, 23)
    )
    for fact in (paid, returned, AidWithdrawn(act="act-1", reason="withdrawn")):
        ledger.hear("assistance", fact, "h1")

    ledger.hear("assistance", proposed("act-2", "h1", "person:a"), "h1")

    assert isinstance(last(ledger, "h1"), AidCleared)


def test_a_clearance_that_no_batch_confirmed_expires_and_frees_its_place(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a")
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")

    ledger.ring(datetime.now(UTC) + timedelta(days=32))

    assert last(ledger, "h1") == ClearanceExpired(act="act-1")
    ledger.hear("assistance", proposed("act-2", "h1", "person:a"), "h1")
    assert isinstance(last(ledger, "h1"), AidCleared)


def test_a_batch_confirms_what_is_cleared_and_revokes_what_is_not(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a", "person:b")
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")
    ledger.hear("assistance", proposed("act-2", "h1", "person:a"), "h1")
    lines = tuple(
        ActLine(act=act, household="h1", amount=300_000, account="account:h1", beneficiaries=("person:a",))
        for act in ("act-1", "act-2")
    )

    ledger.hear(
        "assistance",
        PaymentBatchClosed(fund="fund-1", org_path=LONGHU, acts=lines, total=600_000),
        "batch-1",
    )

    (checked,) = ledger.events("batch-1")
    assert isinstance(checked, BatchChecked)
    assert [(one.act, one.confirmed, one.rule) for one in checked.acts] == [
        ("act-1", True, None),
        ("act-2", False, "not_cleared"),
    ]
    assert checked.total == 300_000


def test_the_second_wall_refuses_two_live_clearances_whatever_the_rules_let_through(ledger: Hosted) -> None:
    raise_wall = "INSERT INTO live_clearances (person, kind, period, act) VALUES ('person:a', 'tuition_aid', %s, %s)"
    days = DateRange(YEAR.first, YEAR.last, "[]")
    with ledger.service.store.transaction() as transaction:
        transaction.connection.execute(raise_wall, (days, "act-1"))

    with ledger.service.store.reading() as sql, pytest.raises(psycopg.errors.ExclusionViolation):
        sql.execute(raise_wall, (days, "act-2"))


def test_of_two_unions_that_propose_at_the_same_instant_exactly_one_passes(ledger: Hosted) -> None:
    open_file(ledger, "h1", "person:a", "person:b")
    open_file(ledger, "h2", "person:c", org_path=JINPING)
    # Two households, so two partitions and two workers: only the beneficiary is the same.
    assert partition_of("h1") != partition_of("h2")
    pairs = [
        (
            ledger.publish("assistance", proposed(f"one-{n}", "h1", f"person:p{n}"), "h1"),
            ledger.publish("assistance", proposed(f"two-{n}", "h2", f"person:p{n}", giver=JINPING), "h2"),
        )
        for n in range(12)
    ]
    ready = threading.Barrier(2)

    def work(side: int) -> None:
        for pair in pairs:
            ready.wait(20)
            ledger.handle(pair[side])

    threads = [threading.Thread(target=work, args=(side,)) for side in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    decided = [*ledger.events("h1"), *ledger.events("h2")]
    for n in range(12):
        outcomes = [
            type(event).__name__
            for event in decided
            if isinstance(event, AidCleared | AidHeld) and event.act in (f"one-{n}", f"two-{n}")
        ]
        assert sorted(outcomes) == ["AidCleared", "AidHeld"], f"pair {n}"
