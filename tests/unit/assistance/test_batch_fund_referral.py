"""Batches, funds and referrals: given what happened, when somebody acts, then this is recorded."""

from typing import Any

import msgspec
import pytest

from chassis.envelope import MAX_EVENT_BYTES
from contracts.assistance import ActLine, PaymentBatchClosed, ReferralSent
from contracts.ledger import ActCheck, BatchChecked, OtherAct
from kernel.errors import DomainError
from services.assistance.domain import batch, fund, journal, referral
from services.assistance.domain.act import ACT
from services.assistance.domain.act.proposal import propose as propose_aid
from services.assistance.domain.commands import BankResult, CloseBatch, RecordCheck, RecordResults
from services.assistance.domain.events import (
    BankResultRecorded,
    BatchCheckRecorded,
    BatchSettled,
    CheckedLine,
    ReferralAnswered,
    ReferralOverdue,
)
from services.assistance.domain.referral import Outcome
from tests.unit.assistance.given import CITY, ESTABLISH, FUND, FUND_ESTABLISHED, NOVEMBER, TODAY, after, propose

LINES = [
    ActLine(act=act, household=f"h-{act}", amount=100, account="account:1", beneficiaries=("person:a",))
    for act in ("a", "b")
]
CLOSED = PaymentBatchClosed(fund="fund-1", org_path=CITY, acts=tuple(LINES), total=200)
CHECK = BatchCheckRecorded(
    fund="fund-1", lines=(CheckedLine("a", "h-a", 100, True), CheckedLine("b", "h-b", 100, False)), total=100
)


def closing(**changes: Any) -> CloseBatch:
    return CloseBatch(
        **{
            "fund": "fund-1",
            "org_path": CITY,
            "year": 2026,
            "today": TODAY,
            "lines": tuple(LINES),
            "by": "cai",
            "hands": {},
            **changes,
        }
    )


def banks_word(*news: str, outcome: str = "paid") -> RecordResults:
    results = tuple(BankResult(act=act, outcome=outcome, on=TODAY, reason="") for act in news)
    return RecordResults(news=results, by="bo", hands={}, today=TODAY)


CHECKED = RecordCheck(fund=CHECK.fund, lines=CHECK.lines, total=CHECK.total, today=TODAY)


def test_a_batch_is_made_of_cleared_acts_and_never_empty() -> None:
    assert batch.close(closing()) == [CLOSED]
    with pytest.raises(DomainError, match="nothing_to_pay"):
        batch.close(closing(lines=()))


def test_a_batch_holds_what_fits_into_one_event() -> None:
    large = [msgspec.structs.replace(LINES[0], beneficiaries=tuple(f"person:{n:040}" for n in range(12)))] * 300
    small = [LINES[0]] * 300
    assert len(batch.fitting(small)) == batch.ACTS_MAX
    fitted = batch.fitting(large)
    assert 0 < len(fitted) < batch.ACTS_MAX
    assert len(msgspec.json.encode(fitted)) <= batch.LINES_BYTES_MAX + 1


def test_a_batch_is_settled_when_the_bank_answered_for_every_confirmed_act() -> None:
    assert batch.record_check(CHECKED, after(batch.BATCH, [CLOSED])) == [CHECK]
    checked = after(batch.BATCH, [CLOSED, CHECK])
    assert batch.record_check(CHECKED, checked) == []
    result = BankResultRecorded(results=(("a", "paid"),))
    assert batch.record_results(banks_word("a"), checked) == [result, BatchSettled(settled_on=TODAY)]
    settled = after(batch.BATCH, [CLOSED, CHECK, result, BatchSettled(settled_on=TODAY)])
    assert batch.record_results(banks_word(), settled) == []
    back = BankResultRecorded(results=(("a", "returned"),))
    assert batch.record_results(banks_word("a", outcome="returned"), settled) == [back]


def test_a_batch_of_which_nothing_was_confirmed_is_settled_with_its_check() -> None:
    none = BatchCheckRecorded(fund="fund-1", lines=(CheckedLine("a", "h-a", 100, False),), total=0)
    command = RecordCheck(fund="fund-1", lines=none.lines, total=0, today=TODAY)
    assert batch.record_check(command, after(batch.BATCH, [CLOSED])) == [none, BatchSettled(settled_on=TODAY)]


def test_nothing_goes_to_the_bank_before_the_check() -> None:
    with pytest.raises(DomainError, match="batch_not_checked"):
        batch.require_checked(after(batch.BATCH, [CLOSED]))


def test_a_fund_is_established_with_its_budget_in_the_journal() -> None:
    assert fund.establish("fund-1", ESTABLISH, None) == [
        FUND_ESTABLISHED,
        journal.established("fund-1", 100_000),
    ]


@pytest.mark.parametrize(
    ("keeper", "kind", "code"),
    [
        ("44/4405", "tuition_aid", "fund_use_not_permitted"),
        ("44/4405/440511", "living_subsidy", "fund_unknown"),
        ("44/4405/440507/longhu-dian", "living_subsidy", "fund_unknown"),
    ],
)
def test_a_fund_pays_its_kinds_to_households_at_or_below_its_union(keeper: str, kind: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        propose_aid(propose(kind=kind), msgspec.structs.replace(FUND, org_path=keeper), after(ACT, []))


def test_a_referral_is_answered_or_overdue() -> None:
    sent = ReferralSent(referral="r", measure="dibao", agency="civil_affairs", due_on=TODAY)
    assert referral.send("r", "dibao", "civil_affairs", TODAY) == [sent]
    state = after(referral.REFERRAL, [sent])
    accepted = ReferralAnswered(referral="r", outcome="accepted")
    assert referral.answer("r", Outcome.ACCEPTED, "", state) == [accepted]
    assert referral.overdue("r", TODAY, state) == [ReferralOverdue(referral="r", due_on=TODAY)]
    state = after(referral.REFERRAL, [sent, accepted])
    assert referral.answer("r", Outcome.ACCEPTED, "", state) == []
    with pytest.raises(DomainError, match="referral_answered"):
        referral.answer("r", Outcome.ACCEPTED, "in other words", state)
    assert referral.overdue("r", TODAY, state) == []
    done = ReferralAnswered(referral="r", outcome="done", text="")
    with pytest.raises(DomainError, match="referral_answered"):
        referral.answer("r", Outcome.DECLINED, "", after(referral.REFERRAL, [sent, accepted, done]))


def test_the_ledgers_answer_to_a_full_batch_fits_into_one_event_even_if_all_is_revoked() -> None:
    other = OtherAct(
        giver="44/4405/440507/longhu-jianzhu",
        kind="serious_illness_aid",
        period=NOVEMBER,
        amount=10_000_000,
        office="汕头市龙湖区虚构建筑行业工会联合会",
        office_phone="0754-0000 0102",
        act="0" * 36,
        household="0" * 36,
    )
    revoked = ActCheck(
        act="0" * 36,
        household="0" * 36,
        confirmed=False,
        amount=10_000_000,
        rule="same_kind_same_person",
        other=other,
    )
    answer = BatchChecked(fund="0" * 36, acts=(revoked,) * batch.ACTS_MAX, total=0)
    assert len(msgspec.json.encode(answer)) < MAX_EVENT_BYTES - 1024
