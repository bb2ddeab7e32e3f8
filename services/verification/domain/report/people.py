"""Who lives there, who works, and what binds the applicant to work, union and place."""

from contracts.verification import Fact
from kernel.closed_lists import EMPLOYMENT_UNSAID
from services.verification.domain.events import Member
from services.verification.domain.records import Hukou, RuralRegister, SocialInsurance
from services.verification.domain.report.evidence import Evidence, Value

AT_WORK = ("employed", "flexible", "sick_leave")


def facts_about_people(evidence: Evidence) -> list[Fact]:
    declared = evidence.declared
    return [
        evidence.declares("region", evidence.region),
        *_members(evidence),
        *_work(evidence),
        *_origin(evidence),
        *_rural_register(evidence),
        evidence.declares("union_member", declared.union_member),
        evidence.declares("migrant_worker", declared.migrant_worker),
        evidence.declares("restructuring_affected", declared.restructuring_affected),
        *_asked_by_single_documents(evidence),
    ]


def _asked_by_single_documents(evidence: Evidence) -> list[Fact]:
    """What no agency answers; a household that did not say leaves it unknown, and it is not told."""
    said = evidence.declared
    values: list[tuple[str, Value]] = [
        ("employer_kind", said.employer_kind or None),
        ("employer_region", said.employer_region),
        ("restructuring_kind", said.restructuring_kind),
        ("wage_is_main_income", said.wage_is_main_income),
        ("lives_long_term_in_city", said.lives_long_term_in_city),
        # Who is in no union yet has only the one that takes the application (baisha §三3).
        ("union_region", evidence.region if not said.union_member else said.union_region),
    ]
    return [evidence.declares(name, value) for name, value in values if value is not None]


def _members(evidence: Evidence) -> list[Fact]:
    """The dead do not count; a member of whom the police have nothing on file counts as declared."""
    members, known = evidence.declared.members, evidence.on_file("hukou", Hukou, evidence.declared.members)
    if known is None:
        return [
            evidence.declared_unless_needed("members", "hukou", len(members)),
            evidence.declared_unless_needed("adults", "hukou", len(evidence.adults)),
            evidence.declares("can_work", _who_can_work(list(members))),
        ]
    living = evidence.living
    all_known = len(known) == len(members)
    return [
        evidence.answered("members", "hukou", len(living) or None)
        if all_known
        else evidence.declares("members", len(living) or None),
        evidence.derives("adults", len(evidence.adults)),
        evidence.declares("can_work", _who_can_work(living)),
    ]


def _who_can_work(members: list[Member]) -> int:
    return sum(member.can_work for member in members)


def _work(evidence: Evidence) -> list[Fact]:
    applicant, item = evidence.applicant, "social_insurance"
    known = evidence.on_file(item, SocialInsurance, evidence.adults)
    working = sum(
        (known[member.token].employment if known and member.token in known else member.employment) in AT_WORK
        for member in evidence.living
    )
    own: list[tuple[str, Value]] = [
        ("employment", _decides(applicant.employment)),
        ("contract_months", evidence.declared.contract_months),
    ]
    if known is None:
        return [
            *(evidence.declared_unless_needed(name, item, value) for name, value in own),
            evidence.declared_unless_needed("employed_members", item, working),
        ]
    employed = evidence.answered("employed_members", item, working)
    if applicant.token not in known:
        return [*(evidence.declares(name, value) for name, value in own), employed]
    record = known[applicant.token]
    return [
        evidence.answered("employment", item, _decides(record.employment)),
        evidence.answered("contract_months", item, record.contract_months),
        employed,
    ]


def _decides(employment: str) -> str | None:
    return None if employment in EMPLOYMENT_UNSAID else employment


def _origin(evidence: Evidence) -> list[Fact]:
    """Nobody declares a hukou: without an answer it is unknown."""
    if not evidence.needed("hukou"):
        return []
    known = evidence.on_file("hukou", Hukou, [evidence.applicant]) or {}
    record = known.get(evidence.applicant.token)
    if record is None:
        return [evidence.unknown("hukou_region", "hukou"), evidence.unknown("hukou_kind", "hukou")]
    return [
        evidence.answered("hukou_region", "hukou", record.hukou_region),
        evidence.answered("hukou_kind", "hukou", record.hukou_kind),
    ]


def _rural_register(evidence: Evidence) -> list[Fact]:
    """The register answered that nobody is on it: that is no guess. Silence is."""
    name, item = "rural_poverty_register", "rural_register"
    if not evidence.needed(item):
        return []
    known = evidence.on_file(item, RuralRegister, evidence.declared.members)
    if known is None:
        return [evidence.unknown(name, item)]
    return [evidence.answered(name, item, any(one.registered for one in known.values()))]
