"""医保: who is seriously ill, and what treatment costs the household itself."""

from collections.abc import Iterator

from msgspec import Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import HOUSEHOLD, Answer, Page, compared, of_some
from services.verification.domain.records import Yuan, fen_of

MEDICAL_CAUSES = frozenset({"serious_illness", "illness", "accident"})
"""Expenditure from these is known to the medical insurer; schooling, disasters and the like are declared only."""


class Medical(Struct, frozen=True):
    serious_illness: bool
    out_of_pocket_monthly: Yuan


def _proves(evidence: Evidence) -> Iterator[Fact]:
    name, declared = "hardship_expenditure_total", evidence.declared.hardship_expenditure_monthly
    if not _hardship_is_medical(evidence):
        yield evidence.declares(name, declared)
        return
    yield evidence.settled(name, "medical", Medical, evidence.declared.members, declared, of_some(_out_of_pocket))


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    known, declared = evidence.on_file("medical", Medical, ()) or {}, evidence.declared
    for member in declared.members:
        if (record := known.get(member.token)) is not None:
            ill = member.health == "seriously_ill"
            yield compared(Item.MEDICAL, "seriously_ill", member.token, ill, record.serious_illness)
    if known and _hardship_is_medical(evidence):
        name, spent = "hardship_expenditure_total", declared.hardship_expenditure_monthly
        yield compared(Item.MEDICAL, name, HOUSEHOLD, spent, _out_of_pocket(known))


def _hardship_is_medical(evidence: Evidence) -> bool:
    return evidence.declared.primary_cause in MEDICAL_CAUSES


def _out_of_pocket(known: dict[str, Medical]) -> int:
    return sum(fen_of(one.out_of_pocket_monthly) for one in known.values())


def _somebody_is_seriously_ill(evidence: Evidence) -> Answer:
    known = evidence.on_file("medical", Medical, evidence.declared.members)
    return any(one.serious_illness for one in known.values()) if known else None


def _somebody_is_ill(evidence: Evidence) -> Answer:
    return True if evidence.on_file("medical", Medical, evidence.declared.members) else None


PAGE = Page(
    shape=Medical,
    about="members",
    proves=_proves,
    compares=_compares,
    causes={"serious_illness": _somebody_is_seriously_ill, "illness": _somebody_is_ill},
)
