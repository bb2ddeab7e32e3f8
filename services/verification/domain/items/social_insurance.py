"""社保: how each works, the applicant's contract, and who draws a pension."""

from collections.abc import Callable, Iterator
from typing import Annotated

from msgspec import Meta, Struct

from contracts.verification import Comparison, Fact
from kernel.closed_lists import EMPLOYMENT_INSURED_AS, EMPLOYMENT_UNSAID, Employment
from kernel.items import Item
from services.verification.domain.evidence import NOTHING_ON_FILE, Evidence, Found, Value
from services.verification.domain.items.page import Answer, Page, compared
from services.verification.domain.records import Yuan

AT_WORK = ("employed", "flexible", "sick_leave")


class SocialInsurance(Struct, frozen=True):
    employment: Employment
    pension: bool
    contract_months: Annotated[int, Meta(ge=0, le=1200)]
    unemployment_benefit: Yuan


def _proves(evidence: Evidence) -> Iterator[Fact]:
    applicant = evidence.applicant

    def settled(name: str, declared: Value, answered: Callable[[dict[str, SocialInsurance]], Found]) -> Fact:
        return evidence.settled(name, "social_insurance", SocialInsurance, evidence.adults, declared, answered)

    def of_the_applicant(read: Callable[[SocialInsurance], Value]) -> Callable[[dict[str, SocialInsurance]], Found]:
        return lambda known: read(known[applicant.token]) if applicant.token in known else NOTHING_ON_FILE

    yield settled("employment", _decides(applicant.employment), of_the_applicant(lambda one: _decides(one.employment)))
    yield settled(
        "contract_months", evidence.declared.contract_months, of_the_applicant(lambda one: one.contract_months)
    )
    yield settled("employed_members", _at_work(evidence, {}), lambda known: _at_work(evidence, known))


def _at_work(evidence: Evidence, known: dict[str, SocialInsurance]) -> int:
    return sum(
        (known[member.token].employment if member.token in known else member.employment) in AT_WORK
        for member in evidence.living
    )


def _decides(employment: str) -> str | None:
    return None if employment in EMPLOYMENT_UNSAID else employment


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    """That somebody draws a pension who declares no income is indirect evidence: it has no amount."""
    item, known = Item.SOCIAL_INSURANCE, evidence.on_file("social_insurance", SocialInsurance, ()) or {}
    for member in evidence.declared.members:
        record = known.get(member.token)
        if record is None:
            continue
        same = record.employment in EMPLOYMENT_INSURED_AS.get(member.employment, (member.employment,))
        yield compared(item, "employment", member.token, member.employment, record.employment, same)
        if member is evidence.applicant:
            months = evidence.declared.contract_months or 0
            yield compared(item, "contract_months", member.token, months, record.contract_months)
        if record.pension and not member.monthly_income:
            yield compared(item, "pension_beside_income", member.token, 0, True, False, "indirect")


def _somebody_is_out_of_work(evidence: Evidence) -> Answer:
    known = evidence.on_file("social_insurance", SocialInsurance, evidence.adults)
    return any(one.employment in ("laid_off", "unemployed") for one in known.values()) if known else None


PAGE = Page(
    shape=SocialInsurance,
    about="adults",
    proves=_proves,
    compares=_compares,
    causes={"laid_off": _somebody_is_out_of_work, "able_but_unemployed": _somebody_is_out_of_work},
)
