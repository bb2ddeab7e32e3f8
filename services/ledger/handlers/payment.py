"""The last look before money moves, and what becomes of acts afterwards."""

from collections.abc import Iterable

from chassis.codec import Recorded
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import because_of, unit_of_effect
from contracts.assistance import ActLine, AidPaid, AidWithdrawn, PaymentBatchClosed
from kernel.calendar import business_date
from services.ledger.domain import clearance, neighbours
from services.ledger.domain.commands import CheckBatch, CheckLine
from services.ledger.handlers.clearance import ACTS
from services.ledger.index import locks, questions, writes
from services.ledger.resources import Resources


def locks_of_batch(_: Transaction, recorded: Recorded[PaymentBatchClosed]) -> Iterable[str]:
    for line in recorded.event.acts:
        yield from locks.of_act(line.household, line.beneficiaries, line.account, line.bill)


def on_batch_closed(
    resources: Resources, transaction: Transaction, recorded: Recorded[PaymentBatchClosed]
) -> Unit | None:
    batch, event = recorded.envelope.subject, recorded.event
    context = because_of(resources, recorded)
    lines = tuple(_line(resources, transaction, line) for line in event.acts)
    checked = clearance.check(CheckBatch(fund=event.fund, lines=lines, today=business_date(context.at)))
    stream = f"batch-{batch}"
    change = Change(stream, len(transaction.load(stream)), batch, [checked])
    return writes.folded(transaction, unit_of_effect(resources, context, [change]))


def locks_of_household(_: Transaction, recorded: Recorded[AidPaid | AidWithdrawn]) -> Iterable[str]:
    return locks.of_act(recorded.envelope.subject, (), None, None)


def on_aid_withdrawn(resources: Resources, transaction: Transaction, recorded: Recorded[AidWithdrawn]) -> Unit | None:
    """Frees the index. A release needs only the household's lock: it takes away what others might wait for."""
    act, household = recorded.event.act, recorded.envelope.subject
    loaded = ACTS.load(transaction, act)
    change = ACTS.change(act, loaded, household, clearance.release(act, recorded.event.reason, loaded.state))
    return writes.folded(transaction, unit_of_effect(resources, because_of(resources, recorded), [change]))


def on_aid_paid(resources: Resources, transaction: Transaction, recorded: Recorded[AidPaid]) -> Unit | None:
    act, household = recorded.event.act, recorded.envelope.subject
    loaded = ACTS.load(transaction, act)
    change = ACTS.change(act, loaded, household, clearance.pay(act, recorded.event.paid_on, loaded.state))
    return writes.folded(transaction, unit_of_effect(resources, because_of(resources, recorded), [change]))


def _line(resources: Resources, transaction: Transaction, line: ActLine) -> CheckLine:
    sql = transaction.connection
    act = questions.union_act(sql, line.act)
    status, expires_on = questions.status_of(sql, line.act)
    live = questions.live_near(sql, act) if act else []
    return CheckLine(
        act=line.act,
        household=line.household,
        amount=line.amount,
        indexed=act,
        status=status,
        expires_on=expires_on,
        file=questions.file_state(sql, line.household),
        first_death=questions.first_death(sql, act.beneficiaries) if act else None,
        neighbours=neighbours.as_seen_by(act, live, resources.organisations) if act else (),
    )
