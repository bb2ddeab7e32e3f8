"""One act of aid: given what happened, when the ledger, a person or the bank speaks, then this is recorded."""

from typing import Any

import msgspec
import pytest

from contracts.assistance import AidPaid, AidWithdrawn, PaymentReturned
from kernel.errors import DomainError
from services.assistance.domain import journal
from services.assistance.domain.act import ACT, clearance, payment
from services.assistance.domain.act.proposal import propose as decide
from services.assistance.domain.commands import BankResult, Revoke
from services.assistance.domain.events import (
    BudgetReleased,
    ClearanceRecorded,
    ConfirmationRecorded,
    HoldRecorded,
    RevocationRecorded,
    TakenIntoBatch,
    WithdrawalExplained,
)
from services.assistance.domain.rules import RULES, an_act_is_worth_something, somebody_receives_it
from tests.unit.assistance.given import AS_PROPOSED, FUND, PROPOSED, TODAY, after, propose

CLEARED = [*AS_PROPOSED, ClearanceRecorded(act="act-1", expires_on=TODAY)]
HELD = [*AS_PROPOSED, HoldRecorded(act="act-1", rule="same_kind_same_person", clause="kaifeng §二3")]
BATCHED = [*CLEARED, TakenIntoBatch(act="act-1", batch="b-1")]
CONFIRMED = [*BATCHED, ConfirmationRecorded(act="act-1", batch="b-1")]
RETURNED_TODAY = PaymentReturned(act="act-1", batch="b-1", amount=60_000, reason="4016", returned_on=TODAY)
PAID_TODAY = AidPaid(act="act-1", batch="b-1", amount=60_000, paid_on=TODAY)
PAID = [*CONFIRMED, PAID_TODAY, journal.paid("fund-1", "act-1", 60_000)]


def off(reason: str) -> list[object]:
    return [
        BudgetReleased(act="act-1", fund="fund-1", amount=60_000),
        journal.released("fund-1", "act-1", 60_000),
        AidWithdrawn(act="act-1", reason=reason),
    ]


def test_aid_is_proposed_with_its_budget_committed() -> None:
    assert decide(propose(), FUND, after(ACT, [])) == AS_PROPOSED
    assert decide(propose(), FUND, after(ACT, AS_PROPOSED)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "startup_grant"}, "fund_use_not_permitted"),
        ({"amount": 0}, "amount_not_positive"),
        ({"beneficiaries": ()}, "no_beneficiary"),
        ({"beneficiaries": ("person:x",)}, "unknown_member"),
        ({"free": 59_999}, "budget_exhausted"),
    ],
)
def test_aid_that_must_not_be_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        decide(propose(**changes), FUND, after(ACT, []))


def test_each_rule_answers_for_itself_and_the_first_refuses() -> None:
    proposed = propose(amount=0, beneficiaries=())
    refusals = {rule: refusal.code for rule in RULES if (refusal := rule(proposed, FUND)) is not None}
    assert refusals == {an_act_is_worth_something: "amount_not_positive", somebody_receives_it: "no_beneficiary"}
    with pytest.raises(DomainError, match="amount_not_positive"):
        decide(proposed, FUND, after(ACT, []))


@pytest.mark.parametrize(
    ("kind", "household_aid"), [("living_subsidy", True), ("tuition_aid", False), ("serious_illness_aid", False)]
)
def test_aid_of_a_kind_for_single_members_is_never_the_households(kind: str, household_aid: bool) -> None:
    fund = msgspec.structs.replace(FUND, uses=(kind,))
    proposed, *_ = decide(propose(kind=kind), fund, after(ACT, []))
    assert proposed == msgspec.structs.replace(PROPOSED, kind=kind, household_aid=household_aid)


def test_the_ledgers_yes_counts_once_and_never_for_an_act_taken_back() -> None:
    assert clearance.record_clearance("act-1", TODAY, after(ACT, AS_PROPOSED)) == [CLEARED[-1]]
    for history in (CLEARED, [*AS_PROPOSED, *off("withdrawn")]):
        assert clearance.record_clearance("act-1", TODAY, after(ACT, history)) == []


def test_a_person_takes_back_what_is_not_on_its_way() -> None:
    explained = WithdrawalExplained(act="act-1", text="重复")
    for history in (AS_PROPOSED, CLEARED, HELD, [*CONFIRMED, RETURNED_TODAY]):
        assert clearance.withdraw("重复", after(ACT, history)) == [explained, *off("withdrawn")]
    for history in (BATCHED, CONFIRMED, PAID):
        with pytest.raises(DomainError, match="act_on_its_way"):
            clearance.withdraw("重复", after(ACT, history))
    with pytest.raises(DomainError, match="act_withdrawn_already"):
        clearance.withdraw("不再需要", after(ACT, [*HELD, *off("withdrawn")]))


def test_an_expired_clearance_ends_the_act_even_in_a_batch_but_not_once_confirmed() -> None:
    assert clearance.expire(after(ACT, BATCHED)) == off("clearance_expired")
    assert clearance.expire(after(ACT, CONFIRMED)) == []


def test_only_a_cleared_act_is_taken_into_a_batch() -> None:
    assert payment.take("b-1", after(ACT, CLEARED)) == [BATCHED[-1]]
    for history in (AS_PROPOSED, HELD, BATCHED, PAID):
        assert payment.take("b-2", after(ACT, history)) == []


def test_the_last_look_confirms_or_revokes() -> None:
    revoked = RevocationRecorded(act="act-1", batch="b-1", rule="same_kind_same_person")
    assert payment.confirm("b-1", after(ACT, BATCHED)) == [CONFIRMED[-1]]
    revoke = Revoke(act="act-1", batch="b-1", rule="same_kind_same_person")
    assert payment.revoke(revoke, after(ACT, BATCHED)) == [revoked, *off("revoked")]
    assert payment.revoke(revoke, after(ACT, [*BATCHED, *off("clearance_expired")])) == []


def test_the_banks_word_is_booked_once_and_money_may_come_back() -> None:
    paid = BankResult(act="act-1", outcome="paid", on=TODAY, reason="unspecified")
    returned = BankResult(act="act-1", outcome="returned", on=TODAY, reason="4016")
    assert payment.record_result("b-1", paid, after(ACT, CONFIRMED)) == PAID[-2:]
    assert payment.record_result("b-1", paid, after(ACT, PAID)) == []
    assert payment.record_result("b-1", returned, after(ACT, CONFIRMED)) == [RETURNED_TODAY]
    assert payment.record_result("b-1", returned, after(ACT, PAID)) == [
        RETURNED_TODAY,
        journal.came_back("fund-1", "act-1", 60_000),
    ]
    with pytest.raises(DomainError, match="result_contradicted"):
        payment.record_result("b-1", paid, after(ACT, [*CONFIRMED, RETURNED_TODAY]))
    with pytest.raises(DomainError, match="act_not_in_batch"):
        payment.record_result("b-2", paid, after(ACT, CONFIRMED))


def test_the_ledger_cannot_speak_of_an_act_that_was_never_proposed() -> None:
    with pytest.raises(DomainError, match="act_unknown"):
        clearance.record_clearance("act-9", TODAY, after(ACT, []))
