"""Read model: how each question went, so that people see which department is how late. It stays with who asked.

Counts and days alone: whom a question was about stands nowhere here.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct
from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write
from contracts import verification as facts
from kernel.items import AGENCY
from services.verification.domain import events

TABLE = "question_times"


def writes(recorded: Recorded[Any]) -> Iterable[Write]:
    """Outcomes: waiting, answered, declined, silent, late (after no answer or a no), not_asked, stopped."""
    event, stream = recorded.event, recorded.envelope.stream
    match event:
        case events.InquiryOpened():
            yield _asked(event, stream)
        case events.QuestionRefused():
            withdrawn = event.reason == "consent_withdrawn"  # it may have gone out: nobody waits for it any more
            yield _outcome("stopped" if withdrawn else "not_asked", stream, event.item)
        case events.AnswerRecorded():
            yield _outcome("answered", stream, event.item, event.received_on)
        case events.AgencyDeclined():
            yield _outcome("declined", stream, event.item, event.received_on)
        case events.OfficeReminded():
            yield (
                "UPDATE question_times SET reminded_on = %s, due_on = %s WHERE stream = %s AND item = ANY(%s)",
                (event.reminded_on, event.due_on, stream, list(event.items)),
            )
        case facts.AgencySilent():
            yield _outcome("silent", stream, event.item)
        case events.AnswerContradicted():
            yield (
                "UPDATE question_times SET said_otherwise = said_otherwise + 1 WHERE stream = %s AND item = %s",
                (stream, event.item),
            )
        case events.AnswerCameLate() | events.AnswerCorrected():
            yield _late(event, stream)
        case events.AnswerWithdrawn():
            yield (
                "UPDATE question_times SET said_otherwise = said_otherwise + 1 WHERE stream = %s AND item = %s"
                " AND outcome IN ('answered', 'late')",
                (stream, event.item),
            )
        case events.InquiryStopped():
            yield "UPDATE question_times SET outcome = 'stopped' WHERE stream = %s AND outcome = 'waiting'", (stream,)


def _asked(event: events.InquiryOpened, stream: str) -> Write:
    return (
        "INSERT INTO question_times (stream, item, agency, org_path, region, asked_on, outcome)"
        " SELECT %s, item, agency, %s, %s, %s, 'waiting' FROM unnest(%s::text[], %s::text[]) AS q(item, agency)",
        (
            stream,
            event.org_path,
            event.region,
            event.opened_on,
            [question.item for question in event.questions],
            [question.agency for question in event.questions],
        ),
    )


def _outcome(outcome: str, stream: str, item: str, replied_on: date | None = None) -> Write:
    return (
        "UPDATE question_times SET outcome = %s, replied_on = %s WHERE stream = %s AND item = %s",
        (outcome, replied_on, stream, item),
    )


def _late(event: events.AnswerCameLate | events.AnswerCorrected, stream: str) -> Write:
    """After the report, or as a correction: the first answer to this question, or another one."""
    return (
        "UPDATE question_times SET said_otherwise = said_otherwise + (outcome IN ('answered', 'late'))::int,"
        " replied_on = CASE WHEN outcome IN ('silent', 'declined', 'waiting') THEN %s ELSE replied_on END,"
        " outcome = CASE outcome WHEN 'silent' THEN 'late' WHEN 'declined' THEN 'late' WHEN 'waiting' THEN 'answered'"
        " ELSE outcome END"
        " WHERE stream = %s AND item = %s",
        (event.received_on, stream, event.item),
    )


class Group(Struct, frozen=True):
    """Questions that went alike: `replied_on` None while there is none."""

    agency: str
    item: str
    region: str
    outcome: str
    asked_on: date
    replied_on: date | None
    questions: int
    said_otherwise: int


def groups(
    connection: Connection[Any],
    scope: str,
    first_day: date,
    last_day: date,
    region: str | None,
    agency: str | None,
    office: str | None,
) -> list[Group]:
    """Of the questions that went out in these days, from `scope` and the organisations below it."""
    of_the_kind = [item.value for item, kind in AGENCY.items() if kind == agency]
    rows = connection.execute(
        "SELECT agency, item, region, outcome, asked_on, replied_on, count(*), sum(said_otherwise)::int"
        " FROM question_times WHERE asked_on BETWEEN %s AND %s AND outcome <> 'not_asked'"
        " AND (org_path = %s OR starts_with(org_path, %s || '/'))"
        " AND (%s::text IS NULL OR region = %s) AND (%s::text IS NULL OR item = ANY(%s))"
        " AND (%s::text IS NULL OR agency = %s)"
        " GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6",
        (
            first_day,
            last_day,
            scope,
            scope,
            region,
            region,
            agency,
            of_the_kind,
            office,
            office,
        ),
    )
    return [Group(*row) for row in rows]


class ToCall(Struct, frozen=True):
    """An office that was to be reminded and still owes answers; `due_on`: the first day on which one of them is due."""

    agency: str
    questions: int
    asked_on: date
    due_on: date


def to_call(connection: Connection[Any], scope: str) -> list[ToCall]:
    """Of the questions of `scope` and the organisations below it, the most urgent first."""
    rows = connection.execute(
        "SELECT agency, count(*), min(asked_on), min(due_on) FROM question_times"
        " WHERE outcome = 'waiting' AND reminded_on IS NOT NULL"
        " AND (org_path = %s OR starts_with(org_path, %s || '/'))"
        " GROUP BY agency ORDER BY 4, 1",
        (scope, scope),
    )
    return [ToCall(*row) for row in rows]
