"""No message and no timer is parked: each of them is something that a person must look at."""

from collections.abc import Iterator

from chassis.roles import SERVICES
from checks.given import Given
from checks.report import Problem, found

_MESSAGES = "SELECT subscription, source, position, type, reason FROM parked ORDER BY subscription, source, position"
_TIMERS = "SELECT kind, subject, parked FROM timers WHERE parked IS NOT NULL ORDER BY due, id"


def problems(given: Given) -> Iterator[Problem]:
    for service in SERVICES:
        messages = given.storage.rows(service, _MESSAGES)
        yield from found(
            "a message is parked",
            (f"{service}: {name}<{source} {at} {kind}: {reason}" for name, source, at, kind, reason in messages),
        )
        timers = given.storage.rows(service, _TIMERS)
        yield from found(
            "a timer is parked", (f"{service}: {kind} of {subject}: {reason}" for kind, subject, reason in timers)
        )
