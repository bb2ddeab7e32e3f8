"""The parameters of the law, as intake told of them."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from policies.parameters import table as kept
from services.assistance.domain.events import ParameterRecorded


def project(recorded: Recorded) -> Iterable[tuple[str, Any]]:
    match recorded.event:
        case ParameterRecorded() as event:
            yield kept.write(
                event.name,
                event.kind,
                event.region,
                event.first_day,
                event.value,
                event.source,
                event.known_since,
                recorded.envelope.streamversion,
            )
