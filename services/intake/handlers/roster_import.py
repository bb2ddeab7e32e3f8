"""排查: a roster is taken row by row, each whole or not at all; the same row again changes nothing.

A row is known by its organisation and content for ever; one of people who are on file is held against the file. The
import's own id follows from the request: one that was cut off and comes again goes on where it was.
"""

import json
from collections.abc import Iterator, Sequence
from typing import TypeVar

from chassis import commands, unit_of_work
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from chassis.use_case import by_person, response_of
from services.intake.adapters.roster_body import CellFlaw, lacking
from services.intake.adapters.roster_reader import Sheet, canonical
from services.intake.domain.events import RosterImported
from services.intake.handlers import accesses, roster_gone, roster_stops
from services.intake.handlers.roster_rows import Refused, examine, id_of, told_of
from services.intake.handlers.roster_surroundings import surroundings
from services.intake.handlers.roster_survey import Settled, Survey
from services.intake.handlers.roster_writer import New
from services.intake.resources import Resources

Row = TypeVar("Row")

AT_ONCE = 500
"""Rows in the writer lane at a time: many share one transaction, and other callers still get in."""

STATUSES = ("taken", "unchanged", "refused", "corrected", "changed", "elsewhere", "split")


def take(
    resources: Resources, call: Call, sheet: Sheet, defaults: dict[str, str | None], complete_for: str | None = None
) -> bytes:
    """The report as JSON. It names rows, columns and codes, and repeats no cell.

    `complete_for`: the organisation of which the sheet holds every household, when the importer says so.
    """
    import_id = id_of(resources, "import", call.key.scope, call.key.body_hash)

    def build(transaction: Transaction) -> Unit:
        """A roster takes long: no transaction is open, and no connection held, while its rows are read and appended.

        What a row comes to tells whether its people are clients; so does a stop. Both are counted as searches.
        """
        with resources.store.reading() as connection:
            accesses.require_searches_left(resources, connection, call.principal)
        around = surroundings(resources, call.principal, sheet)
        survey = Survey(resources, call.principal, import_id)
        settled = list[Settled]()
        for rows in _in_chunks(sheet.rows):
            settled += survey.held_against_files(
                [examine(resources, call.principal, row, defaults, around) for row in rows]
            )
        accesses.record_searches(resources, call.principal, list(survey.of_others))
        if not survey.recorded:  # what began under no stop goes on
            new = [row for row in settled if isinstance(row, New)]
            stopped = roster_stops.stopped(resources, transaction, call, len(settled), new)
            if stopped is not None:
                accesses.record_search(resources, call.principal, stopped.stop, stopped.event.likely)
                return _stopped(resources, call, sheet, stopped, sum(isinstance(row, Refused) for row in settled))
        results = [result for rows in _in_chunks(settled) for result in survey.written(rows)]
        counts = {status: sum(result["status"] == status for result in results) for status in STATUSES}
        notes = notes_on(sheet)
        gone = 0
        if complete_for is not None and counts["refused"]:
            notes.append(told_of(CellFlaw("", "sheet.not_all_read")))
        elif complete_for is not None:
            gone = roster_gone.tell(resources, call.principal, survey, complete_for)
        told = {"rows": len(results), **counts, "gone": gone}
        events = [_imported(call, told, complete_for)] if survey.recorded else []
        return unit_of_work.unit(
            resources.codec,
            by_person(resources, call.principal),
            [unit_of_work.Change(f"import-{import_id}", 0, import_id, events)],
            key=call.key,
            response=response_of(**{"status": "done", "import": import_id, **told, "notes": notes, "results": results}),
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def has_stopped(report: bytes) -> bool:
    """A marked copy would show no row as wrong, and hide that none was taken."""
    return bool(json.loads(report)["status"] == "stopped")


def _stopped(resources: Resources, call: Call, sheet: Sheet, stopped: roster_stops.Stopped, refused: int) -> Unit:
    """Nothing of the sheet is taken. How many of its rows are likely duplicates is for who decides on the stop: it
    counts households of every union, and one row more would tell whether one person is among them."""
    told = {"status": "stopped", "stop": stopped.stop, "new": stopped.event.new}
    counts = {**dict.fromkeys(STATUSES, 0), "gone": 0, "rows": stopped.event.rows, "refused": refused}
    return unit_of_work.unit(
        resources.codec,
        by_person(resources, call.principal),
        [stopped.change],
        key=call.key,
        response=response_of(**told, **counts, notes=notes_on(sheet), results=[]),
    )


def _in_chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _imported(call: Call, told: dict[str, int], complete_for: str | None) -> RosterImported:
    return RosterImported(
        org_path=call.principal.org_path,
        rows=told["rows"],
        taken=told["taken"],
        unchanged=told["unchanged"],
        refused=told["refused"],
        corrected=told["corrected"],
        changed=told["changed"],
        elsewhere=told["elsewhere"],
        split=told["split"],
        gone=told["gone"],
        complete_for=complete_for,
    )


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
