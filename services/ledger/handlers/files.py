"""FileOpened and FileClosed come in: the ledger's own index of open files."""

from collections.abc import Iterable
from typing import Any

from chassis.acting import because_of
from chassis.codec import Recorded
from chassis.store import Transaction, Unit
from chassis.writing import Change
from contracts.intake import FileClosed, FileOpened
from services.ledger.domain.events import FileClosureRecorded, FileRecorded
from services.ledger.handlers import asking, keys
from services.ledger.handlers.acting import write
from services.ledger.handlers.clearing import waiting_timer
from services.ledger.resources import Resources


def locks_of_file(recorded: Recorded[FileClosed | FileOpened]) -> Iterable[str]:
    return keys.of_act(recorded.envelope.subject, recorded.event.members, None, None)


def on_file_opened(resources: Resources, transaction: Transaction, recorded: Recorded[FileOpened]) -> Unit | None:
    event, household = recorded.event, recorded.envelope.subject
    opened = FileRecorded(
        household=household,
        org_path=event.org_path,
        members=event.members,
        account=event.account,
        opened_on=event.opened_on,
    )
    waiting = asking.waiting_acts(transaction.connection, household)
    timers = [waiting_timer(resources, act) for act in waiting]
    return _write(resources, transaction, recorded, opened, timers)


def on_file_closed(resources: Resources, transaction: Transaction, recorded: Recorded[FileClosed]) -> Unit | None:
    closed = FileClosureRecorded(household=recorded.envelope.subject, closed_on=recorded.event.closed_on)
    return _write(resources, transaction, recorded, closed, [])


def _write(
    resources: Resources, transaction: Transaction, recorded: Recorded[Any], event: Any, timers: list[Any]
) -> Unit | None:
    household = recorded.envelope.subject
    stream = f"file-{household}"
    version = len(transaction.load(stream))
    change = Change(stream, version, household, [event])
    return write(resources, transaction, because_of(resources, recorded), [change], timers)
