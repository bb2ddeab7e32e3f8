"""FileOpened and FileClosed come in: the ledger's own index of open files."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.resources import Resources
from chassis.store import Unit
from chassis.writing import Change
from services.ledger.domain.events import FileClosureRecorded, FileRecorded
from services.ledger.handlers import asking, keys
from services.ledger.handlers.acting import because_of, write
from services.ledger.handlers.clearing import waiting_timer


def locks_of_file(recorded: Recorded) -> Iterable[str]:
    return keys.of_act(recorded.envelope.subject, recorded.event.members, None, None)


def on_file_opened(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    event, household = recorded.event, recorded.envelope.subject
    opened = FileRecorded(
        household=household,
        org_path=event.org_path,
        members=event.members,
        account=event.account,
        opened_on=event.opened_on,
    )
    waiting = asking.waiting_acts(transaction.connection, household)
    timers = [waiting_timer(here, act) for act in waiting]
    return _write(here, transaction, recorded, opened, timers)


def on_file_closed(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    closed = FileClosureRecorded(household=recorded.envelope.subject, closed_on=recorded.event.closed_on)
    return _write(here, transaction, recorded, closed, [])


def _write(here: Resources, transaction: Any, recorded: Recorded, event: Any, timers: list[Any]) -> Unit | None:
    household = recorded.envelope.subject
    stream = f"file-{household}"
    version = len(transaction.load(stream))
    change = Change(stream, version, household, [event])
    return write(here, transaction, because_of(here, recorded), [change], timers)
