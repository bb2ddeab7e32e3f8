"""税务: what each adult earns a month."""

from collections.abc import Iterator

from msgspec import Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import Page, compared, of_some
from services.verification.domain.records import Yuan, fen_of


class Tax(Struct, frozen=True):
    monthly_income: Yuan


def _proves(evidence: Evidence) -> Iterator[Fact]:
    """What tax knows of each adult; the household's word for those of whom it has nothing on file, and for what it has
    beside wages.

    The dead earn nothing any more, though tax may have them for years.
    """

    def total(known: dict[str, Tax]) -> int:
        return evidence.declared.other_income_monthly + sum(
            fen_of(known[member.token].monthly_income) if member.token in known else member.monthly_income
            for member in evidence.living
        )

    yield evidence.settled(
        "household_income",
        "tax",
        Tax,
        evidence.adults,
        total({}),
        of_some(total),
    )


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("tax", Tax, ()) or {}
    for member in evidence.declared.members:
        if (record := known.get(member.token)) is not None:
            answered = fen_of(record.monthly_income)
            yield compared(Item.TAX, "monthly_income", member.token, member.monthly_income, answered)


PAGE = Page(shape=Tax, about="adults", proves=_proves, compares=_compares)
