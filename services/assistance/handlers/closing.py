"""Closing a payment batch: the fund's cleared acts, each in one batch only, since the fund is locked meanwhile."""

from typing import Any

from chassis import commands, lock_keys
from chassis.acting import response_of, unit_of_command
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Loaded, Transaction, Unit
from kernel.fen import yuan
from services.assistance.domain import batch as batches
from services.assistance.domain.act import paying
from services.assistance.domain.act.states import Cleared
from services.assistance.handlers import seeing
from services.assistance.handlers.streams import ACTS, BATCHES
from services.assistance.resources import Resources


def close_batch(resources: Resources, call: Call, fund: str) -> bytes:
    """Raises `nothing_to_pay` when no act of the fund is cleared."""
    batch = uuid7()

    def build(transaction: Transaction) -> Unit:
        transaction.lock([lock_keys.fund(fund)])
        keeper = seeing.fund(transaction, call.principal, fund)
        cleared = _cleared(transaction, fund)
        lines = batches.fitting([paying.line(household, act.state) for household, act in cleared])
        closed = batches.close(fund, keeper.org_path, lines)
        taken = [
            ACTS.change(line.act, act, household, paying.take(batch, act.state))
            for line, (household, act) in zip(lines, cleared, strict=False)
        ]
        return unit_of_command(
            resources,
            call,
            [BATCHES.change(batch, BATCHES.load(transaction, batch), batch, closed), *taken],
            response=response_of(batch=batch, acts=len(lines), total=yuan(sum(line.amount for line in lines))),
        )

    return commands.guarded(resources.store, call.key, build)


def _cleared(transaction: Transaction, fund: str) -> list[tuple[str, Loaded[Any]]]:
    """(household, act) of the fund's cleared acts, oldest first; read under the fund's lock."""
    rows = transaction.connection.execute(
        "SELECT household, act FROM acts WHERE fund = %s AND status = 'cleared' ORDER BY act LIMIT %s",
        (fund, batches.ACTS_MAX),
    ).fetchall()
    acts = [(household, ACTS.load(transaction, act)) for household, act in rows]
    return [(household, act) for household, act in acts if isinstance(act.state, Cleared)]
