"""An answer on which a file rests turned out otherwise: unpaid aid waits for the re-check, and paid aid is found.

Until it is decided money stays where it is; when the file is kept, what was held is decided anew, and nobody is
asked to give anything back.
"""

from collections.abc import Iterable

from chassis.codec import Recorded
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import because_of, unit_of_effect
from contracts.intake import FileKept, RecheckBegun
from contracts.ledger import FindingRaised
from kernel.aid_status import MONEY_GONE, AidStatus
from services.ledger.domain import overlap_found
from services.ledger.domain.aid import Act
from services.ledger.domain.commands import FileState
from services.ledger.domain.events import FileDoubted, FileTrusted
from services.ledger.handlers.clearance import waiting_timer
from services.ledger.handlers.outside_aid import FINDINGS
from services.ledger.index import locks, questions, writes
from services.ledger.resources import Resources


def locks_of_household(_: Transaction, recorded: Recorded[RecheckBegun | FileKept]) -> Iterable[str]:
    return locks.of_act(recorded.envelope.subject, (), None, None)


def on_recheck_begun(resources: Resources, transaction: Transaction, recorded: Recorded[RecheckBegun]) -> Unit | None:
    """One for another reason leaves money alone: nothing has turned out otherwise yet."""
    begun, household, sql = recorded.event, recorded.envelope.subject, transaction.connection
    if begun.since is None or questions.file_state(sql, household) in (FileState.UNKNOWN, FileState.CLOSED):
        return None
    doubted = FileDoubted(household=household, round=begun.round, since=begun.since)
    unpaid = questions.of_household(sql, household, (AidStatus.CLEARED,))
    paid = questions.of_household(sql, household, MONEY_GONE, begun.since)
    found = [_finding(transaction, act, overlap_found.of_a_recall(act)) for act in paid]
    return _recorded(resources, transaction, recorded, doubted, unpaid, found)


def on_file_kept(resources: Resources, transaction: Transaction, recorded: Recorded[FileKept]) -> Unit | None:
    household, sql = recorded.envelope.subject, transaction.connection
    if questions.file_state(sql, household) is not FileState.DOUBTED:
        return None
    held = questions.of_household(sql, household, (AidStatus.HELD,))
    paid = questions.of_household(sql, household, MONEY_GONE)
    found = [_finding(transaction, act, None) for act in paid]
    return _recorded(resources, transaction, recorded, FileTrusted(household=household), held, found)


def _finding(transaction: Transaction, act: Act, found: FindingRaised | None) -> Change:
    finding = overlap_found.recall_of(act.act)
    loaded = FINDINGS.load(transaction, finding)
    return FINDINGS.change(finding, loaded, act.household, overlap_found.follow_recall(act, found, loaded.state))


def _recorded(
    resources: Resources,
    transaction: Transaction,
    cause: Recorded[RecheckBegun] | Recorded[FileKept],
    event: FileDoubted | FileTrusted,
    decided_again: list[Act],
    found: list[Change],
) -> Unit | None:
    household = cause.envelope.subject
    stream = f"file-{household}"
    own = Change(stream, len(transaction.load(stream)), household, [event])
    timers = [waiting_timer(resources, act) for act in decided_again]
    return writes.folded(transaction, unit_of_effect(resources, because_of(resources, cause), [own, *found], timers))
