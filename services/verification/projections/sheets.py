"""Read model: which questions wait for a sheet, on which they went out, and what became of each sheet. Ids and codes
alone; what a row holds is made anew from the inquiry whenever somebody takes the sheet out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct
from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write
from contracts import verification as facts
from services.verification.domain import events

TABLES = ("sheet_questions", "sheet_rows", "question_sheets")


def writes(recorded: Recorded[Any]) -> Iterable[Write]:
    """What an agency that works by sheet never answered leaves the list with its term; answers leave it by their
    outcome (`inquiry_items`), so that no answer of another agency costs anything here."""
    event, envelope = recorded.event, recorded.envelope
    match event:
        case events.QuestionsLeftForSheet():
            yield (
                "INSERT INTO sheet_questions (stream, item, agency)"
                " SELECT %s, item, %s FROM unnest(%s::text[]) AS q(item) ON CONFLICT DO NOTHING",
                (envelope.stream, event.agency, list(event.items)),
            )
        case events.QuestionsCarried():
            yield (
                "INSERT INTO sheet_rows (sheet, stream, item, earlier)"
                " SELECT %s, %s, item, (SELECT q.sheet FROM sheet_questions q WHERE q.stream = %s AND q.item = c.item)"
                " FROM unnest(%s::text[]) AS c(item)",
                (event.sheet, envelope.stream, envelope.stream, list(event.items)),
            )
            yield (
                "UPDATE sheet_questions SET sheet = %s WHERE stream = %s AND item = ANY(%s)",
                (event.sheet, envelope.stream, list(event.items)),
            )
        case facts.AgencySilent() | events.QuestionRefused():
            yield "DELETE FROM sheet_questions WHERE stream = %s AND item = %s", (envelope.stream, event.item)
        case events.InquiryStopped():
            yield "DELETE FROM sheet_questions WHERE stream = %s", (envelope.stream,)
        case events.SheetTakenOut():
            yield (
                "INSERT INTO question_sheets"
                " (sheet, agency, items, org_path, questions, rows, sha256, taken_on, taken_by)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                (
                    envelope.subject,
                    *(event.agency, list(event.items), event.org_path, event.questions, event.rows, event.sha256),
                    *(event.taken_on, envelope.actor),
                ),
            )
        case events.SheetBroughtBack():
            yield (
                "UPDATE question_sheets SET brought_on = %s, brought_by = %s, answered = %s, refused = %s"
                " WHERE sheet = %s AND confirmed_on IS NULL",
                (event.brought_on, envelope.actor, event.questions, event.refused, envelope.subject),
            )
        case events.SheetConfirmed():
            yield (
                "UPDATE question_sheets SET confirmed_on = %s, confirmed_by = %s, answered = %s, refused = %s"
                " WHERE sheet = %s",
                (event.confirmed_on, envelope.actor, event.questions, event.refused, envelope.subject),
            )


class WaitingQuestion(Struct, frozen=True):
    """`sheet`: the one on which it went out last, if it did."""

    stream: str
    item: str
    household: str
    sheet: str | None


_OPEN = (
    " FROM sheet_questions q JOIN inquiries i ON i.stream = q.stream"
    " JOIN inquiry_items t ON t.stream = q.stream AND t.item = q.item"
    " WHERE t.outcome = 'asked' AND i.status = 'waiting' AND (i.org_path = %s OR starts_with(i.org_path, %s || '/'))"
)


def waiting(connection: Connection[Any], agency: str, scope: str, most: int, *, again: bool) -> list[WaitingQuestion]:
    """Of the scope's questions to an agency: those that are on no sheet yet; all that are unanswered, with `again`.
    The soonest due first."""
    rows = connection.execute(
        "SELECT q.stream, q.item, i.household, q.sheet" + _OPEN + " AND q.agency = %s AND (%s OR q.sheet IS NULL)"
        " ORDER BY i.due_on, q.stream, q.item LIMIT %s",
        (scope, scope, agency, again, most),
    )
    return [WaitingQuestion(*row) for row in rows]


class Waiting(Struct, frozen=True):
    """Of one agency: questions that are on no sheet, and those that are out on one and unanswered."""

    agency: str
    questions: int
    out: int


def waiting_by_agency(connection: Connection[Any], scope: str) -> list[Waiting]:
    rows = connection.execute(
        "SELECT q.agency, count(*) FILTER (WHERE q.sheet IS NULL), count(*) FILTER (WHERE q.sheet IS NOT NULL)"
        + _OPEN
        + " GROUP BY 1 ORDER BY 1",
        (scope, scope),
    )
    return [Waiting(*row) for row in rows]


class SheetRow(Struct, frozen=True):
    stream: str
    item: str
    household: str
    earlier: str | None


def rows_of(connection: Connection[Any], sheet: str) -> list[SheetRow]:
    """In the order in which they stand on it."""
    rows = connection.execute(
        "SELECT r.stream, r.item, i.household, r.earlier FROM sheet_rows r JOIN inquiries i ON i.stream = r.stream"
        " WHERE r.sheet = %s ORDER BY i.due_on, r.stream, r.item",
        (sheet,),
    )
    return [SheetRow(*row) for row in rows]


class SheetLine(Struct, frozen=True):
    """`answered` and `refused`: questions, as the file says that was brought or confirmed last."""

    sheet: str
    agency: str
    items: list[str]
    org_path: str
    questions: int
    rows: int
    sha256: str
    taken_on: date
    taken_by: str
    brought_on: date | None
    brought_by: str | None
    confirmed_on: date | None
    confirmed_by: str | None
    answered: int | None
    refused: int | None


def sheets(
    connection: Connection[Any], scope: str, agency: str | None, before: str | None, most: int
) -> list[SheetLine]:
    """The newest first: a sheet's number begins with its day."""
    rows = connection.execute(
        "SELECT sheet, agency, items, org_path, questions, rows, sha256, taken_on, taken_by, brought_on, brought_by,"
        " confirmed_on, confirmed_by, answered, refused FROM question_sheets"
        " WHERE (org_path = %s OR starts_with(org_path, %s || '/')) AND (%s::text IS NULL OR agency = %s)"
        " AND (%s::text IS NULL OR sheet < %s) ORDER BY sheet DESC LIMIT %s",
        (scope, scope, agency, agency, before, before, most),
    )
    return [SheetLine(*row) for row in rows]


def sheet(connection: Connection[Any], number: str) -> SheetLine | None:
    row = connection.execute(
        "SELECT sheet, agency, items, org_path, questions, rows, sha256, taken_on, taken_by, brought_on, brought_by,"
        " confirmed_on, confirmed_by, answered, refused FROM question_sheets WHERE sheet = %s",
        (number,),
    ).fetchone()
    return SheetLine(*row) if row else None
