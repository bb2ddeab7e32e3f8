"""Causes of hardship, one nullable boolean each: a claimed one is proven, disproven, or unknown without its answer."""

from collections.abc import Callable

from contracts.verification import Fact
from kernel.causes import Cause
from services.verification.domain.records import Disability, Marriage, Medical, SocialInsurance, Student
from services.verification.domain.report.evidence import Evidence

Answer = bool | None
"""What the records say of a claim; None when nothing is on file, so that the household's word stands."""


def facts_about_causes(evidence: Evidence) -> list[Fact]:
    declared = evidence.declared
    causes = [_claim(evidence, f"cause_{cause}", cause.value in declared.causes, cause.value) for cause in Cause]
    return [
        evidence.declares("primary_cause", declared.primary_cause),
        *causes,
        _claim(evidence, "single_parent", declared.single_parent, "single_parent"),
        _disability(evidence),
        evidence.declares("sudden_event", declared.sudden_event),
    ]


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


def _disability(evidence: Evidence) -> Fact:
    declared = any(member.disability for member in evidence.declared.members)
    known = evidence.on_file("disability", Disability, evidence.declared.members)
    if known is None:
        return evidence.declared_unless_needed("disability", "disability", declared)
    said = _somebody_is_certified(evidence)
    if said is None:
        return evidence.declares("disability", declared)
    return evidence.answered("disability", "disability", said)


def _somebody_is_seriously_ill(evidence: Evidence) -> Answer:
    known = evidence.on_file("medical", Medical, evidence.declared.members)
    return any(one.serious_illness for one in known.values()) if known else None


def _somebody_is_ill(evidence: Evidence) -> Answer:
    return True if evidence.on_file("medical", Medical, evidence.declared.members) else None


def _somebody_is_at_school(evidence: Evidence) -> Answer:
    known = evidence.on_file("student", Student, evidence.declared.members)
    return any(one.school_stage is not None for one in known.values()) if known else None


def _somebody_is_certified(evidence: Evidence) -> Answer:
    known = evidence.on_file("disability", Disability, evidence.declared.members)
    return any(one.certificate for one in known.values()) if known else None


def _the_applicant_lives_alone(evidence: Evidence) -> Answer:
    known = evidence.on_file("marriage", Marriage, [evidence.applicant]) or {}
    record = known.get(evidence.applicant.token)
    return None if record is None else record.status != "married"


def _somebody_is_out_of_work(evidence: Evidence) -> Answer:
    known = evidence.on_file("social_insurance", SocialInsurance, evidence.adults)
    return any(one.employment in ("laid_off", "unemployed") for one in known.values()) if known else None


PROOFS: dict[str, tuple[str, Callable[[Evidence], Answer]]] = {
    "serious_illness": ("medical", _somebody_is_seriously_ill),
    "illness": ("medical", _somebody_is_ill),
    "child_schooling": ("student", _somebody_is_at_school),
    "disability": ("disability", _somebody_is_certified),
    "single_parent": ("marriage", _the_applicant_lives_alone),
    "laid_off": ("social_insurance", _somebody_is_out_of_work),
    "able_but_unemployed": ("social_insurance", _somebody_is_out_of_work),
}
"""Cause -> the item that proves it, and how. The others no agency knows."""
