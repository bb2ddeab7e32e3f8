"""Income, relief and hardship expenditure of the household: fen a month, totals, never divided."""

from contracts.verification import Fact
from services.verification.domain.records import Dibao, Medical, Tax, fen_of
from services.verification.domain.report.evidence import Evidence

MEDICAL_CAUSES = frozenset({"serious_illness", "illness", "accident"})
"""Expenditure from these is known to the medical insurer; schooling, disasters and the like are declared only."""


def facts_about_money(evidence: Evidence) -> list[Fact]:
    return [_household_income(evidence), *_relief(evidence), _hardship_expenditure(evidence)]


def hardship_is_medical(evidence: Evidence) -> bool:
    return evidence.declared.primary_cause in MEDICAL_CAUSES


def _household_income(evidence: Evidence) -> Fact:
    """What tax knows of each adult; the household's word for those of whom it has nothing on file, and for what it has
    beside wages.

    The dead earn nothing any more, though tax may have them for years.
    """
    name, members, other = "household_income", evidence.living, evidence.declared.other_income_monthly
    known = evidence.on_file("tax", Tax, evidence.adults)
    if known is None:
        declared = other + sum(member.monthly_income for member in members)
        return evidence.declared_unless_needed(name, "tax", declared)
    total = other + sum(
        fen_of(known[member.token].monthly_income) if member.token in known else member.monthly_income
        for member in members
    )
    return evidence.answered(name, "tax", total) if known else evidence.declares(name, total)


def _relief(evidence: Evidence) -> list[Fact]:
    declared = evidence.declared
    known = evidence.on_file("dibao", Dibao, declared.members)
    if known is None:
        return [
            evidence.declared_unless_needed("on_dibao", "dibao", declared.on_dibao),
            evidence.declared_unless_needed("relief_total", "dibao", declared.relief_monthly),
        ]
    if not known:
        return [
            evidence.declares("on_dibao", declared.on_dibao),
            evidence.declares("relief_total", declared.relief_monthly),
        ]
    return [
        evidence.answered("on_dibao", "dibao", any(one.on_dibao for one in known.values())),
        evidence.answered("relief_total", "dibao", sum(fen_of(one.relief_monthly) for one in known.values())),
    ]


def _hardship_expenditure(evidence: Evidence) -> Fact:
    name, declared = "hardship_expenditure_total", evidence.declared
    if not hardship_is_medical(evidence):
        return evidence.declares(name, declared.hardship_expenditure_monthly)
    known = evidence.on_file("medical", Medical, declared.members)
    if known is None:
        return evidence.declared_unless_needed(name, "medical", declared.hardship_expenditure_monthly)
    if not known:
        return evidence.declares(name, declared.hardship_expenditure_monthly)
    return evidence.answered(name, "medical", sum(fen_of(one.out_of_pocket_monthly) for one in known.values()))
