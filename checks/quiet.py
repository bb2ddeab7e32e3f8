"""Quiet: every mark at its head, no delivery open, no timer due, nothing on its way from an agency.

`is_quiet` is asked before business time moves. `heads` is one look at everything, and cheap: four statements.

See docs/design/time-and-operation.md#quiet.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime

import msgspec

from chassis.roles import SERVICES
from checks.expected import SUBSCRIPTIONS
from checks.storage import Storage


class ServiceHeads(msgspec.Struct, frozen=True):
    """One service at one moment of its store."""

    position: int
    heads: tuple[int, ...]
    marks: dict[str, int]
    """`log<intake/0` -> mark; a partition of which nothing was handled yet has none"""
    deliveries: dict[str, int]
    """target -> open ones, back-off included"""
    parked: int
    parked_timers: int
    next_timer: datetime | None
    """due time of the first timer that can still fire: not parked, nor behind what is parked"""
    relay: int | None
    """up to where everything is published; None where no relay ever ran (the direct bus)"""


Snapshot = dict[str, ServiceHeads]


def heads(storage: Storage) -> Snapshot:
    """Service -> where it stands. Each service at one moment, the four at slightly different ones."""
    return {service: _look(storage, service) for service in SERVICES}


def is_quiet(
    storage: Storage, agencies_pending: Callable[[], bool], business_now: datetime, away: Collection[str] = ()
) -> tuple[bool, str]:
    """(True, "") or (False, what is still on its way). Deliveries to who is `away` wait, and are not on their way.

    `agencies_pending`: whether an agency has an answer due or under way now; it is asked between two looks
    with equal heads, so that nothing can slip from one place to another unseen. What is parked does not
    make it unquiet: it is a problem, and `checks.run` names it.
    """
    before = heads(storage)
    if (busy := next(_reasons(before, business_now, away), None)) is not None:
        return False, busy
    if agencies_pending():
        return False, "an agency's answer is due or under way"
    after = heads(storage)
    if moved := [service for service in SERVICES if before[service].position != after[service].position]:
        return False, f"{', '.join(moved)} moved on between two looks"
    if (busy := next(_reasons(after, business_now, away), None)) is not None:
        return False, busy
    return True, ""


def reasons(snapshot: Snapshot, business_now: datetime, away: Collection[str] = ()) -> list[str]:
    """Everything that is still on its way in the services, in words."""
    return list(_reasons(snapshot, business_now, away))


def earliest_timer(storage: Storage) -> datetime | None:
    """Business time of the next timer of all services: where a demo may step to."""
    dues = [one.next_timer for one in heads(storage).values() if one.next_timer is not None]
    return min(dues, default=None)


def _reasons(snapshot: Snapshot, business_now: datetime, away: Collection[str] = ()) -> Iterator[str]:
    for service, at in snapshot.items():
        for name, source in SUBSCRIPTIONS[service]:
            for partition, head in enumerate(snapshot[source].heads):
                mark = at.marks.get(f"{name}<{source}/{partition}", 0)
                if mark < head:
                    yield f"{service}: {name}<{source}/{partition} is at {mark} of {head}"
        if at.relay is not None and at.relay < at.position:
            yield f"{service}: its relay is at {at.relay} of {at.position}"
        if open_ones := sum(count for target, count in at.deliveries.items() if target not in away):
            yield f"{service}: {open_ones} deliveries are open"
        if at.next_timer is not None and at.next_timer <= business_now:
            yield f"{service}: a timer is due since {at.next_timer.isoformat(timespec='seconds')}"


_LOOK = """
SELECT c.position, c.heads,
 (SELECT coalesce(jsonb_object_agg(subscription || '<' || source || '/' || partition, position), '{}') FROM marks),
 (SELECT coalesce(jsonb_object_agg(target, open), '{}')
    FROM (SELECT target, count(*) AS open FROM deliveries GROUP BY target) AS d),
 (SELECT count(*) FROM parked),
 (SELECT count(*) FROM timers WHERE parked IS NOT NULL),
 (SELECT min(due) FROM timers t WHERE parked IS NULL
    AND NOT EXISTS (SELECT FROM parked p WHERE p.subject = t.subject)
    AND NOT EXISTS (SELECT FROM timers e WHERE e.subject = t.subject AND e.parked IS NOT NULL
                    AND (e.due, e.id) < (t.due, t.id))),
 (SELECT position FROM relay WHERE epoch > 0)
FROM counter c
"""


def _look(storage: Storage, service: str) -> ServiceHeads:
    position, tops, *rest = storage.row(service, _LOOK)
    return ServiceHeads(position, tuple(tops), *rest)
