"""The guard table `budgets`: what is free of each fund. Touched only under the lock `fund/<id>`.

`free` is always the fund's account `available` in the journal; a check compares the two.
"""

from typing import Any

from psycopg import Connection

from kernel.fen import Fen
from services.assistance.domain.events import BudgetReleased


def make(sql: Connection[Any], fund: str, budget: Fen) -> None:
    sql.execute("INSERT INTO budgets (fund, free) VALUES (%s, %s)", (fund, budget))


def commit(sql: Connection[Any], fund: str, amount: Fen) -> bool:
    """True when the money was there and is now committed."""
    done = sql.execute("UPDATE budgets SET free = free - %s WHERE fund = %s AND free >= %s", (amount, fund, amount))
    return bool(done.rowcount)


def release(sql: Connection[Any], events: list[object]) -> list[object]:
    """Gives back what these events release, and the events."""
    for event in events:
        if isinstance(event, BudgetReleased):
            sql.execute("UPDATE budgets SET free = free + %s WHERE fund = %s", (event.amount, event.fund))
    return events
