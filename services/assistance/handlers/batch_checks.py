"""BatchChecked comes in: what is confirmed may go to the bank, what is revoked is off, its budget free again."""

from chassis.codec import Recorded
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import because_of, unit_of_effect
from contracts.ledger import ActCheck, BatchChecked
from services.assistance.domain import batch as batches
from services.assistance.domain.act import payment
from services.assistance.domain.commands import RecordCheck, Revoke
from services.assistance.domain.events import CheckedLine
from services.assistance.handlers.clearances import obstacle
from services.assistance.handlers.streams import ACTS, BATCHES
from services.assistance.projections import budgets
from services.assistance.resources import Resources


def on_batch_checked(resources: Resources, transaction: Transaction, recorded: Recorded[BatchChecked]) -> Unit | None:
    batch, checked = recorded.envelope.subject, recorded.event
    loaded = BATCHES.load(transaction, batch)
    command = RecordCheck(
        fund=checked.fund,
        lines=tuple(CheckedLine(one.act, one.household, one.amount, one.confirmed) for one in checked.acts),
        total=checked.total,
        today=resources.today(),
    )
    events = batches.record_check(command, loaded.state)
    if not events:
        return None
    acts = [_checked(transaction, batch, one) for one in checked.acts]
    return unit_of_effect(
        resources, because_of(resources, recorded), [BATCHES.change(batch, loaded, batch, events), *acts]
    )


def _checked(transaction: Transaction, batch: str, check: ActCheck) -> Change:
    loaded = ACTS.load(transaction, check.act)
    if check.confirmed:
        events = payment.confirm(batch, loaded.state)
    else:
        command = Revoke(act=check.act, batch=batch, rule=check.rule or "revoked", other=obstacle(check.other))
        events = payment.revoke(command, loaded.state)
    return budgets.folded(transaction, ACTS.change(check.act, loaded, check.household, events))
