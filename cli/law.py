"""Sets parameters of the law at intake, each place's by the federation of its province; and where the sample lies."""

from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from cli.callers import Caller
from cli.portal import Portal
from policies.parameters.book import Entry

PATH = "/v1/parameters"
SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "parameters.toml"
"""Fictive values for demonstrations: nothing loads them unasked."""


class Sent(msgspec.Struct, frozen=True):
    """`places`: values sent, one for each entry and place; `changed`: those that were news."""

    places: int
    changed: int


def send(
    portal: Portal, who: str, entries: Iterable[Entry], sent: Callable[[Entry], object] = lambda entry: None
) -> Sent:
    """In the order given, for the latest word counts. Raises `Refused`, `Away`; what was sent before then is set."""
    places = changed = 0
    for entry in entries:
        for province, regions in groupby(sorted(entry.regions), key=lambda region: region[:2]):
            answer = portal.post("intake", PATH, of_province(who, province), body_of(entry, list(regions)))
            places += len(answer["regions"])
            changed += len(answer["changed"])
        sent(entry)
    return Sent(places, changed)


def of_province(who: str, province: str) -> Caller:
    return Caller(who, province, ("operator",))


def body_of(entry: Entry, regions: list[str]) -> dict[str, Any]:
    return {
        "name": entry.name,
        "regions": regions,
        "from": entry.first_day.isoformat(),
        "value": entry.value,
        "source": entry.source,
    }
