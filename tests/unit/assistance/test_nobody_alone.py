"""Whoever does what in whatever order: no payment went through fewer than three people's hands."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from chassis.codec import Recorded
from chassis.store import Loaded, fold
from kernel.decider import Decider
from kernel.errors import DomainError
from services.assistance.domain import batch as batches
from services.assistance.domain import fund as funds
from services.assistance.domain.act import ACT, clearance, payment
from services.assistance.domain.act.proposal import agree, propose
from services.assistance.domain.act.states import Cleared, Paid
from services.assistance.domain.commands import (
    Allot,
    AskRaise,
    BankResult,
    CloseBatch,
    ConfirmRaise,
    RecordCheck,
    RecordResults,
)
from services.assistance.domain.duties import Step
from services.assistance.domain.events import BudgetRaiseAsked, CheckedLine
from services.assistance.handlers import hands
from tests.support.events import stored
from tests.unit.assistance.given import CITY, ESTABLISH, TODAY, UNION
from tests.unit.assistance.given import propose as proposing

PEOPLE = st.sampled_from("abcd")
NEIGHBOURS = (
    (Step.ESTABLISH, Step.PROPOSE),
    (Step.PROPOSE, Step.CONSENT),
    (Step.PROPOSE, Step.CLOSE),
    (Step.CONSENT, Step.CLOSE),
    (Step.CLOSE, Step.RELEASE),
    (Step.RELEASE, Step.BOOK),
)


class Stream:
    """An aggregate's events, each with who did it, as a store would give them back."""

    def __init__(self, decider: Decider[Any]) -> None:
        self.decider, self.recorded = decider, list[Recorded[Any]]()

    @property
    def loaded(self) -> Loaded[Any]:
        return fold(self.decider, self.recorded)

    @property
    def state(self) -> Any:
        return self.loaded.state

    def append(self, by: str, events: list[object]) -> None:
        self.recorded += [stored(each, actor=by) for each in events]


