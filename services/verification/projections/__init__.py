"""Verification's read models, written with their events; tokens and ids only. Queries stand below the writes;
`timeliness.py` counts days, `sheets.py` has what goes by sheet."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct
from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write
from contracts import verification as facts
from services.verification.domain import events
from services.verification.projections import (
    agency_keys,
    directory,
    leads,
    parameters,
    sheets,
    task_writes,
    timeliness,
)

TABLES = (
    *("inquiries", "inquiry_items", "inquiry_persons", timeliness.TABLE, parameters.TABLE),
    *(*directory.TABLES, *sheets.TABLES, task_writes.TABLE, agency_keys.TABLE),
)
"""What a rebuild from zero makes again."""


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """The writes of one event. Reads no personal field: a rebuild runs with every box sealed."""
    event, envelope = recorded.event, recorded.envelope
    stream = envelope.stream
    yield from timeliness.writes(recorded)
    yield from parameters.writes(recorded)
    yield from directory.writes(recorded)
    yield from sheets.writes(recorded)
    yield from leads.writes(recorded)
    yield from agency_keys.writes(recorded)
    match event:
        case events.InquiryOpened():
            yield from _opened(event, recorded)
        case events.QuestionRefused():
            yield (
                "INSERT INTO inquiry_items (stream, item, agency, outcome) VALUES (%s, %s, %s, 'refused')"
                " ON CONFLICT (stream, item) DO UPDATE SET outcome = 'refused'",
                (stream, event.item, event.agency),
            )
        case events.AnswerRecorded() | events.AgencyDeclined():
            outcome = "answered" if isinstance(event, events.AnswerRecorded) else "declined"
            yield (
                "UPDATE inquiry_items SET outcome = %s, answered_on = %s WHERE stream = %s AND item = %s",
                (outcome, event.received_on, stream, event.item),
            )
        case events.AnswerCorrected() | events.AnswerWithdrawn():
            corrected = isinstance(event, events.AnswerCorrected)
            yield (
                "UPDATE inquiry_items SET outcome = %s, answered_on = %s WHERE stream = %s AND item = %s",
                ("answered" if corrected else "asked", event.received_on if corrected else None, stream, event.item),
            )
        case facts.ReportCompleted():
            yield "UPDATE inquiries SET status = 'reported', complete = %s WHERE stream = %s", (event.complete, stream)
            yield _outcomes(event, stream)
        case events.HouseholdMoved():
            yield (
                "UPDATE inquiries SET org_path = %s, region = %s WHERE household = %s",
                (event.org_path, event.region, envelope.subject),
            )
        case events.InquiryStopped():
            yield "UPDATE inquiries SET status = 'stopped' WHERE stream = %s", (stream,)
    yield from task_writes.project(recorded)


def _opened(event: events.InquiryOpened, recorded: Recorded[Any]) -> Iterable[Write]:
    envelope = recorded.envelope
    yield (
        "INSERT INTO inquiries (stream, household, round, org_path, region, status, opened_on, due_on)"
        " VALUES (%s, %s, %s, %s, %s, 'waiting', %s, %s)",
        (
            envelope.stream,
            envelope.subject,
            event.round,
            event.org_path,
            event.region,
            event.opened_on,
            event.due_on,
        ),
    )
    yield (
        "INSERT INTO inquiry_items (stream, item, agency, outcome)"
        " SELECT %s, item, agency, 'asked' FROM unnest(%s::text[], %s::text[]) AS q(item, agency)",
        (
            envelope.stream,
            [question.item for question in event.questions],
            [question.agency for question in event.questions],
        ),
    )
    yield (
        "INSERT INTO inquiry_persons (person, household, stream)"
        " SELECT person, %s, %s FROM unnest(%s::text[]) AS p(person)"
        " ON CONFLICT (person, household) DO UPDATE SET stream = excluded.stream",
        (envelope.subject, envelope.stream, list(event.persons)),
    )


def _outcomes(event: facts.ReportCompleted, stream: str) -> Write:
    """Items of an earlier round whose answers stand come in here."""
    return (
        "INSERT INTO inquiry_items (stream, item, agency, outcome, answered_on)"
        " SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::text[], %s::date[])"
        " ON CONFLICT (stream, item) DO UPDATE SET outcome = excluded.outcome, answered_on = excluded.answered_on",
        (
            stream,
            [item.item for item in event.items],
            [item.agency for item in event.items],
            [item.outcome for item in event.items],
            [item.answered_at for item in event.items],
        ),
    )


def latest_round(connection: Connection[Any], household: str) -> int | None:
    row = connection.execute("SELECT max(round) FROM inquiries WHERE household = %s", (household,)).fetchone()
    return row[0] if row else None


def asked_about(connection: Connection[Any], person: str) -> list[tuple[str, str]]:
    """(household, stream of its latest inquiry about the person), each household that this person is or was of."""
    rows = connection.execute(
        "SELECT household, stream FROM inquiry_persons WHERE person = %s ORDER BY household", (person,)
    )
    return [(household, stream) for household, stream in rows]


class Round(Struct, frozen=True):
    """One inquiry; `complete` None while it is under way."""

    stream: str
    round: int
    org_path: str
    status: str
    complete: bool | None
    opened_on: date
    due_on: date


class AskedItem(Struct, frozen=True):
    item: str
    agency: str
    outcome: str
    answered_on: date | None


def inquiries_of(connection: Connection[Any], household: str) -> list[Round]:
    """First round first."""
    rows = connection.execute(
        "SELECT stream, round, org_path, status, complete, opened_on, due_on FROM inquiries"
        " WHERE household = %s ORDER BY round",
        (household,),
    )
    return [Round(*row) for row in rows]


def items_of(connection: Connection[Any], stream: str) -> list[AskedItem]:
    rows = connection.execute(
        "SELECT item, agency, outcome, answered_on FROM inquiry_items WHERE stream = %s ORDER BY item", (stream,)
    )
    return [AskedItem(*row) for row in rows]


def kept_by(connection: Connection[Any], household: str) -> str | None:
    """The organisation of the latest round."""
    rounds = inquiries_of(connection, household)
    return rounds[-1].org_path if rounds else None
