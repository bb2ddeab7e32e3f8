"""低保与社会救助: whether the household is on dibao, and what relief it draws a month."""

from collections.abc import Iterator

from msgspec import Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import HOUSEHOLD, Page, compared, of_some
from services.verification.domain.records import Yuan, fen_of

Records = dict[str, "Dibao"]


class Dibao(Struct, frozen=True):
    on_dibao: bool
    relief_monthly: Yuan


def _proves(evidence: Evidence) -> Iterator[Fact]:
    said, members = evidence.declared, evidence.declared.members
    yield evidence.settled("on_dibao", "dibao", Dibao, members, said.on_dibao, of_some(_somebody_is_on_it))
    yield evidence.settled("relief_total", "dibao", Dibao, members, said.relief_monthly, of_some(_relief))


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    known, declared = evidence.on_file("dibao", Dibao, ()), evidence.declared
    if known is not None:
        yield compared(Item.DIBAO, "on_dibao", HOUSEHOLD, declared.on_dibao, _somebody_is_on_it(known))
        yield compared(Item.DIBAO, "relief_total", HOUSEHOLD, declared.relief_monthly, _relief(known))


def _somebody_is_on_it(known: Records) -> bool:
    return any(one.on_dibao for one in known.values())


def _relief(known: Records) -> int:
    return sum(fen_of(one.relief_monthly) for one in known.values())


PAGE = Page(shape=Dibao, about="members", proves=_proves, compares=_compares)
