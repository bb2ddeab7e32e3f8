"""What a round came to: each item's outcome, declared against answered, and the facts that follow.

What an item proves and compares stands on its page (`items/`); here it is put together with the household's own word
(`own_word.py`) and the causes that it claims (`causes.py`). A fact whose item was needed and got no answer is unknown,
never a guess.
"""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from contracts.verification import Comparison, Fact, ItemOutcome, ReportCompleted
from kernel.answer_ages import LAST_KNOWN, MAY_BE_MISSING
from services.verification.domain.answer_ages import is_complete, with_stand_ins
from services.verification.domain.events import InquiryOpened
from services.verification.domain.evidence import Evidence, evidence_of
from services.verification.domain.item_states import Answered, Asked, Declined, Standing
from services.verification.domain.items import ITEMS
from services.verification.domain.report.causes import facts_about_causes
from services.verification.domain.report.own_word import facts_of_the_own_word
from services.verification.domain.rules import office_of


def report(opened: InquiryOpened, items: Mapping[str, Standing], today: date) -> ReportCompleted:
    """Complete when each item was answered, or may be missing there; an item without answer proves nothing, unless the
    place lets the last known one stand in."""
    held = with_stand_ins(opened, items)
    evidence = evidence_of(opened, held, today)
    offices = {item: office_of(opened, item) for item in items}
    found = (each for page in ITEMS.values() for each in page.compares(evidence))
    compared = tuple(replace(each, agency=offices[each.item]) for each in found)
    return ReportCompleted(
        round=opened.round,
        complete=is_complete(opened, items),
        items=tuple(
            replace(
                _outcome(item, offices[item], evidence, items[item], [one for one in compared if one.item == item]),
                stand_in=_stand_in(opened, item, items[item], held[item]),
            )
            for item in sorted(items)
        ),
        comparisons=compared,
        facts=facts_of(evidence),
    )


def facts_of(evidence: Evidence) -> tuple[Fact, ...]:
    proven = [fact for page in ITEMS.values() for fact in page.proves(evidence)]
    return (*facts_of_the_own_word(evidence), *proven, *facts_about_causes(evidence))


def _stand_in(opened: InquiryOpened, item: str, standing: Standing, held: Standing) -> str:
    if held is not standing:
        return LAST_KNOWN
    missing = isinstance(standing, Asked | Declined) and opened.stand_ins.get(item) == MAY_BE_MISSING
    return MAY_BE_MISSING if missing else ""


def _outcome(item: str, office: str, evidence: Evidence, standing: Standing, compared: list[Comparison]) -> ItemOutcome:
    """`answered_at` is the earlier answer's own day, where that stands in."""
    held, answered_at = evidence.items[item], None
    if held is not standing and isinstance(held, Answered):
        outcome = "no_answer" if isinstance(standing, Asked) else "refused"
        answered_at = held.received_on
    elif isinstance(standing, Asked):
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
