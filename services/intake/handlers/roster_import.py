"""排查: a roster is taken row by row, each whole or not at all; the same row again changes nothing.

A row's household id follows from its organisation and content, so a second import meets the first at version 1.
The import's own id follows from the request: one that was cut off and comes again goes on where it was.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from psycopg import Connection

from chassis import commands, unit_of_work
from chassis.envelope import Context
from chassis.http.call import Call
from chassis.store import Appended, Loaded, Transaction, Unit
from chassis.use_case import by_person, response_of
from services.intake.adapters.roster_body import CellFlaw, lacking
from services.intake.adapters.roster_reader import Sheet, canonical
from services.intake.domain.commands import Submit
from services.intake.domain.events import RefusedCell, RosterImported, RosterRowRefused
from services.intake.domain.household import initial, submitting
from services.intake.domain.household.states import State
from services.intake.handlers.changes import unit_of
from services.intake.handlers.roster_rows import Good, Known, Refused, examine, id_of, told_of
from services.intake.handlers.roster_surroundings import surroundings
from services.intake.projections import queries
from services.intake.resources import Resources

NOTHING_YET: Loaded[State] = Loaded(initial(), 0)

AT_ONCE = 500
"""Rows in the writer lane at a time: many share one transaction, and other callers still get in."""


def take(resources: Resources, call: Call, sheet: Sheet, defaults: dict[str, str | None]) -> bytes:
    """The report as JSON. It names rows, columns and codes, and repeats no cell."""
    import_id = id_of(resources, "import", call.key.scope, call.key.body_hash)

    def build(_: Transaction) -> Unit:
        """A roster takes long: no transaction is open, and no connection held, while its rows are read and appended."""
        around = surroundings(resources, call.principal, sheet)
        read = [examine(resources, call.principal, row, defaults, around) for row in sheet.rows]
        with resources.store.reading() as sql:
            named = {name for row in read for name in (row.household, row.spelled) if name is not None}
            known = queries.known(sql, named)
            examined = [_settled(row, known) for row in read]
            new = [row for row in examined if isinstance(row, Good)]
            elsewhere = _elsewhere(sql, new)
            taken_before = queries.taken_by(sql, import_id, known)
            refused_before = queries.has_refused(sql, import_id)
        refused = [row for row in examined if isinstance(row, Refused)]
        context = by_person(resources, call.principal)
        taken = _append(resources, context, import_id, new, elsewhere)
        taken.update(taken_before)
        newly_refused = _record_refused(resources, context, import_id, refused)
        changed = any(taken.values()) or newly_refused or refused_before
        counts = {
            "rows": len(examined),
            "taken": sum(taken.values()),
            "unchanged": len(examined) - len(refused) - sum(taken.values()),
            "refused": len(refused),
        }
        results = [_result(row, taken) for row in examined]
        report = {"import": import_id, **counts, "notes": notes_on(sheet), "results": results}
        events = [RosterImported(org_path=call.principal.org_path, **counts)] if changed else []
        return unit_of_work.unit(
            resources.codec,
            context,
            [unit_of_work.Change(f"import-{import_id}", 0, import_id, events)],
            key=call.key,
            response=response_of(**report),
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def _settled(row: Good | Refused, known: set[str]) -> Good | Refused | Known:
    """A row whose household is there already changes nothing, whatever is to be said of it today."""
    household = next((one for one in (row.household, row.spelled) if one is not None and one in known), None)
    return row if household is None else Known(row.number, household, row.notes)


def _append(
    resources: Resources, context: Context, import_id: str, rows: Sequence[Good], elsewhere: frozenset[str]
) -> Counter[str]:
    """Household -> how many of its rows were taken (one, were it listed twice); losers are unchanged."""
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(resources.vault.create, {row.household for row in rows}))
    taken: Counter[str] = Counter()
    seen: set[str] = set()
    for start in range(0, len(rows), AT_ONCE):
        waiting = []
        for row in rows[start : start + AT_ONCE]:
            command = Submit(application=row.application, elsewhere=elsewhere | seen, import_id=import_id)
            seen.update(row.application.members)
            events = submitting.submit(command, NOTHING_YET.state)
            unit = unit_of(resources, context, row.household, NOTHING_YET, events)
            waiting.append((row, resources.lane.submit(unit)))
        for row, future in waiting:
            taken[row.household] += isinstance(future.result(), Appended)
    return taken


def _record_refused(resources: Resources, context: Context, import_id: str, rows: Sequence[Refused]) -> int:
    """How many are new: the same row refused for the same reasons is recorded once."""
    waiting = [
        resources.lane.submit(
            unit_of_work.unit(
                resources.codec, context, [unit_of_work.Change(f"refused-row-{row.id}", 0, import_id, [_refusal(row)])]
            )
        )
        for row in rows[:AT_ONCE]
    ]
    newly = sum(isinstance(future.result(), Appended) for future in waiting)
    return newly + (_record_refused(resources, context, import_id, rows[AT_ONCE:]) if rows[AT_ONCE:] else 0)


def _refusal(row: Refused) -> RosterRowRefused:
    return RosterRowRefused(
        row=row.number, cells=tuple(RefusedCell(column=cell["column"], code=cell["code"]) for cell in row.errors)
    )


def _elsewhere(connection: Connection[Any], rows: Sequence[Good]) -> frozenset[str]:
    return queries.elsewhere(connection, {member for row in rows for member in row.application.members}, "")


def _result(row: Good | Refused | Known, taken: Counter[str]) -> dict[str, Any]:
    if isinstance(row, Refused):
        return {"row": row.number, "status": "refused", "errors": row.errors, "notes": []}
    first_of_its_kind = taken[row.household] > 0
    taken[row.household] = 0  # the same row further down is the same household
    status = "taken" if first_of_its_kind else "unchanged"
    return {"row": row.number, "status": status, "household": row.household, "errors": [], "notes": row.notes}


def notes_on(sheet: Sheet) -> list[dict[str, str]]:
    """What holds for the sheet as a whole: which of its content nobody read, and what was read though it is hidden."""
    return [
        *(told_of(CellFlaw(canonical(sheet.headers[place]), "column.for_people")) for place in sheet.for_people),
        *(told_of(CellFlaw(sheet.columns[place].header, "column.hidden")) for place in sheet.hidden),
        *(told_of(CellFlaw("", "sheet.unread", str(place))) for place in sheet.others),
        *(told_of(CellFlaw("", "sheet.titles", str(title.number))) for title in sheet.titles),
        *_taken_of_all(sheet),
    ]


def _taken_of_all(sheet: Sheet) -> list[dict[str, str]]:
    lacked = lacking(frozenset(column.header for column in sheet.columns.values())) if sheet.rows else []
    return [told_of(CellFlaw("", "columns.assumed", "、".join(lacked)))] if lacked else []
