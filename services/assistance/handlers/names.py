"""How a household is called in a list: its applicant's name, masked, opened for the page that is shown."""

from collections.abc import Collection, Mapping

from kernel.event_types import internal_type
from kernel.masked_name import masked_name
from kernel.personal import Withheld
from services.assistance.domain.events import FileRecorded
from services.assistance.projections import queries
from services.assistance.resources import Resources


def of(resources: Resources, households: Collection[str]) -> Mapping[str, str | None]:
    """Masked, of each household; None once its key is destroyed. Keys are brought in one round trip, events too."""
    if not households:
        return {}
    resources.codec.prefetch(households)
    with resources.store.reading() as connection:
        found = queries.files_of(connection, households, internal_type("assistance", FileRecorded))
    return {household: _masked(resources, body) for household, body in found}


def _masked(resources: Resources, body: bytes) -> str | None:
    payee = resources.codec.decode(body).event.payee
    return None if isinstance(payee, Withheld) else masked_name(payee.holder)
