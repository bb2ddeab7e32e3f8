"""After quiet nothing waits: every mark at its head, no delivery open, no timer due, no act waiting for its file."""

from collections.abc import Iterator

from checks import quiet
from checks.given import Given
from checks.report import Problem, found
from kernel.aid_status import AidStatus


def problems(given: Given) -> Iterator[Problem]:
    if given.settled_at is None:
        return
    busy = quiet.reasons(quiet.heads(given.storage), given.settled_at, given.away)
    yield from found("something is still on its way", busy)
    query = "SELECT act FROM aid_index WHERE status = %s ORDER BY act"
    waiting = given.storage.rows("ledger", query, (AidStatus.WAITING,))
    yield from found("an act of aid still waits for its household's file", (act for (act,) in waiting))
