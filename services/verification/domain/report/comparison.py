"""Declared against answered, fact by fact and person by person; only what somebody declared can be compared."""

from collections.abc import Iterator

import msgspec

from contracts.verification import Comparison
from kernel.closed_lists import EMPLOYMENT_INSURED_AS
from services.verification.domain.records import (
    Dibao,
    Disability,
    Hukou,
    Marriage,
    Medical,
    SocialInsurance,
    Student,
    Tax,
    fen_of,
)
from services.verification.domain.report.evidence import Evidence, Value
from services.verification.domain.report.money import hardship_is_medical
from services.verification.domain.rules import agency_of

HOUSEHOLD = ""


def comparisons(evidence: Evidence) -> tuple[Comparison, ...]:
    return tuple(
        each
        for compare in (_hukou, _social_insurance, _tax, _marriage, _dibao, _medical, _student, _disability)
        for each in compare(evidence)
    )


def _hukou(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("hukou", Hukou, ()) or {}
    for token, record in known.items():
        yield _compared("hukou", "alive", token, True, record.alive)


def _social_insurance(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("social_insurance", SocialInsurance, ()) or {}
    for member in evidence.declared.members:
        record = known.get(member.token)
        if record is None:
            continue
        compared = _compared("social_insurance", "employment", member.token, member.employment, record.employment)
        same = EMPLOYMENT_INSURED_AS.get(member.employment, (member.employment,))
        yield msgspec.structs.replace(compared, agrees=record.employment in same)
        if member is evidence.applicant:
            months = evidence.declared.contract_months or 0
            yield _compared("social_insurance", "contract_months", member.token, months, record.contract_months)


def _tax(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("tax", Tax, ()) or {}
    for member in evidence.declared.members:
        record = known.get(member.token)
        if record is not None:
            answered = fen_of(record.monthly_income)
            yield _compared("tax", "monthly_income", member.token, member.monthly_income, answered)


def _marriage(evidence: Evidence) -> Iterator[Comparison]:
    """Who lives alone need not be a single parent; who is married is none."""
    record = (evidence.on_file("marriage", Marriage, ()) or {}).get(evidence.applicant.token)
    declared = evidence.declared.single_parent
    if record is not None and (declared or record.status == "married"):
        yield _compared("marriage", "single_parent", HOUSEHOLD, declared, record.status != "married")


def _dibao(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("dibao", Dibao, ())
    if known is not None:
        declared, records = evidence.declared, known.values()
        relief = sum(fen_of(one.relief_monthly) for one in records)
        yield _compared("dibao", "on_dibao", HOUSEHOLD, declared.on_dibao, any(one.on_dibao for one in records))
        yield _compared("dibao", "relief_total", HOUSEHOLD, declared.relief_monthly, relief)


def _medical(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("medical", Medical, ()) or {}
    for member in evidence.declared.members:
        record = known.get(member.token)
        if record is not None:
            declared = member.health == "seriously_ill"
            yield _compared("medical", "seriously_ill", member.token, declared, record.serious_illness)
    if known and hardship_is_medical(evidence):
        answered = sum(fen_of(one.out_of_pocket_monthly) for one in known.values())
        declared_fen = evidence.declared.hardship_expenditure_monthly
        yield _compared("medical", "hardship_expenditure_total", HOUSEHOLD, declared_fen, answered)


def _student(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("student", Student, ())
    for member in evidence.declared.members if known is not None else ():
        record = (known or {}).get(member.token)
        answered = record.school_stage if record else None
        if member.school_stage is not None or answered is not None:
            yield _compared("student", "school_stage", member.token, member.school_stage, answered)


def _disability(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("disability", Disability, ())
    for member in evidence.declared.members if known is not None else ():
        record = (known or {}).get(member.token)
        answered = record.certificate if record else False
        if member.disability or answered:
            yield _compared("disability", "disability", member.token, member.disability, answered)


def _compared(item: str, fact: str, person: str, declared: Value, answered: Value) -> Comparison:
    return Comparison(
        item=item,
        agency=agency_of(item),
        fact=fact,
        person=person,
        declared=declared,
        answered=answered,
        agrees=declared == answered,
    )
