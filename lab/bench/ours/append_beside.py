"""The same with what a service's command really has beside it: a read model's row and an idempotency row."""

from collections.abc import Iterable
from typing import Any

from chassis import commands
from chassis.codec import Recorded
from chassis.ids import uuid7
from chassis.request_key import RequestKey
from lab.bench.ours.place import Place
from lab.bench.peers.callers import spread
from lab.bench.peers.line import Play


def project(recorded: Recorded[Any]) -> Iterable[tuple[str, Any]]:
    """A row as intake writes one for a new household."""
    envelope = recorded.envelope
    yield (
        "INSERT INTO households (household, org_path, region, status, version, flags, applied_by, applicant,"
        " changed_at) VALUES (%s, %s, %s, 'under_verification', %s, %s, %s, %s, %s)",
        (
            *(envelope.subject, "44/4401/440103", "440103", envelope.streamversion, []),
            *(envelope.actor, envelope.subject, envelope.time),
        ),
    )


def make(settings: dict[str, Any]) -> Play:
    place = Place(settings, project)

    def call(number: int) -> None:
        household = uuid7()
        key = RequestKey(scope=household, body_hash=household)
        commands.through_lane(
            place.store,
            place.lane,
            key,
            lambda transaction: place.unit(household, key=key, response=b'{"household":"%s"}' % household.encode()),
        )

    return lambda count: spread(settings["callers"], count, call)
