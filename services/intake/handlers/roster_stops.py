"""导入熔断: a sheet of implausibly many duplicates waits for a second person; released, it is sent again and taken."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from chassis import commands
from chassis.http.call import Call
from chassis.http.refusals.errors import Problem
from chassis.store import Transaction, Unit
from chassis.streams import Streams
from chassis.unit_of_work import Change
from chassis.use_case import response_of, unit_of_command
from kernel.errors import DomainError
from kernel.organisation import place_of
from policies.parameters import table as parameters_table
from services.intake.domain.commands import CheckedApplication
from services.intake.domain.events import RosterStopped, StopReason
from services.intake.domain.identity import safety_stop
from services.intake.domain.identity.likeness import SHARED_MAX
from services.intake.domain.identity.marks import marks_of
from services.intake.handlers.roster_rows import id_of
from services.intake.handlers.roster_writer import New
from services.intake.projections import identity_queries
from services.intake.resources import Resources

STOPS: Final = Streams("roster-stop", safety_stop.STOP)


def likely(resources: Resources, rows: Sequence[New]) -> int:
    """How many of these new households may be one that is here, or another row of the same sheet.

    A mark that many households here have says nothing; one that many rows of a sheet have says the more.
    """
    marks = [_marks(resources, new.row.application) for new in rows]
    within = Counter(mark for each in marks for mark in each)
    with resources.store.reading() as connection:
        here = identity_queries.holders(connection, sorted(within))
    told = {mark for mark, times in within.items() if times > 1 or 0 < here.get(mark, 0) <= SHARED_MAX}
    persons = Counter(person for new in rows for person in new.row.application.members)
    return sum(
        bool(each & told) or bool(new.elsewhere) or any(persons[one] > 1 for one in new.row.application.members)
        for each, new in zip(marks, rows, strict=True)
    )


def _marks(resources: Resources, row: CheckedApplication) -> set[str]:
    """The strong ones: each alone is a reason to ask a person."""
    marks = marks_of(row.details, row.members, row.account, resources.vault.token)
    return {marks.account, *(one.name_birth for one in marks.people)}


class Stopped(NamedTuple):
    stop: str
    event: RosterStopped
    change: Change


def stopped(
    resources: Resources, transaction: Transaction, call: Call, rows: int, new: Sequence[New]
) -> Stopped | None:
    """None where the sheet may be taken."""
    found = likely(resources, new)
    if not safety_stop.is_implausible(len(new), found, _bounds(resources, transaction, call)):
        return None
    stop = id_of(resources, "roster-stop", call.principal.org_path, call.key.body_hash)
    loaded = STOPS.load(transaction, stop)
    if loaded.state.released:
        return None
    event = RosterStopped(
        org_path=call.principal.org_path, by=call.principal.subject, rows=rows, new=len(new), likely=found
    )
    return Stopped(stop, event, STOPS.change(stop, loaded, stop, safety_stop.stop(event, loaded.state)))


def _bounds(resources: Resources, transaction: Transaction, call: Call) -> safety_stop.Bounds:
    """As they are in force in the place of the union, or the federation, that imports."""
    place = place_of(call.principal.org_path)
    book = parameters_table.book_of(transaction.connection, place)
    in_force = book.in_force(place, resources.today())
    rows, percent = in_force.get("import_stop_rows"), in_force.get("import_stop_percent")
    return safety_stop.Bounds(
        rows if isinstance(rows, int) else safety_stop.ROWS_MIN,
        percent if isinstance(percent, int) else safety_stop.SHARE_MAX_PERCENT,
    )


def decide(resources: Resources, call: Call, stop: str, release: bool, reason: StopReason) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = STOPS.load(transaction, stop)
        if loaded.state.stopped is None or not call.principal.covers(loaded.state.stopped.org_path):
            raise Problem("not_found")
        if call.expected is not None and call.expected != loaded.version:
            raise DomainError("stale_version", version=loaded.version, happened=[])
        events = safety_stop.decide(call.principal.subject, release, reason, loaded.state)
        status = "released" if release else "withdrawn"
        answer = response_of(stop=stop, status=status, version=loaded.version + len(events))
        return unit_of_command(resources, call, [STOPS.change(stop, loaded, stop, events)], answer)

    return commands.through_lane(resources.store, resources.lane, call.key, build)
