"""The last look before money moves, and what becomes of acts afterwards."""

from collections.abc import Iterable

from chassis.acting import because_of
from chassis.codec import Recorded
from chassis.store import Transaction, Unit
from chassis.writing import Change
from contracts.assistance import ActLine, AidPaid, AidWithdrawn, PaymentBatchClosed
from kernel.calendar import business_date
from services.ledger.domain import clearing
from services.ledger.domain.commands import CheckBatch, CheckLine
from services.ledger.domain.events import ActPaid
from services.ledger.handlers import asking, keys
from services.ledger.handlers.acting import write
from services.ledger.handlers.clearing import ACTS
from services.ledger.handlers.neighbours import near
from services.ledger.resources import Resources


def locks_of_batch(recorded: Recorded[PaymentBatchClosed]) -> Iterable[str]:
    for line in recorded.event.acts:
        yield from keys.of_act(line.household, line.beneficiaries, line.account, line.bill)


def on_batch_closed(
    resources: Resources, transaction: Transaction, recorded: Recorded[PaymentBatchClosed]
) -> Unit | None:
    batch, event = recorded.envelope.subject, recorded.event
    context = because_of(resources, recorded)
    lines = tuple(_line(resources, transaction, line) for line in event.acts)
    checked = clearing.check(CheckBatch(fund=event.fund, lines=lines, today=business_date(context.at)))
    stream = f"batch-{batch}"
    version = len(transaction.load(stream))
    return write(resources, transaction, context, [Change(stream, version, batch, [checked])])


def locks_of_household(recorded: Recorded[AidPaid | AidWithdrawn]) -> Iterable[str]:
    return keys.of_act(recorded.envelope.subject, (), None, None)


def on_aid_withdrawn(resources: Resources, transaction: Transaction, recorded: Recorded[AidWithdrawn]) -> Unit | None:
    """Frees the index. A release needs only the household's lock: it takes away what others might wait for."""
    act, household = recorded.event.act, recorded.envelope.subject
    loaded = ACTS.load(transaction, act)
    change = ACTS.change(act, loaded, household, clearing.release(act, recorded.event.reason, loaded.state))
    return write(resources, transaction, because_of(resources, recorded), [change])


def on_aid_paid(resources: Resources, transaction: Transaction, recorded: Recorded[AidPaid]) -> Unit | None:
    event, household = recorded.event, recorded.envelope.subject
    loaded = ACTS.load(transaction, event.act)
    paid = [] if loaded.state == clearing.PAID else [ActPaid(act=event.act, paid_on=event.paid_on)]
    change = ACTS.change(event.act, loaded, household, paid)
    return write(resources, transaction, because_of(resources, recorded), [change])


def _line(resources: Resources, transaction: Transaction, line: ActLine) -> CheckLine:
    sql = transaction.connection
    act = asking.recorded(sql, line.act)
    status, expires_on = asking.status_of(sql, line.act)
    return CheckLine(
        act=line.act,
        household=line.household,
        amount=line.amount,
        recorded=act,
        status=status,
        expires_on=expires_on,
        file=asking.file_state(sql, line.household),
        neighbours=near(resources, sql, act) if act else (),
    )
