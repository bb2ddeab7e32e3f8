"""Every event of every service is in the log once, with the same bytes under the right leaf hash (RFC 6962 §2.1).

Compared up to the log's marks; what stands above them is the business of `nothing waits`.
"""

from collections.abc import Iterator
from itertools import groupby

from chassis.roles import SERVICES
from checks.given import Given
from checks.report import Problem, found

_LEAF = r"sha256('\x00'::bytea || body)"
_EVENTS = f"SELECT position, partition, type, subject, {_LEAF} FROM events ORDER BY position"
_LEAVES = (
    f"SELECT position, partition, type, subject, {_LEAF}, leaf_hash FROM log WHERE source = %s ORDER BY position, index"
)

Leaf = tuple[int, str, str, bytes]


def problems(given: Given) -> Iterator[Problem]:
    for service in SERVICES:
        yield from _of(given, service)


def _of(given: Given, service: str) -> Iterator[Problem]:
    marks = {
        partition: at for (name, source, partition), at in given.marks.items() if (name, source) == ("log", service)
    }
    leaves: dict[int, Leaf] = {}
    doubled, misnamed = [], []
    for position, rows in groupby(given.storage.stream("ledger", _LEAVES, (service,)), key=lambda row: row[0]):
        first, *more = rows
        _, partition, kind, subject, hashed, stated = first
        leaves[position] = (partition, kind, subject, hashed)
        doubled += [f"{service}: {position}"] * len(more)
        if hashed != stated:
            misnamed.append(f"{service}: {position}")
    lost, changed = [], []
    for position, *event in given.storage.stream(service, _EVENTS):
        leaf = leaves.pop(position, None)
        if leaf is None and position <= marks.get(event[0], 0):
            lost.append(f"{service}: {position}")
        elif leaf is not None and leaf != tuple(event):
            changed.append(f"{service}: {position}")
    yield from found("an event is not in the log", lost, "lost")
    yield from found("an event is in the log more than once", doubled, "doubled")
    yield from found("the log has other bytes than the event's", changed)
    yield from found("a leaf hash is not that of its bytes", misnamed)
    yield from found("the log has an event that its source does not have", (f"{service}: {at}" for at in leaves))
