"""What was answered 2xx stands in intake once, and in the log once."""

from collections import Counter
from collections.abc import Iterator

from checks.given import Given
from checks.report import Problem, found

APPLICATION = "jiekun.intake.ApplicationSubmitted.v1"


def problems(given: Given) -> Iterator[Problem]:
    in_intake = _times(given, "intake", "SELECT subject FROM events WHERE type = %s")
    yield from _compared("intake", given, in_intake)
    if given.settled_at is not None:  # before, sealing may be a little behind
        in_log = _times(given, "ledger", "SELECT subject FROM log WHERE source = 'intake' AND type = %s")
        yield from _compared("the log", given, in_log)
    yield from found(
        "an application was acknowledged more than once under one household",
        (household for household, count in Counter(given.acknowledged).items() if count > 1),
        "doubled",
    )


def _times(given: Given, service: str, query: str) -> Counter[str]:
    return Counter(subject for (subject,) in given.storage.stream(service, query, (APPLICATION,)))


def _compared(place: str, given: Given, times: Counter[str]) -> Iterator[Problem]:
    yield from found(
        f"an acknowledged application is not in {place}",
        (household for household in given.acknowledged if not times[household]),
        "lost",
    )
    yield from found(
        f"an application is in {place} more than once",
        (household for household, count in times.items() if count > 1),
        "doubled",
    )
