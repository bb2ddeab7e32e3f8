"""Funds with their balances, and the journal that these are the sums of."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write
from services.assistance.domain.events import BudgetRaised, FundEstablished, JournalPosted
from services.assistance.domain.journal import AVAILABLE, COMMITTED, PAID

_BALANCES = {AVAILABLE, COMMITTED, PAID}


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, envelope = recorded.event, recorded.envelope
    match event:
        case FundEstablished():
            yield (
                "INSERT INTO funds (fund, name, source, year, org_path, uses, budget)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (
                    envelope.subject,
                    event.name,
                    event.source,
                    event.year,
                    event.org_path,
                    list(event.uses),
                    event.budget,
                ),
            )
        case BudgetRaised(amount=amount):
            yield "UPDATE funds SET budget = budget + %s WHERE fund = %s", (amount, envelope.subject)
        case JournalPosted():
            yield (
                "INSERT INTO journal (entry, fund, act, debit, credit, amount, posted_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (envelope.id, event.fund, event.act, event.debit, event.credit, event.amount, envelope.time),
            )
            yield from _moved(event.fund, event.debit, event.amount)
            yield from _moved(event.fund, event.credit, -event.amount)


def _moved(fund: str, account: str, amount: int) -> Iterable[Write]:
    """The budget's own account is the other side of `available` and has no balance to show."""
    column = account.rpartition("/")[2]
    if column in _BALANCES:
        yield f"UPDATE funds SET {column} = {column} + %s WHERE fund = %s", (amount, fund)
