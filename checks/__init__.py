"""The invariants of the whole, read from storage alone; used by the demo, the tests and `jiekun check`.

`run` checks them all. `checks.quiet` tells when nothing moves any more; `checks.leaks` looks for personal data.
"""

import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from chassis.blobs import Blobs
from chassis.roles import SERVICES
from checks.given import Acknowledged, Drift, Given, ReadModels, Topics
from checks.invariants import INVARIANTS
from checks.report import Problem, Report
from checks.storage import Storage

__all__ = ["Acknowledged", "Problem", "ReadModels", "Report", "Storage", "run"]


def run(
    storage: Storage,
    acknowledged: Sequence[str] = (),
    *,
    settled_at: datetime | None = None,
    read_models: Sequence[ReadModels] = (),
    requests: Sequence[Acknowledged] = (),
    drift: Drift | None = None,
    topics: Topics | None = None,
    blobs: Blobs | None = None,
    away: Collection[str] = (),
    progress: Callable[[str], None] = lambda sentence: None,
) -> Report:
    """Checks every invariant. Right on a running system; after quiet give `settled_at` (business time), and more
    must hold. `acknowledged`: the household of each application that was answered 2xx; `requests`: every command that
    was. Read models are compared by `read_models` here, or were by the services themselves (`drift`); with `topics`
    the bus is read too, with `blobs` every attachment. Deliveries to who is `away` may be open. `progress` is
    told each invariant's sentence before its turn."""
    began = time.monotonic()
    given = Given(storage, acknowledged, settled_at, read_models, requests, drift, topics, blobs, away)
    problems: list[Problem] = []
    asked = {sentence: check for sentence, check in INVARIANTS.items() if not _lacks(sentence, given)}
    for sentence, check in asked.items():
        progress(sentence)
        problems += check(given)
    counts = {service: storage.row(service, "SELECT count(*) FROM events")[0] for service in SERVICES}
    return Report(tuple(problems), counts, tuple(asked), round(time.monotonic() - began, 3))


def _lacks(sentence: str, given: Given) -> bool:
    """What could not be looked at is not told as checked."""
    return {
        "read models equal their rebuild": not given.read_models and given.drift is None,
        "every acknowledged request is in the store": not given.requests,
        "topics hold every event in order": given.topics is None,
        "every attachment has its blob": given.blobs is None,
        "nothing waits": given.settled_at is None,
    }.get(sentence, False)
