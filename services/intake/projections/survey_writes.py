"""Rosters, their rows held against files, and the differences that wait; nothing here reads a personal field."""

from collections.abc import Iterable
from typing import Any

from psycopg.types.json import Jsonb

from chassis.codec import Recorded
from chassis.projection import Write
from contracts import intake as facts
from services.intake.domain import events

STREAM = "survey-row-"
"""And what the row is known by: one stream for each."""
COUNTS = ("rows", "taken", "unchanged", "refused", "corrected", "changed", "elsewhere", "split", "gone")


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, envelope = recorded.event, recorded.envelope
    match event:
        case events.RosterImported():
            yield (
                "INSERT INTO rosters (roster, org_path, imported_by, imported_at, complete_for, counts)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                (
                    envelope.subject,
                    event.org_path,
                    envelope.actor,
                    envelope.time,
                    event.complete_for,
                    Jsonb({name: getattr(event, name) for name in COUNTS}),
                ),
            )
        case events.RosterRowCompared():
            yield from _compared(event, recorded)
        case facts.FileMoved():
            yield (
                "UPDATE survey_rows SET org_path = %s WHERE household = %s",
                (event.org_path, envelope.subject),
            )
        case events.DifferencesDecided():
            for status in ("taken", "left", "stale"):
                if settled := getattr(event, status):
                    yield (
                        "UPDATE differences SET status = %s, request = %s WHERE difference = ANY(%s)",
                        (status, event.request, list(settled)),
                    )
            yield (
                "UPDATE survey_rows SET version = %s WHERE survey_row = %s",
                (envelope.streamversion, row_of(recorded)),
            )


def row_of(recorded: Recorded[Any]) -> str:
    return recorded.envelope.stream.removeprefix(STREAM)


def _compared(event: events.RosterRowCompared, recorded: Recorded[Any]) -> Iterable[Write]:
    """A row that was read before and now says something else of whose file it is replaces what it said."""
    row, envelope = row_of(recorded), recorded.envelope
    if envelope.streamversion > 1:
        yield "DELETE FROM survey_rows WHERE survey_row = %s", (row,)
        yield "DELETE FROM differences WHERE survey_row = %s", (row,)
    yield (
        "INSERT INTO survey_rows (survey_row, version, roster, number, household, org_path, sheet_org_path, outcome,"
        " others, read_on) VALUES (%s, %s, %s, %s, %s,"
        " coalesce((SELECT org_path FROM households WHERE household = %s), %s), %s, %s, %s, %s)",
        (
            row,
            envelope.streamversion,
            event.roster,
            event.row,
            envelope.subject,
            envelope.subject,  # it may have moved since it was compared
            event.org_path,
            event.sheet_org_path,
            event.outcome,
            list(event.others),
            event.read_on,
        ),
    )
    if event.differences:
        told = event.differences
        yield (
            "INSERT INTO differences (difference, survey_row, roster, place, kind, person, status)"
            " SELECT difference, %s, %s, place, kind, person, 'waiting'"
            " FROM unnest(%s::text[], %s::int[], %s::text[], %s::text[]) AS d(difference, place, kind, person)",
            (
                row,
                event.roster,
                [one.difference for one in told],
                list(range(len(told))),
                [one.kind for one in told],
                [one.person for one in told],
            ),
        )
