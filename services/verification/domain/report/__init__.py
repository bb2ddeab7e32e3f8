"""What a round came to: each item's outcome, declared against answered, and the facts that follow.

What an item proves and compares stands on its page (`items/`); here it is put together with the household's own word
(`own_word.py`) and the causes that it claims (`causes.py`). A fact whose item was needed and got no answer is unknown,
never a guess.
"""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from contracts.verification import Comparison, Fact, ItemOutcome, ReportCompleted
from services.verification.domain.events import InquiryOpened
from services.verification.domain.evidence import Evidence, evidence_of
from services.verification.domain.item_states import Answered, Asked, Declined, Standing
from services.verification.domain.items import ITEMS
from services.verification.domain.report.causes import facts_about_causes
from services.verification.domain.report.own_word import facts_of_the_own_word
from services.verification.domain.rules import office_of


def report(opened: InquiryOpened, items: Mapping[str, Standing], today: date) -> ReportCompleted:
    """Complete when each item was answered; an item without answer proves nothing."""
    evidence = evidence_of(opened, items, today)
    offices = {item: office_of(opened, item) for item in items}
    found = (each for page in ITEMS.values() for each in page.compares(evidence))
    compared = tuple(replace(each, agency=offices[each.item]) for each in found)
    return ReportCompleted(
        round=opened.round,
        complete=all(isinstance(standing, Answered) for standing in items.values()),
        items=tuple(
            _outcome(item, offices[item], evidence, [one for one in compared if one.item == item])
            for item in sorted(items)
        ),
        comparisons=compared,
        facts=facts_of(evidence),
    )


def facts_of(evidence: Evidence) -> tuple[Fact, ...]:
    proven = [fact for page in ITEMS.values() for fact in page.proves(evidence)]
    return (*facts_of_the_own_word(evidence), *proven, *facts_about_causes(evidence))


def _outcome(item: str, office: str, evidence: Evidence, compared: list[Comparison]) -> ItemOutcome:
    standing, answered_at = evidence.items[item], None
    if isinstance(standing, Asked):
        outcome = "no_answer"
    elif isinstance(standing, Answered):
        answered_at = standing.received_on
        outcome = _agreement(compared) if standing.records else "not_found"
    else:
        outcome = "refused"
        answered_at = standing.received_on if isinstance(standing, Declined) else None
    return ItemOutcome(item=item, agency=office, outcome=outcome, answered_at=answered_at)


def _agreement(compared: list[Comparison]) -> str:
    """Indirect evidence never makes a mismatch: a person looks at what it speaks of."""
    against = {each.grade for each in compared if not each.agrees}
    return "mismatched" if "direct" in against else "doubtful" if against else "matched"
