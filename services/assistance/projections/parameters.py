"""The parameters of the law, as intake told of them."""

from collections.abc import Iterable
from typing import Any, cast

from chassis.codec import Recorded
from policies.language.facts import ParameterKind
from policies.parameters import table as parameters_table
from policies.parameters.book import Entry
from services.assistance.domain.events import ParameterRecorded


def project(recorded: Recorded[Any]) -> Iterable[tuple[str, Any]]:
    match recorded.event:
        case ParameterRecorded() as event:
            entry = Entry(
                name=event.name,
                kind=cast(ParameterKind, event.kind),
                regions=(event.region,),
                first_day=event.first_day,
                value=event.value,
                source=event.source,
                known_since=event.known_since,
            )
            yield parameters_table.write(entry, recorded.envelope.streamversion)
