"""Positions count from 1 without a gap up to the counter; each event names its partition and its predecessor there."""

from collections.abc import Iterator
from zlib import crc32

from chassis.roles import SERVICES
from checks.given import Given
from checks.report import Problem, found


def problems(given: Given) -> Iterator[Problem]:
    for service in SERVICES:
        yield from _of(given, service)


def _of(given: Given, service: str) -> Iterator[Problem]:
    position, heads = given.storage.row(service, "SELECT position, heads FROM counter")
    gaps, wrong = [], []
    last, tops = 0, [0] * len(heads)
    query = "SELECT position, partition, previous, subject FROM events WHERE position <= %s ORDER BY position"
    for at, partition, previous, subject in given.storage.stream(service, query, (position,)):
        gaps += [f"{service}: {missing}" for missing in range(last + 1, at)]
        if partition != crc32(subject.encode()) % len(heads) or previous != tops[partition]:
            wrong.append(f"{service}: {at}")
        last, tops[partition] = at, at
    gaps += [f"{service}: {missing}" for missing in range(last + 1, position + 1)]
    yield from found("a position has no event", gaps, "lost")
    yield from found("an event names a wrong partition or predecessor", wrong)
    if tops != heads:
        yield Problem("the counter's heads are not the last positions", (f"{service}: {heads}, not {tops}",), 1)
