"""金融: what each has in banks and securities, in bands."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from kernel.national_form import DepositsBand
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import HOUSEHOLD, Page, compared
from services.verification.domain.items.property import owned
from services.verification.domain.records import LISTED_MAX, Yuan, fen_of, sum_of_known

BANDS: Final[dict[str, tuple[int, int | None]]] = {
    "none": (0, 0),
    "under_10k": (0, 1_000_000),
    "10k_50k": (1_000_000, 5_000_000),
    "over_50k": (5_000_000, None),
}
"""At least and at most so much, in fen; None: no upper end."""
_ORDER: Final = tuple(BANDS)
MONTHS_OF_A_YEAR = 12


class Holding(Struct, frozen=True, omit_defaults=True):
    """One band as the institution draws it; `at_most` None: it has no upper end."""

    kind: Literal["deposits", "securities", "funds", "insurance"]
    at_least: Yuan
    at_most: Yuan | None = None


class Finance(Struct, frozen=True, omit_defaults=True):
    """`deposits_band`: of all that the person has. `holdings`: kind by kind in narrower bands; None: not told."""

    deposits_band: DepositsBand
    holdings: Annotated[tuple[Holding, ...], Meta(max_length=LISTED_MAX)] | None = None

    @property
    def at_least(self) -> int:
        if self.holdings is None:
            return BANDS[self.deposits_band][0]
        return sum(fen_of(one.at_least) for one in self.holdings)

    @property
    def at_most(self) -> int | None:
        if self.holdings is None:
            return BANDS[self.deposits_band][1]
        return sum_of_known(None if one.at_most is None else fen_of(one.at_most) for one in self.holdings)


def _proves(evidence: Evidence) -> Iterator[Fact]:
    """A band has two ends, and a sum of bands too: a limit between them stays undecided."""
    least, most = BANDS.get(evidence.owned.deposits_band or "", (None, None))
    yield from owned(evidence, "deposits_at_least", Item.FINANCE, Finance, least, lambda one: one.at_least)
    yield from owned(evidence, "deposits_at_most", Item.FINANCE, Finance, most, lambda one: one.at_most)


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    """The band of the whole household against what it said; and, as indirect evidence, more than a year's income."""
    known, declared = evidence.on_file("finance", Finance, ()), evidence.owned.deposits_band
    if known is None:
        return
    answered = _band(known.values())
    if declared is not None or answered != "none":
        agrees = _ORDER.index(answered) <= _ORDER.index(declared or "none")
        yield compared(Item.FINANCE, "deposits_band", HOUSEHOLD, declared, answered, agrees)
    has, earns = sum(one.at_least for one in known.values()), MONTHS_OF_A_YEAR * _income(evidence)
    if has > earns:
        speaks_of = (Item.FINANCE, "deposits_beside_income", HOUSEHOLD, earns, has)
        yield compared(*speaks_of, agrees=False, grade="indirect")


def _band(answers: Iterable[Finance]) -> str:
    """The band in which all together have at least so much; "none" when nobody has anything."""
    all_of_them = list(answers)
    least = sum(one.at_least for one in all_of_them)
    if all(one.deposits_band == "none" and not one.at_least for one in all_of_them):
        return "none"
    return next(band for band in reversed(_ORDER) if BANDS[band][0] <= least and band != "none")


def _income(evidence: Evidence) -> int:
    return evidence.declared.other_income_monthly + sum(one.monthly_income for one in evidence.declared.members)


PAGE = Page(shape=Finance, about="members", proves=_proves, compares=_compares)
