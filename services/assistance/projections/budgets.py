"""Guarded table `budgets`: what is free of each fund, folded from the journal in the transaction that decides.

It is read and written only under the lock `fund/<id>`. `free` is always the fund's account `available`: a rebuild
from the stored journal comes to the same rows, and a check compares the two.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write
from chassis.store import Transaction
from chassis.unit_of_work import Change
from kernel.fen import Fen
from kernel.organisation import ancestors
from services.assistance.domain.events import Allotted, BudgetCommitted, BudgetReleased, JournalPosted
from services.assistance.domain.journal import AVAILABLE, BUDGET, account

TABLES = ("budgets", "allotments")


def free(connection: Connection[Any], fund: str) -> Fen:
    """What may be committed; the row stays locked. Nothing of a fund that does not exist."""
    row = connection.execute("SELECT free FROM budgets WHERE fund = %s FOR UPDATE", (fund,)).fetchone()
    return row[0] if row else 0


class Allotment(NamedTuple):
    """What a union may still spend of a fund without asking."""

    union: str
    left: Fen


def allotment(connection: Connection[Any], fund: str, giver: str) -> Allotment | None:
    """The giver's, or that of the nearest union above it which has one."""
    row = connection.execute(
        "SELECT org_path, amount - used FROM allotments WHERE fund = %s AND org_path = ANY(%s)"
        " ORDER BY length(org_path) DESC LIMIT 1",
        (fund, [giver, *ancestors(giver)]),
    ).fetchone()
    return Allotment(*row) if row else None


def folded(transaction: Transaction, change: Change) -> Change:
    """The change, once the budgets have taken its events: the next decision in this transaction sees them."""
    for event in change.events:
        for statement, parameters in _writes(event):
            transaction.connection.execute(statement, parameters)
    return change


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """The same writes, for a rebuild from the stored events."""
    return _writes(recorded.event)


def _writes(event: object) -> Iterable[Write]:
    match event:
        case JournalPosted():
            yield from _moved(event)
        case Allotted(fund=fund, org_path=org_path, amount=amount):
            yield _ALLOT, (fund, org_path, amount)
        case BudgetCommitted(allotment=str() as union, fund=fund, amount=amount):
            yield _USE, (amount, fund, union)
        case BudgetReleased(allotment=str() as union, fund=fund, amount=amount):
            yield _USE, (-amount, fund, union)


def _moved(entry: JournalPosted) -> Iterable[Write]:
    available = account(entry.fund, AVAILABLE)
    if entry.credit == account(entry.fund, BUDGET):
        yield _BUDGET, (entry.fund, entry.amount)
    elif entry.debit == available:
        yield _MOVE, (entry.amount, entry.fund)
    elif entry.credit == available:
        yield _MOVE, (-entry.amount, entry.fund)


_BUDGET = (
    "INSERT INTO budgets (fund, free) VALUES (%s, %s)"
    " ON CONFLICT (fund) DO UPDATE SET free = budgets.free + excluded.free"
)
_ALLOT = (
    "INSERT INTO allotments (fund, org_path, amount) VALUES (%s, %s, %s)"
    " ON CONFLICT (fund, org_path) DO UPDATE SET amount = excluded.amount"
)
_USE = "UPDATE allotments SET used = used + %s WHERE fund = %s AND org_path = %s"
_MOVE = "UPDATE budgets SET free = free + %s WHERE fund = %s"
