"""Causes of hardship, one nullable boolean each: a claimed one is proven, disproven, or unknown without its answer."""

from typing import Final

from contracts.verification import Fact
from kernel.causes import Cause
from services.verification.domain.evidence import Evidence
from services.verification.domain.items import ITEMS

PROOFS: Final = {cause: (item.value, proof) for item, page in ITEMS.items() for cause, proof in page.causes.items()}
"""Cause -> the item that proves it, and how. The others no agency knows."""


def facts_about_causes(evidence: Evidence) -> list[Fact]:
    declared = evidence.declared
    causes = [_claim(evidence, f"cause_{cause}", cause.value in declared.causes, cause.value) for cause in Cause]
    return [*causes, _claim(evidence, "single_parent", declared.single_parent, "single_parent")]


def _claim(evidence: Evidence, name: str, claimed: bool, cause: str) -> Fact:
    """Nobody looks for a cause that is not claimed."""
    proof = PROOFS.get(cause)
    if proof is None or not claimed:
        return evidence.declares(name, claimed)
    item, judge = proof
    if not evidence.needed(item):
        return evidence.declares(name, claimed)
    if not evidence.has_answer(item, evidence.declared.members):
        return evidence.unknown(name, item)
    said = judge(evidence)
    return evidence.declares(name, claimed) if said is None else evidence.answered(name, item, said)
