"""工商: the firms of each, with their role in it and the capital that they put in."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import Page
from services.verification.domain.items.property import held_against, owned
from services.verification.domain.records import LISTED_MAX, Number, Yuan, fen_of, sum_of_known

Role = Literal["legal_representative", "shareholder", "partner", "sole_trader", "officer"]


class OneFirm(Struct, frozen=True, omit_defaults=True):
    """`capital`: what this person put in or promised to; None: not told."""

    role: Role
    capital: Yuan | None = None


class BusinessRegistration(Struct, frozen=True, omit_defaults=True):
    """`each`: one by one, as many as the count says; None: only the count is told."""

    firms: Number
    each: Annotated[tuple[OneFirm, ...], Meta(max_length=LISTED_MAX)] | None = None

    def __post_init__(self) -> None:
        if self.each is not None and len(self.each) != self.firms:
            raise ValueError("the firms one by one are not as many as the count says")

    @property
    def led(self) -> int | None:
        if self.each is None:
            return None if self.firms else 0
        return sum(one.role == "legal_representative" for one in self.each)

    @property
    def capital(self) -> int | None:
        if self.each is None:
            return None if self.firms else 0
        return sum_of_known(None if one.capital is None else fen_of(one.capital) for one in self.each)


def _proves(evidence: Evidence) -> Iterator[Fact]:
    """Nobody declares a role or a capital."""
    item, declared = Item.BUSINESS_REGISTRATION, evidence.owned.firms
    none_declared = None if declared else declared
    yield from owned(evidence, "firms", item, BusinessRegistration, declared, lambda one: one.firms)
    yield from owned(evidence, "firms_led", item, BusinessRegistration, none_declared, lambda one: one.led)
    yield from owned(evidence, "firm_capital", item, BusinessRegistration, none_declared, lambda one: one.capital)


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    item, declared = Item.BUSINESS_REGISTRATION, evidence.owned.firms
    yield from held_against(evidence, "firms", item, BusinessRegistration, declared, lambda one: one.firms)


PAGE = Page(shape=BusinessRegistration, about="members", proves=_proves, compares=_compares)
