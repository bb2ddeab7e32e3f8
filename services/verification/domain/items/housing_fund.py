"""公积金: the base on which each pays in, which follows the wage and is not the wage."""

from collections.abc import Iterator

from msgspec import Struct

from contracts.verification import Comparison
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import Page, compared
from services.verification.domain.items.property import held_against
from services.verification.domain.records import Yuan, fen_of


class HousingFund(Struct, frozen=True):
    base: Yuan


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    """The base that the household declared, if it did; and, as indirect evidence, a base above the wage."""
    item, declared = Item.HOUSING_FUND, evidence.owned.housing_fund_base
    if declared is not None:
        yield from held_against(
            evidence, "housing_fund_base", item, HousingFund, declared, lambda one: fen_of(one.base)
        )
    known = evidence.on_file(item.value, HousingFund, ()) or {}
    for member in evidence.declared.members:
        record = known.get(member.token)
        if record is not None and fen_of(record.base) > member.monthly_income:
            speaks_of = (item, "housing_fund_beside_income", member.token, member.monthly_income, fen_of(record.base))
            yield compared(*speaks_of, agrees=False, grade="indirect")


PAGE = Page(shape=HousingFund, about="adults", compares=_compares)
