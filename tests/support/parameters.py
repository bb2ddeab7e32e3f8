"""The sample parameters for tests: as a book, as what intake tells, and set in a service under test."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from chassis import unit_of_work
from chassis.envelope import Context
from chassis.ids import uuid7
from chassis.service import Service
from contracts.intake import ParameterSet
from policies.parameters import book as parameters

SAMPLE = Path(__file__).resolve().parent.parent.parent / "samples" / "parameters.toml"
BOOK = parameters.load(SAMPLE)
LONG_AGO = datetime.fromisoformat("2025-01-01T00:00:00+08:00")


def in_force(region: str, day: date) -> dict[str, object]:
    return BOOK.in_force(region, day)


def told(region: str = "44") -> list[ParameterSet]:
    """The sample's entries for the places under `region`, one fact each."""
    return [
        ParameterSet(
            name=entry.name,
            kind=entry.kind,
            region=place,
            first_day=entry.first_day,
            value=entry.value,
            source=entry.source,
        )
        for entry in BOOK.entries
        for place in entry.regions
        if place.startswith(region)
    ]


def stream_of(fact: ParameterSet) -> str:
    return f"parameter-{fact.name}-{fact.region}"


def keep(service: Service, facts: list[Any], at: datetime = LONG_AGO) -> None:
    """Appends each to the stream of its name and region, as if it had been set at `at`."""
    versions: dict[str, int] = {}
    changes = []
    for fact in facts:
        stream = stream_of(fact)
        changes.append(unit_of_work.Change(stream, versions.get(stream, 0), stream, [fact]))
        versions[stream] = versions.get(stream, 0) + 1
    context = Context(actor="operator", at=at, correlation=uuid7())
    service.lane.submit(unit_of_work.unit(service.store.codec, context, changes)).result()
