"""What households are compared by, and two that may be one: read models of tokens alone."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write, as_json
from contracts import intake as facts
from services.intake.domain import events
from services.intake.domain.identity.marks import found_by

TABLES = ("identities", "identity_marks", "duplicates", "roster_stops")


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """A household whose way is over is compared with nobody."""
    event, household = recorded.event, recorded.envelope.subject
    match event:
        case events.IdentityMarked():
            yield from _forget(household)
            yield "INSERT INTO identities (household, marks) VALUES (%s, %s)", (household, as_json(event))
            yield (
                "INSERT INTO identity_marks (mark, household) SELECT mark, %s FROM unnest(%s::text[]) AS m(mark)",
                (household, list(found_by(event))),
            )
        case facts.ApplicationRejected() | facts.ApplicationWithdrawn() | facts.FileClosed():
            yield from _forget(household)
        case events.IdentityForgotten():
            yield from _forget(household)
            yield _NOBODY_ASKS, (household, household)
        case events.RosterStopped():
            yield _STOPPED, (household, event.org_path, event.by, event.rows, event.new, event.likely, *_at(recorded))
        case events.RosterReleased():
            yield _STOP_SAID, ("released", recorded.envelope.streamversion, household)
        case events.RosterStopWithdrawn():
            yield _STOP_SAID, ("withdrawn", recorded.envelope.streamversion, household)
        case events.DuplicateProposed():
            yield _proposed(event, recorded)
        case events.DuplicateLapsed():
            yield _SAID, ("lapsed", None, recorded.envelope.streamversion, _pair(recorded))
        case events.DuplicateDecided():
            said = (event.decision, recorded.envelope.actor, recorded.envelope.streamversion, _pair(recorded))
            yield _SAID, said


_SAID = "UPDATE duplicates SET status = %s, decided_by = %s, version = %s WHERE pair = %s"


_STOPPED = (
    "INSERT INTO roster_stops (stop, org_path, by, rows, new, likely, status, since, version)"
    " VALUES (%s, %s, %s, %s, %s, %s, 'stopped', %s, %s) ON CONFLICT (stop) DO UPDATE SET by = EXCLUDED.by,"
    " new = EXCLUDED.new, likely = EXCLUDED.likely, status = 'stopped', since = EXCLUDED.since,"
    " version = EXCLUDED.version"
)
_STOP_SAID = "UPDATE roster_stops SET status = %s, version = %s WHERE stop = %s"


def _at(recorded: Recorded[Any]) -> tuple[Any, int]:
    return recorded.envelope.time, recorded.envelope.streamversion


_NOBODY_ASKS = "UPDATE duplicates SET status = 'lapsed' WHERE status = 'proposed' AND (one = %s OR other = %s)"


def _forget(household: str) -> Iterable[Write]:
    yield "DELETE FROM identities WHERE household = %s", (household,)
    yield "DELETE FROM identity_marks WHERE household = %s", (household,)


def _proposed(event: events.DuplicateProposed, recorded: Recorded[Any]) -> Write:
    one, other = event.households
    return (
        "INSERT INTO duplicates (pair, one, other, status, score, urgent, signals, since, version)"
        " VALUES (%s, %s, %s, 'proposed', %s, %s, %s, %s, %s) ON CONFLICT (pair) DO UPDATE SET status = 'proposed',"
        " score = EXCLUDED.score, urgent = EXCLUDED.urgent, signals = EXCLUDED.signals, decided_by = NULL,"
        " version = EXCLUDED.version",
        (
            _pair(recorded),
            one,
            other,
            event.score,
            event.urgent,
            as_json(event.signals),
            recorded.envelope.time,
            recorded.envelope.streamversion,
        ),
    )


def _pair(recorded: Recorded[Any]) -> str:
    return recorded.envelope.stream.removeprefix("identity-pair-")
