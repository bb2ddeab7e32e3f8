"""BatchChecked comes in: what is confirmed may go to the bank, what is revoked is off, its budget free again."""

from typing import Any

from chassis.codec import Recorded
from chassis.resources import Resources
from chassis.store import Unit
from chassis.writing import Change
from contracts.ledger import ActCheck
from services.assistance.domain import batch as batches
from services.assistance.domain.act import paying
from services.assistance.domain.events import BatchCheckRecorded, CheckedLine, RevocationRecorded
from services.assistance.handlers import budgets
from services.assistance.handlers.acting import because_of, change, load, today, written
from services.assistance.handlers.clearing import obstacle


def on_batch_checked(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    batch, checked = recorded.envelope.subject, recorded.event
    loaded = load(transaction, "batch", batch)
    check = BatchCheckRecorded(
        fund=checked.fund,
        lines=tuple(CheckedLine(one.act, one.household, one.amount, one.confirmed) for one in checked.acts),
        total=checked.total,
    )
    events = batches.record_check(check, today(here), loaded.state)
    if not events:
        return None
    acts = [_checked(transaction, batch, one) for one in checked.acts]
    return written(here, because_of(here, recorded), [change("batch", batch, loaded, batch, events), *acts])


def _checked(transaction: Any, batch: str, check: ActCheck) -> Change:
    loaded = load(transaction, "act", check.act)
    if check.confirmed:
        events = paying.confirm(batch, loaded.state)
    else:
        revoked = RevocationRecorded(
            act=check.act, batch=batch, rule=check.rule or "revoked", other=obstacle(check.other)
        )
        events = budgets.release(transaction.connection, paying.revoke(revoked, loaded.state))
    return change("act", check.act, loaded, check.household, events)
