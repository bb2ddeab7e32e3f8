"""Closing a payment batch: the fund's cleared acts, each in one batch only, since the fund is locked meanwhile."""

from typing import Any

from chassis import commands
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.ids import uuid7
from chassis.resources import Resources
from chassis.store import Loaded, Unit
from chassis.writing import unit
from kernel.fen import yuan
from services.assistance.domain import batch as batches
from services.assistance.domain.act import paying
from services.assistance.domain.act.states import Cleared
from services.assistance.handlers import locks, seeing
from services.assistance.handlers.acting import by_person, change, load, said


def close_batch(here: Resources, principal: Principal, claim: IdempotencyClaim, fund: str) -> bytes:
    """Raises `nothing_to_pay` when no act of the fund is cleared."""
    batch = uuid7()

    def build(transaction: Any) -> Unit:
        transaction.lock([locks.fund(fund)])
        keeper = seeing.fund(transaction, principal, fund)
        cleared = _cleared(transaction, fund)
        lines = batches.fitting([paying.line(household, act.state) for household, act in cleared])
        closed = batches.close(fund, keeper.org_path, lines)
        taken = [
            change("act", line.act, act, household, paying.take(batch, act.state))
            for line, (household, act) in zip(lines, cleared, strict=False)
        ]
        return unit(
            here.codec,
            by_person(here, principal),
            [change("batch", batch, load(transaction, "batch", batch), batch, closed), *taken],
            claim=claim,
            response=said(batch=batch, acts=len(lines), total=yuan(sum(line.amount for line in lines))),
        )

    return commands.guarded(here.store, claim, build)


def _cleared(transaction: Any, fund: str) -> list[tuple[str, Loaded]]:
    """(household, act) of the fund's cleared acts, oldest first; read under the fund's lock."""
    rows = transaction.connection.execute(
        "SELECT household, act FROM acts WHERE fund = %s AND status = 'cleared' ORDER BY act LIMIT %s",
        (fund, batches.ACTS_MAX),
    ).fetchall()
    acts = [(household, load(transaction, "act", act)) for household, act in rows]
    return [(household, act) for household, act in acts if isinstance(act.state, Cleared)]
