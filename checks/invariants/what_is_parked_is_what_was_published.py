"""A parked message is the source's own event, its mark has passed it, and no operator has dropped it."""

from collections.abc import Iterator

from chassis.roles import SERVICES
from checks.given import Given
from checks.report import Problem, found

_PARKED = "SELECT subscription, source, position, partition, subject, type, sha256(body) FROM parked"
_EVENT = "SELECT partition, subject, type, sha256(body) FROM events WHERE position = %s"


def problems(given: Given) -> Iterator[Problem]:
    marks, dropped = given.marks, given.dropped  # before the rows: what parks or is dropped meanwhile is no breach
    for service in SERVICES:
        foreign, ahead, twice = [], [], []
        for name, source, position, *told in given.storage.rows(service, _PARKED):
            where = f"{service}: {name}<{source} {position}"
            if given.storage.rows(source, _EVENT, (position,)) != [tuple(told)]:
                foreign.append(where)
            if given.settled_at is not None and marks.get((name, source, told[0]), 0) < position:
                ahead.append(where)
            if (name, source, position) in dropped:
                twice.append(where)
        yield from found("a parked message is not what its source published", foreign)
        yield from found("a message is parked that its mark has not passed", ahead)
        yield from found("a message is parked that an operator dropped", twice, "doubled")
