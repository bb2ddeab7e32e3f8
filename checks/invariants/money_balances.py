"""The journal balances: a fund's free + committed + paid is its budget at every moment, none of them ever below zero,
and every entry stands for the commitment, release or payment beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from checks.given import Fact, Given
from checks.report import Problem, found

_ENTRY_OF = {
    ("committed", "available"): "BudgetCommitted",
    ("available", "committed"): "BudgetReleased",
    ("paid", "committed"): "AidPaid",
    ("committed", "paid"): "PaymentReturned",
}
"""(debited, credited) -> the fact that such an entry stands for."""

Balances = dict[str, Counter[str]]


def problems(given: Given) -> Iterator[Problem]:
    facts = list(given.facts("assistance", "FundEstablished", "BudgetRaised", "JournalPosted", *_ENTRY_OF.values()))
    entries = [fact for fact in facts if fact.name == "JournalPosted"]
    budgets: Counter[str] = Counter()
    for fact in facts:
        budgets[fact.subject] += fact.data.get("budget", 0) if fact.name == "FundEstablished" else 0
        budgets[fact.subject] += fact.data["amount"] if fact.name == "BudgetRaised" else 0
    budgets = +budgets
    balances, impossible = _posted(entries)

    yield from found("a journal entry is not a positive amount, or drives an account below zero", impossible)
    yield from found("a fund's free, committed and paid money is not its budget", _unbalanced(balances, budgets))
    yield from found("a journal entry and its fact do not belong together", _unpaired(facts, entries))
    if given.settled_at is not None:  # the guard row was read at another moment than the events
        free: dict[str, int] = dict(given.storage.rows("assistance", "SELECT fund, free FROM budgets"))
        yield from found(
            "what a fund has free in its guard row is not what the journal says",
            (fund for fund in budgets if free.get(fund) != balances[fund]["available"]),
        )


def _posted(entries: list[Fact]) -> tuple[Balances, list[str]]:
    """Fund -> account -> balance, and where it went wrong on the way; what is debited grows."""
    balances: Balances = defaultdict(Counter)
    impossible = []
    for entry in entries:
        data, of_fund = entry.data, balances[entry.data["fund"]]
        debited, credited = _accounts(data)
        of_fund[debited] += data["amount"]
        of_fund[credited] -= data["amount"]
        if data["amount"] <= 0 or any(of_fund[name] < 0 for name in ("available", "committed", "paid")):
            impossible.append(f"{data['fund']} at {entry.position}")
    return balances, impossible


def _unbalanced(balances: Balances, budgets: dict[str, int]) -> Iterator[str]:
    for fund in sorted(balances.keys() | budgets.keys()):
        of_fund = balances[fund]
        if of_fund["available"] + of_fund["committed"] + of_fund["paid"] != budgets.get(fund):
            yield fund


def _unpaired(facts: list[Fact], entries: list[Fact]) -> Iterator[str]:
    """Acts whose entries are not those of their facts; a return counts only when the money was booked as paid."""
    stated = Counter(
        _of_act(_ENTRY_OF.get(_accounts(one.data), "nothing"), one) for one in entries if "act" in one.data
    )
    expected: Counter[tuple[str, str, int]] = Counter()
    paid: set[str] = set()
    for fact in facts:
        if fact.name not in _ENTRY_OF.values() or (fact.name == "PaymentReturned" and fact.data["act"] not in paid):
            continue
        expected[_of_act(fact.name, fact)] += 1
        if fact.name == "AidPaid":
            paid.add(fact.data["act"])
    wrong = (stated - expected) + (expected - stated)
    return (f"{name} of {act}" for name, act, _ in sorted(wrong))


def _of_act(name: str, fact: Fact) -> tuple[str, str, int]:
    return name, fact.data["act"], fact.data["amount"]


def _accounts(data: dict[str, Any]) -> tuple[str, str]:
    """`fund/<fund>/committed` -> committed, for debit and credit."""
    return str(data["debit"]).rpartition("/")[2], str(data["credit"]).rpartition("/")[2]
