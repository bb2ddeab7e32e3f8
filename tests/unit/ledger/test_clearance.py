"""Given what the ledger knows, when an act is to be cleared, then it is cleared, held, or waits."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.ledger import ActCheck, AidCleared, AidHeld, BatchChecked, ClearanceExpired, OtherAct
from kernel.aid_status import AidStatus
from kernel.period import Period
from services.ledger.domain import clearance, rules
from services.ledger.domain.aid import Act
from services.ledger.domain.commands import CheckBatch, CheckLine, Clear, FileState
from services.ledger.domain.events import ActPaid, ActRecorded, ActReleased, AidWaiting
from services.ledger.domain.neighbours import Neighbour
from services.ledger.domain.rules import overlap

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def act(period: Period = NOVEMBER, bill: str | None = None) -> Act:
    return Act(
        act="act-1",
        household="h1",
        org_path="44/4405/440507",
        giver="44/4405/440507",
        kind="living_subsidy",
        period=period,
        amount=50_000,
        profile="shantou-2016",
        beneficiaries=("person:a",),
        account="account:a",
        bill=bill,
    )


RECORDED = ActRecorded(**msgspec.structs.asdict(act()))


def neighbour(
    kind: str = "living_subsidy", period: Period = NOVEMBER, bill: str | None = None, shares: bool = True
) -> Neighbour:
    shown = OtherAct(
        giver="44/4405", kind=kind, period=period, amount=60_000, office="市总工会", office_phone="0754-00000000"
    )
    return Neighbour(kind=kind, period=period, bill=bill, shares_person=shares, shown=shown)


def when_clearing(
    state: AidStatus, file: FileState = FileState.OPEN, *neighbours: Neighbour, of: Act | None = None
) -> list[Any]:
    command = Clear(
        act=of or act(),
        file=file,
        neighbours=neighbours,
        expires_on=date(2026, 12, 2),
        marks={"intake/0": 7},
    )
    decide = clearance.clear if state is AidStatus.UNKNOWN else clearance.clear_again
    return decide(command, state)


def test_with_nothing_in_its_way_an_act_is_cleared() -> None:
    assert when_clearing(AidStatus.UNKNOWN) == [
        RECORDED,
        AidCleared(act="act-1", expires_on=date(2026, 12, 2), marks={"intake/0": 7}),
    ]


def test_an_act_for_a_household_that_nobody_heard_of_waits() -> None:
    assert when_clearing(AidStatus.UNKNOWN, FileState.UNKNOWN) == [RECORDED, AidWaiting(act="act-1")]


def test_a_waiting_act_is_decided_when_the_file_is_there_and_goes_on_waiting_until_then() -> None:
    assert when_clearing(AidStatus.WAITING, FileState.UNKNOWN) == []
    assert [type(event) for event in when_clearing(AidStatus.WAITING)] == [AidCleared]


def test_an_act_decided_once_is_not_decided_again() -> None:
    for state in (AidStatus.CLEARED, AidStatus.RELEASED, AidStatus.PAID, AidStatus.EXPIRED):
        assert when_clearing(state) == []


def test_the_same_kind_for_the_same_person_in_an_overlapping_period_is_held_with_its_rule_and_clause() -> None:
    other = neighbour(period=Period(date(2026, 11, 30), date(2026, 12, 31)))

    assert when_clearing(AidStatus.UNKNOWN, FileState.OPEN, other)[-1] == AidHeld(
        act="act-1", rule="same_kind_same_person", clause="kaifeng §二3", other=other.shown
    )


def test_the_day_after_the_other_act_ends_is_free() -> None:
    other = neighbour(period=Period(date(2026, 10, 1), date(2026, 10, 31)))

    assert isinstance(when_clearing(AidStatus.UNKNOWN, FileState.OPEN, other)[-1], AidCleared)


def test_another_kind_may_be_combined() -> None:
    assert isinstance(when_clearing(AidStatus.UNKNOWN, FileState.OPEN, neighbour(kind="tuition_aid"))[-1], AidCleared)


def test_a_bill_is_reimbursed_once_whatever_the_kind() -> None:
    held = when_clearing(
        AidStatus.UNKNOWN,
        FileState.OPEN,
        neighbour(kind="medical_aid", bill="bill:1", shares=False),
        of=act(bill="bill:1"),
    )[-1]

    assert (held.rule, held.other.kind) == ("same_bill", "medical_aid")


def test_aid_for_a_closed_file_is_held_and_names_no_other_act() -> None:
    held = when_clearing(AidStatus.UNKNOWN, FileState.CLOSED)[-1]

    assert held == AidHeld(act="act-1", rule="file_closed", clause="kaifeng §五(二)", other=None)


def test_no_aid_is_cleared_or_paid_for_a_time_after_a_death() -> None:
    """FAULTS: aid after a death."""
    before, after = act().period.first - timedelta(days=1), act().period.first
    assert rules.no_aid_is_for_a_time_after_a_death(act(), before) == rules.Broken("beneficiary_died")
    assert rules.no_aid_is_for_a_time_after_a_death(act(), after) is None
    dead = msgspec.structs.replace(line(AidStatus.CLEARED), first_death=before)
    assert checked(dead).rule == "beneficiary_died"


def test_only_a_clearance_that_no_batch_confirmed_expires() -> None:
    day, later = date(2026, 12, 2), date(2026, 12, 3)
    assert clearance.expire("act-1", AidStatus.CLEARED, day, later) == [ClearanceExpired(act="act-1")]
    assert clearance.expire("act-1", AidStatus.CONFIRMED, day, later) == []
    assert clearance.expire("act-1", AidStatus.CLEARED, later, later) == [], "it was given anew"


def test_a_release_is_said_once_even_of_an_act_whose_money_came_back_from_the_bank() -> None:
    assert clearance.release("act-1", "withdrawn", AidStatus.CLEARED) == [ActReleased(act="act-1", reason="withdrawn")]
    assert clearance.release("act-1", "withdrawn", AidStatus.RELEASED) == []
    assert clearance.release("act-1", "withdrawn", AidStatus.PAID) == [ActReleased(act="act-1", reason="withdrawn")]


def test_the_banks_word_is_taken_once() -> None:
    paid_on = date(2026, 11, 9)
    assert clearance.pay("act-1", paid_on, AidStatus.CLEARED) == [ActPaid(act="act-1", paid_on=paid_on)]
    assert clearance.pay("act-1", paid_on, AidStatus.PAID) == []


def line(status: AidStatus, *neighbours: Neighbour, expires_on: date = date(2026, 12, 2)) -> CheckLine:
    return CheckLine(
        act="act-1",
        household="h1",
        amount=50_000,
        indexed=None if status is AidStatus.UNKNOWN else act(),
        status=status,
        expires_on=expires_on,
        file=FileState.OPEN,
        neighbours=neighbours,
    )


def checked(one: CheckLine) -> ActCheck:
    batch = clearance.check(CheckBatch(fund="fund-1", lines=(one,), today=date(2026, 11, 5)))
    assert batch == BatchChecked(fund="fund-1", acts=batch.acts, total=50_000 if batch.acts[0].confirmed else 0)
    return batch.acts[0]


def test_a_batch_pays_only_what_is_cleared_today_and_still_alone() -> None:
    assert checked(line(AidStatus.CLEARED)).confirmed
    assert checked(line(AidStatus.HELD)).rule == "not_cleared"
    assert checked(line(AidStatus.UNKNOWN)).rule == "not_cleared"
    assert checked(line(AidStatus.CLEARED, expires_on=date(2026, 11, 4))).rule == "clearance_expired"
    assert checked(line(AidStatus.CLEARED, neighbour())).rule == "same_kind_same_person"


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(days, days, days, days)
def test_the_rule_speaks_exactly_when_the_periods_share_a_day(a: date, b: date, c: date, d: date) -> None:
    one, other = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))

    spoke = overlap(act(period=one), FileState.OPEN, [neighbour(period=other)]) is not None

    shared = any(other.first.toordinal() <= day <= other.last.toordinal() for day in _days(one))
    assert spoke == shared


def _days(period: Period) -> range:
    return range(period.first.toordinal(), period.last.toordinal() + 1)


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), True),
        (date(2026, 11, 1), date(2026, 11, 1), True),
        (date(2026, 11, 1), date(2026, 11, 30), False),
        (date(2026, 9, 1), date(2027, 8, 31), False),
        (date(2020, 1, 1), date(2026, 12, 31), True),
        (date(2027, 1, 1), date(2027, 1, 31), False),
    ],
)
def test_aid_for_a_time_before_the_file_was_opened_is_held_with_its_rule(first: date, last: date, held: bool) -> None:
    """Issue 12, item 9: 先建档、后帮扶."""
    command = Clear(
        act=act(period=Period(first, last)),
        file=FileState.OPEN,
        opened_on=date(2026, 11, 2),
        neighbours=(),
        expires_on=date(2026, 12, 2),
        marks={},
    )
    told = clearance.clear(command, AidStatus.UNKNOWN)[-1]
    assert (getattr(told, "rule", None) == "before_file") is held


def test_a_held_act_is_decided_again_by_what_is_in_its_way_now() -> None:
    """FAULTS A4."""
    assert [type(event) for event in when_clearing(AidStatus.HELD)] == [AidCleared]
    assert [type(event) for event in when_clearing(AidStatus.HELD, FileState.OPEN, neighbour())] == [AidHeld]
