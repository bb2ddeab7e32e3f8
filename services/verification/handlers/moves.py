"""FileMoved comes in: what was asked about a household is shown to the union that keeps it now."""

from chassis.codec import Recorded
from chassis.resources import Resources
from chassis.store import Transaction, Unit
from chassis.use_case import because_of
from contracts.intake import FileMoved
from services.verification import projections
from services.verification.domain import inquiry_name
from services.verification.domain.events import HouseholdMoved
from services.verification.handlers.inquiries import load, unit_of


def on_file_moved(resources: Resources, transaction: Transaction, recorded: Recorded[FileMoved]) -> Unit | None:
    """Noted in the latest round, from which the next takes it; the answers of all rounds are shown where it is."""
    moved, household = recorded.event, recorded.envelope.subject
    round = projections.latest_round(transaction.connection, household)
    if round is None:
        return None  # erased before it was ever asked about
    stream = inquiry_name.of(household, round)
    loaded = load(transaction, stream)
    told = HouseholdMoved(org_path=moved.org_path, region=moved.region)
    return unit_of(resources, because_of(resources, recorded), household, stream, loaded, [told])
