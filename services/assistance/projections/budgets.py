"""Guarded table `budgets`: what is free of each fund, folded from the journal in the transaction that decides.

It is read and written only under the lock `fund/<id>`. `free` is always the fund's account `available`: a rebuild
from the stored journal comes to the same rows, and a check compares the two.
"""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write
from chassis.store import Transaction
from chassis.unit_of_work import Change
from kernel.fen import Fen
from services.assistance.domain.events import JournalPosted
from services.assistance.domain.journal import AVAILABLE, BUDGET, account

TABLES = ("budgets",)


def free(connection: Connection[Any], fund: str) -> Fen:
    """What may be committed; the row stays locked. Nothing of a fund that does not exist."""
    row = connection.execute("SELECT free FROM budgets WHERE fund = %s FOR UPDATE", (fund,)).fetchone()
    return row[0] if row else 0


def followed(transaction: Transaction, change: Change) -> Change:
    """The change, followed by the budgets before it is appended: the next decision in this transaction sees it."""
    for event in change.events:
        for statement, parameters in _writes(event):
            transaction.connection.execute(statement, parameters)
    return change


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """The same writes, for a rebuild from the stored events."""
    return _writes(recorded.event)


def _writes(event: object) -> Iterable[Write]:
    if not isinstance(event, JournalPosted):
        return
    available = account(event.fund, AVAILABLE)
    if event.credit == account(event.fund, BUDGET):
        yield "INSERT INTO budgets (fund, free) VALUES (%s, %s)", (event.fund, event.amount)
    elif event.debit == available:
        yield _MOVE, (event.amount, event.fund)
    elif event.credit == available:
        yield _MOVE, (-event.amount, event.fund)


_MOVE = "UPDATE budgets SET free = free + %s WHERE fund = %s"
