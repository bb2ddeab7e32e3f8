"""Who reads a topic from its beginning gets every published event once, in order, with the bytes of the store.

First appearances are in order; repetitions may stand anywhere behind them. A refill may put what was lost behind what
came meanwhile: then a reader, who applies an event only where its predecessor is his mark, still gets all of it.
"""

from collections.abc import Iterator
from hashlib import sha256

from chassis.roles import SERVICES
from checks.given import Given
from checks.report import Problem, found

_PLACE = "SELECT r.position, cardinality(c.heads) FROM relay r, counter c"
_EVENTS = "SELECT position, previous, sha256(body) FROM events WHERE partition = %s ORDER BY position"
_REFILLED = "SELECT EXISTS (SELECT FROM events WHERE subject = 'relay' AND type LIKE '%.internal.RelaySetBack.v1')"


def problems(given: Given) -> Iterator[Problem]:
    for service in SERVICES if given.topics is not None else ():
        # The place first: what is acknowledged by now is on the topic by then.
        place, partitions = given.storage.row(service, _PLACE)
        for partition in range(partitions):
            yield from _of(given, service, partition, place)


def _of(given: Given, service: str, partition: int, place: int) -> Iterator[Problem]:
    assert given.topics is not None
    messages = list(given.topics.messages(service, partition))
    stored = {at: (before, digest) for at, before, digest in given.storage.stream(service, _EVENTS, (partition,))}
    where, mark, last = f"{service}/{partition}", 0, 0
    disorder, changed, unknown, seen = [], [], [], set()
    for one in messages:
        known = stored.get(one.position)
        if known is None:
            unknown.append(f"{where}: {one.position}")
        elif known != (one.previous, sha256(one.body).digest()):
            changed.append(f"{where}: {one.position}")
        if one.position not in seen and one.position < last:
            disorder.append(f"{where}: {one.position} behind {last}")
        seen.add(one.position)
        last = max(last, one.position)
        mark = one.position if one.previous == mark else mark
    lost = [f"{where}: {at}" for at in stored if mark < at <= place]
    yield from found("a reader of a topic does not come to an event", lost, "lost")
    yield from found("a topic has other bytes, or another predecessor, than the event's", changed)
    yield from found("a topic has an event that its source does not have", unknown)
    if disorder and not given.storage.row(service, _REFILLED)[0]:
        yield from found("an event came to its topic before an earlier one", disorder)
