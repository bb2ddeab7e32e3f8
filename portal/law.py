"""Sets parameters of the law at intake, each place's by the federation of its province; and where the sample lies."""

from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from policies.documents.regions import Table
from policies.errors import FactError
from policies.parameters import settable
from policies.parameters.book import Entry, is_place
from portal.callers import Caller
from portal.client import Portal

PATH = "/v1/parameters"
ANYWHERE = "44"  # who asks for all places has to stand in one that there is
SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "parameters.toml"
"""Fictive values for demonstrations: nothing loads them unasked."""


class Sent(msgspec.Struct, frozen=True):
    """`places`: values sent, one for each entry and place; `changed`: those that were news."""

    places: int
    changed: int


def propose(
    portal: Portal, who: str, entries: Iterable[Entry], sent: Callable[[Entry], object] = lambda entry: None
) -> Sent:
    """In the order given, for the latest word counts. Raises `Refused`, `Away`; what was sent before then waits."""
    return _send(portal, PATH, "proposed", who, entries, sent)


def confirm(
    portal: Portal, who: str, entries: Iterable[Entry], sent: Callable[[Entry], object] = lambda entry: None
) -> Sent:
    """What somebody else has proposed; `who` is another than they. Raises as `propose`."""
    return _send(portal, f"{PATH}/confirmation", "changed", who, entries, sent)


def put(portal: Portal, proposer: str, confirmer: str, entries: Iterable[Entry]) -> Sent:
    """Both people's work, entry by entry: several values of one day supersede one another as they wait."""
    places = changed = 0
    for entry in entries:
        propose(portal, proposer, [entry])
        sent = confirm(portal, confirmer, [entry])
        places, changed = places + sent.places, changed + sent.changed
    return Sent(places, changed)


def _send(
    portal: Portal, path: str, news: str, who: str, entries: Iterable[Entry], sent: Callable[[Entry], object]
) -> Sent:
    places = changed = 0
    for entry in entries:
        for province, regions in groupby(sorted(entry.regions), key=lambda region: region[:2]):
            answer = portal.post("intake", path, of_province(who, province), body_of(entry, list(regions)))
            places += len(answer["regions"])
            changed += len(answer[news])
        sent(entry)
    return Sent(places, changed)


def of_province(who: str, province: str) -> Caller:
    return Caller(who, province, ("lawkeeper",))


def reader(region: str | None) -> Caller:
    """Parameters are for all to read, wherever they stand; of one place its own province asks."""
    return Caller("jiekun-parameters", (region or ANYWHERE)[:2], ("auditor",))


def check(entries: Iterable[Entry], held: Table) -> None:
    """Raises `Unfit` for the first entry that intake would refuse, so that a file is set whole or not begun."""
    for entry in entries:
        for place in entry.regions:
            if not is_place(place):
                raise Unfit(entry, place, "parameter.region")
            try:
                settable.kind_of(entry.name, place, entry.value, held)
            except FactError as bad:
                raise Unfit(entry, place, bad.code) from bad


class Unfit(Exception):
    def __init__(self, entry: Entry, place: str, code: str) -> None:
        super().__init__(f"{entry.name} from {entry.first_day} in {place}: {code}")


def body_of(entry: Entry, regions: list[str]) -> dict[str, Any]:
    return {
        "name": entry.name,
        "regions": regions,
        "from": entry.first_day.isoformat(),
        "value": entry.value,
        "source": entry.source,
    }