class Money(RuleBasedStateMachine):
    """One fund, one act after another, one batch; everybody tries everything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.fund = Stream(funds.FUND)
        self.fund.append("f", funds.establish("fund-1", ESTABLISH, None))
        self.act, self.batch = Stream(ACT), Stream(batches.BATCH)
        self.paid: list[dict[Step, frozenset[str]]] = []

    def attempt(self, stream: Stream, by: str, decide: Any) -> bool:
        try:
            events = decide()
        except (DomainError, AssertionError):
            return False
        stream.append(by, events)
        return bool(events)

    def taken(self) -> Any:
        return hands.of(self.fund.loaded, self.act.loaded, self.batch.loaded)

    @rule(by=PEOPLE, amount=st.sampled_from([0, 60_000]))
    def allot(self, by: str, amount: int) -> None:
        command = Allot(fund="fund-1", org_path=UNION, amount=amount, by=by, hands=self.taken())
        self.attempt(self.fund, by, lambda: funds.allot(command, self.fund.state))

    @rule(asking=PEOPLE, confirming=PEOPLE)
    def raise_budget(self, asking: str, confirming: str) -> None:
        wish = AskRaise(amount=5, reason="x", by=asking, hands=self.taken())
        self.attempt(self.fund, asking, lambda: funds.ask_raise(wish, self.fund.state))
        asked = [one.envelope.actor for one in self.fund.recorded if isinstance(one.event, BudgetRaiseAsked)]
        command = ConfirmRaise(
            fund="fund-1", amount=5, by=confirming, hands=self.taken(), asked_by=frozenset(asked[-1:])
        )
        done = self.attempt(self.fund, confirming, lambda: funds.confirm_raise(command, self.fund.state))
        assert not (done and confirming in asked[-1:])

    @rule(by=PEOPLE, giver=st.sampled_from([CITY, UNION]))
    def propose(self, by: str, giver: str) -> None:
        bears = UNION if self.fund.state.allotments.get(UNION, 0) >= 60_000 and giver == UNION else None
        command = self.command(by, Step.PROPOSE, giver=giver, allotment=bears)
        self.attempt(self.act, by, lambda: propose(command, self.fund.state, self.act.state))

    @rule(by=PEOPLE)
    def consent(self, by: str) -> None:
        command = self.command(by, Step.CONSENT, giver=UNION)
        self.attempt(self.act, by, lambda: agree(command, self.fund.state, self.act.state))

    def command(self, by: str, step: Step, **more: Any) -> Any:
        return replace(proposing(), by=by, step=step, hands=self.taken(), **more)

    @rule()
    def clear(self) -> None:
        self.attempt(self.act, "system:ledger", lambda: clearance.record_clearance("act-1", TODAY, self.act.state))

    @rule(by=PEOPLE)
    def close(self, by: str) -> None:
        state = self.act.state
        if not isinstance(state, Cleared) or self.batch.recorded:
            return
        command = CloseBatch(
            fund="fund-1",
            org_path=CITY,
            year=2026,
            today=TODAY,
            lines=(payment.line("h1", state),),
            by=by,
            hands=hands.of(self.fund.loaded, self.act.loaded),
        )
        if self.attempt(self.batch, by, lambda: batches.close(command)):
            self.act.append(by, payment.take("b-1", state))
            check = RecordCheck(
                fund="fund-1", lines=(CheckedLine("act-1", "h1", 60_000, True),), total=60_000, today=TODAY
            )
            self.batch.append("system:ledger", batches.record_check(check, self.batch.state))
            self.act.append("system:ledger", payment.confirm("b-1", self.act.state))

    @rule(by=PEOPLE)
    def release(self, by: str) -> None:
        taken = hands.of(self.fund.loaded, self.batch.loaded)
        self.attempt(self.batch, by, lambda: batches.show_bank_file("b-1", by, taken, {}, self.batch.state))

    @rule(by=PEOPLE)
    def book(self, by: str) -> None:
        if isinstance(self.act.state, Paid):
            return
        result = BankResult(act="act-1", outcome="paid", on=TODAY, reason="")
        taken = hands.of(self.fund.loaded, self.batch.loaded)
        command = RecordResults(news=(result,), by=by, hands=taken, today=TODAY)
        if self.attempt(self.batch, by, lambda: batches.record_results(command, self.batch.state)):
            self.act.append(by, payment.record_result("b-1", result, self.act.state))
            self.paid.append(dict(self.taken()))

    @invariant()
    def nobody_took_two_neighbouring_steps_of_what_was_paid(self) -> None:
        for taken in self.paid:
            assert len(taken[Step.PROPOSE] | taken[Step.CLOSE] | taken[Step.BOOK]) >= 2
            assert len(frozenset().union(*taken.values())) >= 3
            apart = [taken.get(one, frozenset()) & taken.get(other, frozenset()) for one, other in NEIGHBOURS]
            assert not any(apart)

    @invariant()
    def whoever_establishes_allots_or_raises_takes_no_other_step_before_or_after(self) -> None:
        taken = self.taken()
        others = frozenset().union(*(people for step, people in taken.items() if step is not Step.ESTABLISH))
        assert not taken[Step.ESTABLISH] & others


TestNobodyAlone = Money.TestCase
TestNobodyAlone.settings = settings(max_examples=150, stateful_step_count=30)
TestNobodyAlone.__doc__ = """FAULTS A2."""


def test_the_machine_reaches_a_payment() -> None:
    """A check that could not fail would prove nothing: four people who keep to their steps are paid out."""
    money = Money()
    money.propose("a", UNION)
    money.consent("b")
    money.clear()
    money.close("c")
    money.release("d")
    money.book("a")
    assert isinstance(money.act.state, Paid)
    money.nobody_took_two_neighbouring_steps_of_what_was_paid()
