"""Clearing on real PostgreSQL: one of two competing acts passes, holds tell only what may be told."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import psycopg
import pytest
from psycopg.types.range import DateRange

from chassis.store import partition_of
from contracts.assistance import AidPaid, AidWithdrawn, PaymentReturned
from contracts.intake import FileClosed
from contracts.ledger import ActCheck, AidCleared, AidHeld, BatchChecked, ClearanceExpired, OtherAct
from kernel.period import Period
from services.ledger.domain.events import AidWaiting
from tests.integration.ledger.conftest import AMOUNT, JINPING, LONGHU, WANJU, YEAR, Ledger, proposed
from tests.support.service import START

COUNTY = "44/4405/440507"
EXPIRES = date(2026, 12, 2)
FIRST = OtherAct(
    giver=LONGHU,
    kind="tuition_aid",
    period=YEAR,
    amount=AMOUNT,
    office="龙湖虚构电子厂工会",
    office_phone="0754-0000 0102",
    act="act-1",
    household="h1",
)
"""The first act of h1, as who is within its scope sees it."""

ACROSS = msgspec.structs.replace(FIRST, act=None, household=None)
"""As who is not within its scope sees it."""


def cleared(act: str, expires_on: date = EXPIRES, **known: int) -> AidCleared:
    """`known`: the last position of each source in the partition of h1."""
    marks = {f"{source}/{partition_of('h1')}": position for source, position in known.items()}
    return AidCleared(act=act, expires_on=expires_on, marks=marks)


def held(act: str, other: OtherAct = FIRST) -> AidHeld:
    return AidHeld(act=act, rule="same_kind_same_person", clause="kaifeng §二3", other=other)


def test_an_act_for_a_household_with_an_open_file_is_cleared(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")

    assert ledger.propose("act-1", "h1", "person:a") == cleared("act-1", intake=1, assistance=0)


def test_the_second_act_of_one_kind_for_one_person_and_period_is_held_and_names_the_first(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a")

    assert ledger.propose("act-2", "h1", "person:a", giver=COUNTY) == held("act-2")


def test_a_hold_across_counties_names_giver_kind_period_amount_and_office_and_nothing_of_the_household(
    ledger: Ledger,
) -> None:
    ledger.open_file("h1", "person:a")
    ledger.open_file("h2", "person:b", org_path=JINPING)
    ledger.propose("act-1", "h1", "person:a")

    assert ledger.propose("act-2", "h2", "person:a", giver=JINPING) == held("act-2", ACROSS)


def test_a_hold_within_a_county_tells_a_union_no_more_of_the_household_of_another_union(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.open_file("h2", "person:b", org_path=WANJU)
    ledger.propose("act-1", "h1", "person:a")

    assert ledger.propose("act-2", "h2", "person:a", giver=WANJU) == held("act-2", ACROSS)
    assert ledger.propose("act-3", "h1", "person:a") == held("act-3", FIRST)


def test_a_period_without_a_real_end_does_not_stop_the_ledger(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    endless = Period(date(2026, 9, 1), date.max)
    ledger.propose("act-1", "h1", "person:a", period=endless)

    other = msgspec.structs.replace(FIRST, period=endless)
    assert ledger.propose("act-2", "h1", "person:a") == held("act-2", other)


def test_the_offices_named_in_a_hold_are_those_of_the_installation(
    make_ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    file = tmp_path / "organisations.toml"
    file.write_text(
        'version = "own"\n[[organisation]]\npath = "99"\nname = "别省总工会"\nregion = "990000"\n'
        'phone = "000"\nkind = "federation_province"\n',
        encoding="utf-8",
    )
    ledger = make_ledger(organisations_file=file)
    ledger.open_file("h1", "person:a", org_path="99")
    ledger.propose("act-1", "h1", "person:a", giver="99")

    other = msgspec.structs.replace(FIRST, giver="99", office="别省总工会", office_phone="000")
    assert ledger.propose("act-2", "h1", "person:a", giver="99") == held("act-2", other)


def test_another_kind_or_another_period_or_another_child_is_cleared(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a", "person:b")
    ledger.propose("act-1", "h1", "person:a")
    next_year = Period(date(2027, 9, 1), date(2028, 8, 31))

    assert ledger.propose("act-2", "h1", "person:a", kind="living_subsidy") == cleared("act-2", intake=1, assistance=1)
    assert ledger.propose("act-3", "h1", "person:a", period=next_year) == cleared("act-3", intake=1, assistance=2)
    assert ledger.propose("act-4", "h1", "person:b") == cleared("act-4", intake=1, assistance=3)


def test_an_act_that_comes_before_its_file_waits_and_is_decided_when_the_file_comes(ledger: Ledger) -> None:
    assert ledger.propose("act-1", "h1", "person:a") == AidWaiting(act="act-1")

    ledger.open_file("h1", "person:a")
    ledger.move_to(START + timedelta(minutes=1))

    assert ledger.events("h1")[-1] == cleared("act-1", intake=1, assistance=1)


def test_aid_after_the_file_was_closed_is_held(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    closed = FileClosed(org_path=LONGHU, reason="exit", closed_on=date(2026, 11, 20), members=("person:a",))
    ledger.hear("h1", closed)

    assert ledger.propose("act-1", "h1", "person:a") == AidHeld(
        act="act-1", rule="file_closed", clause="kaifeng §五(二)"
    )


def test_a_withdrawn_act_frees_its_place(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a")
    ledger.hear("h1", AidWithdrawn(act="act-1", reason="withdrawn"))

    assert ledger.propose("act-2", "h1", "person:a") == cleared("act-2", intake=1, assistance=2)


def test_an_act_whose_money_came_back_and_that_was_withdrawn_frees_its_place(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a")
    paid = AidPaid(act="act-1", batch="batch-1", amount=AMOUNT, paid_on=date(2026, 11, 20))
    returned = PaymentReturned(
        act="act-1", batch="batch-1", amount=AMOUNT, reason="account_closed", returned_on=date(2026, 11, 23)
    )
    for fact in (paid, returned, AidWithdrawn(act="act-1", reason="withdrawn")):
        ledger.hear("h1", fact)

    assert ledger.propose("act-2", "h1", "person:a") == cleared("act-2", intake=1, assistance=4)


def test_a_clearance_that_no_batch_confirmed_expires_and_frees_its_place(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a")

    over = START + timedelta(days=32)
    ledger.move_to(over)

    assert ledger.events("h1")[-1] == ClearanceExpired(act="act-1")
    assert ledger.propose("act-2", "h1", "person:a") == cleared(
        "act-2", over.date() + timedelta(days=30), intake=1, assistance=1
    )


def test_a_batch_confirms_what_is_cleared_and_revokes_what_is_not(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a", "person:b")
    ledger.propose("act-1", "h1", "person:a")
    ledger.propose("act-2", "h1", "person:a")

    ledger.close_batch("batch-1", ("act-1", "person:a"), ("act-2", "person:a"))

    confirmed = ActCheck(act="act-1", household="h1", confirmed=True, amount=AMOUNT)
    revoked = ActCheck(act="act-2", household="h1", confirmed=False, amount=AMOUNT, rule="not_cleared")
    assert ledger.events("batch-1") == [BatchChecked(fund="fund-1", acts=(confirmed, revoked), total=AMOUNT)]


def test_the_second_wall_refuses_two_live_clearances_whatever_the_rules_let_through(ledger: Ledger) -> None:
    raise_wall = "INSERT INTO live_clearances (person, kind, period, act) VALUES ('person:a', 'tuition_aid', %s, %s)"
    days = DateRange(YEAR.first, YEAR.last, "[]")
    with ledger.service.store.transaction() as transaction:
        transaction.connection.execute(raise_wall, (days, "act-1"))

    with ledger.service.store.reading() as sql, pytest.raises(psycopg.errors.ExclusionViolation):
        sql.execute(raise_wall, (days, "act-2"))


def test_of_two_unions_that_propose_at_the_same_instant_exactly_one_passes(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a", "person:b")
    ledger.open_file("h2", "person:c", org_path=JINPING)
    # Two households, so two partitions and two workers: only the beneficiary is the same.
    assert partition_of("h1") != partition_of("h2")
    pairs = [
        (
            ledger.said("h1", proposed(f"one-{n}", "h1", f"person:p{n}")),
            ledger.said("h2", proposed(f"two-{n}", "h2", f"person:p{n}", giver=JINPING)),
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
