"""How a household is called in a list: its applicant's name, masked, opened for the page that is shown."""

from collections.abc import Collection, Mapping

from contracts import intake as facts
from kernel.event_types import internal_type
from kernel.masked_name import masked_name
from kernel.personal import Withheld
from services.intake.domain.events import ApplicationCorrected
from services.intake.projections import queries
from services.intake.resources import Resources


def of(resources: Resources, households: Collection[str]) -> Mapping[str, str | None]:
    """Masked, of each household; None once its key is destroyed. Keys are brought in one round trip, events too."""
    if not households:
        return {}
    resources.codec.prefetch(households)
    with resources.store.reading() as connection:
        found = queries.latest_of(connection, households, _TELL_A_NAME)
    return {household: _masked(resources, body) for household, body in found}


_TELL_A_NAME = [
    name
    for name, cls in facts.EVENTS.items()
    if cls in (facts.ApplicationSubmitted, facts.ApplicationResubmitted)
] + [internal_type("intake", ApplicationCorrected)]  # fmt: skip


def _masked(resources: Resources, body: bytes) -> str | None:
    details = resources.codec.decode(body).event.details
    return None if isinstance(details, Withheld) else masked_name(details.members[0].name)
