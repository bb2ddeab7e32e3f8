"""Whatever is done in whatever order, the journal balances, and no yuan is in two places."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.errors import DomainError
from services.assistance.domain import fund as funds
from services.assistance.domain.act import ACT, clearance, payment
from services.assistance.domain.act.proposal import propose as decide
from services.assistance.domain.act.states import Paid, State, Unproposed, Withdrawn
from services.assistance.domain.commands import BankResult, RecordHold, Revoke
from services.assistance.domain.events import (
    BudgetReleased,
    JournalPosted,
)
from tests.unit.assistance.given import ESTABLISH, FUND, TODAY, propose

ACTS = ("a", "b", "c")
WISHES = ("propose", "clear", "hold", "expire", "withdraw", "end", "take", "confirm", "revoke", "paid", "returned")


class House:
    """One fund and three acts; `free` is the guard row."""

    def __init__(self) -> None:
        self.free = ESTABLISH.budget
        self.states: dict[str, State] = dict.fromkeys(ACTS, ACT.initial())
        self.journal: list[JournalPosted] = []
        self.book(None, funds.establish("fund-1", ESTABLISH, None))

    def book(self, act: str | None, events: list[object]) -> None:
        for event in events:
            if act is not None:
                self.states[act] = ACT.evolve(self.states[act], event)
            if isinstance(event, JournalPosted):
                self.journal.append(event)
            if isinstance(event, BudgetReleased):
                self.free += event.amount

    def wish(self, wish: str, act: str, amount: int) -> None:
        try:
            self.book(act, self.decided(wish, act, amount))
        except DomainError:
            return

    def decided(self, wish: str, act: str, amount: int) -> list[object]:
        state = self.states[act]
        match wish:
            case "propose":
                events = decide(propose(act=act, free=self.free, amount=amount), FUND, state)
                self.free -= amount if events else 0
                return events
            case "clear":
                return clearance.record_clearance(act, TODAY, state)
            case "hold":
                return clearance.record_hold(RecordHold(act=act, rule="r", clause="c"), state)
            case "expire":
                return clearance.expire(state)
            case "withdraw":
                return clearance.withdraw("", state)
            case "end":
                return clearance.end_with_file(state)
            case "take":
                return payment.take("b-1", state)
            case "confirm":
                return payment.confirm("b-1", state)
            case "revoke":
                return payment.revoke(Revoke(act=act, batch="b-1", rule="r"), state)
            case _:
                return payment.record_result("b-1", BankResult(act=act, outcome=wish, on=TODAY, reason="x"), state)

    def balances(self) -> Counter[str]:
        """Debits less credits of each account."""
        balances: Counter[str] = Counter()
        for entry in self.journal:
            balances[entry.debit.rpartition("/")[2]] += entry.amount
            balances[entry.credit.rpartition("/")[2]] -= entry.amount
        return balances

    def amounts(self, *kinds: type) -> int:
        return sum(
            s.terms.amount for s in self.states.values() if not isinstance(s, Unproposed) and isinstance(s, kinds)
        )


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(WISHES), st.sampled_from(ACTS), st.integers(1, 70_000)), max_size=40))
def test_the_journal_balances_after_every_command(wishes: list[tuple[str, str, int]]) -> None:
    house = House()
    for wish in wishes:
        house.wish(*wish)
        balances = house.balances()
        assert sum(balances.values()) == 0
        assert (
            balances["available"] + balances["committed"] + balances["paid"] == ESTABLISH.budget == -balances["budget"]
        )
        assert balances["available"] == house.free >= 0
        assert balances["paid"] == house.amounts(Paid)
        proposed = sum(s.terms.amount for s in house.states.values() if not isinstance(s, Unproposed))
        assert balances["committed"] == proposed - house.amounts(Paid, Withdrawn)
