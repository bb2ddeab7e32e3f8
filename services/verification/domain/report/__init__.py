"""What a round came to: each item's outcome, declared against answered, and the facts that follow.

`evidence.py`: what we hold per item. `comparison.py`: the differences. `money.py`, `people.py`, `causes.py`:
the facts (docs/domain.md#facts). A fact whose item was needed and got no answer is unknown, never a guess.
"""

from collections.abc import Mapping
from datetime import date

from contracts.verification import ItemOutcome, ReportCompleted
from services.verification.domain.events import InquiryOpened
from services.verification.domain.item_states import Answered, Asked, Declined, Standing
from services.verification.domain.report.causes import facts_about_causes
from services.verification.domain.report.comparison import comparisons
from services.verification.domain.report.evidence import Evidence, evidence_of
from services.verification.domain.report.money import facts_about_money
from services.verification.domain.report.people import facts_about_people
from services.verification.domain.rules import agency_of


def report(opened: InquiryOpened, items: Mapping[str, Standing], today: date) -> ReportCompleted:
    """Complete when each item was answered; an item without answer proves nothing."""
    evidence = evidence_of(opened, items, today)
    compared = comparisons(evidence)
    disagreeing = {each.item for each in compared if not each.agrees}
    return ReportCompleted(
        round=opened.round,
        complete=all(isinstance(standing, Answered) for standing in items.values()),
        items=tuple(_outcome(item, evidence, item in disagreeing) for item in sorted(items)),
        comparisons=compared,
        facts=(*facts_about_people(evidence), *facts_about_money(evidence), *facts_about_causes(evidence)),
    )


def _outcome(item: str, evidence: Evidence, disagrees: bool) -> ItemOutcome:
    standing, answered_at = evidence.items[item], None
    if isinstance(standing, Asked):
        outcome = "no_answer"
    elif isinstance(standing, Answered):
        answered_at = standing.received_on
        outcome = "not_found" if not standing.records else "mismatched" if disagrees else "matched"
    else:
        outcome = "refused"
        answered_at = standing.received_on if isinstance(standing, Declined) else None
    return ItemOutcome(item=item, agency=agency_of(item), outcome=outcome, answered_at=answered_at)
