"""FileOpened, FileChanged, FileMoved and FileClosed come in: the ledger's own index of open files."""

from collections.abc import Iterable, Sequence
from typing import Final

from chassis.codec import Recorded
from chassis.store import NewTimer, Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import because_of, unit_of_effect
from contracts.intake import FileChanged, FileClosed, FileMoved, FileOpened
from services.ledger.domain.events import FileChangeRecorded, FileClosureRecorded, FileMoveRecorded, FileRecorded
from services.ledger.handlers import one_person
from services.ledger.handlers.clearance import waiting_timer
from services.ledger.index import locks, questions, writes
from services.ledger.resources import Resources

DIED: Final = "member_died"
"""The kind of change that ends what may be given to a person."""


def locks_of_file(_: Transaction, recorded: Recorded[FileClosed | FileOpened]) -> Iterable[str]:
    return locks.of_act(recorded.envelope.subject, recorded.event.members, None, None)


def on_file_opened(resources: Resources, transaction: Transaction, recorded: Recorded[FileOpened]) -> Unit | None:
    event, household = recorded.event, recorded.envelope.subject
    opened = FileRecorded(
        household=household,
        org_path=event.org_path,
        members=event.members,
        account=event.account,
        opened_on=event.opened_on,
    )
    waiting = questions.waiting_acts(transaction.connection, household)
    timers = [waiting_timer(resources, act) for act in waiting]
    return _record(resources, transaction, recorded, opened, timers)


def locks_of_change(_: Transaction, recorded: Recorded[FileChanged]) -> Iterable[str]:
    """Who goes, or is known by another number, is no member any more; acts for them must not be decided meanwhile."""
    event = recorded.event
    known = {person for two in event.same for person in two}
    return locks.of_act(recorded.envelope.subject, {*event.members, *event.persons, *known}, None, None)


def on_file_changed(resources: Resources, transaction: Transaction, recorded: Recorded[FileChanged]) -> Unit | None:
    event, household = recorded.event, recorded.envelope.subject
    changed = FileChangeRecorded(
        household=household,
        members=event.members,
        account=event.account,
        on=event.on,
        died=event.persons if event.kind == DIED else (),
        same=event.same,
    )
    found = [*one_person.findings(resources, transaction, event.same)]
    return _record(resources, transaction, recorded, changed, found=found)


def locks_of_move(_: Transaction, recorded: Recorded[FileMoved]) -> Iterable[str]:
    return locks.of_act(recorded.envelope.subject, (), None, None)


def on_file_moved(resources: Resources, transaction: Transaction, recorded: Recorded[FileMoved]) -> Unit | None:
    """Whoever meets aid of the household from now on is told to call the union that keeps it now."""
    moved = FileMoveRecorded(household=recorded.envelope.subject, org_path=recorded.event.org_path)
    return _record(resources, transaction, recorded, moved)


def on_file_closed(resources: Resources, transaction: Transaction, recorded: Recorded[FileClosed]) -> Unit | None:
    closed = FileClosureRecorded(household=recorded.envelope.subject, closed_on=recorded.event.closed_on)
    return _record(resources, transaction, recorded, closed)


def _record(
    resources: Resources,
    transaction: Transaction,
    cause: Recorded[FileClosed | FileChanged | FileMoved | FileOpened],
    event: FileRecorded | FileChangeRecorded | FileMoveRecorded | FileClosureRecorded,
    timers: Sequence[NewTimer] = (),
    found: Sequence[Change] = (),
) -> Unit | None:
    household = cause.envelope.subject
    stream = f"file-{household}"
    change = Change(stream, len(transaction.load(stream)), household, [event])
    unit = unit_of_effect(resources, because_of(resources, cause), [change, *found], timers)
    return writes.folded(transaction, unit)
