"""农村建档立卡: who is on the register of rural poverty."""

from collections.abc import Iterator

from msgspec import Struct

from contracts.verification import Fact
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import Page


class RuralRegister(Struct, frozen=True):
    registered: bool


def _proves(evidence: Evidence) -> Iterator[Fact]:
    """The register answered that nobody is on it: that is no guess. Silence is."""
    if evidence.needed("rural_register"):
        yield evidence.settled(
            "rural_poverty_register",
            "rural_register",
            RuralRegister,
            evidence.declared.members,
            None,
            lambda known: any(one.registered for one in known.values()),
        )


PAGE = Page(shape=RuralRegister, about="members", proves=_proves)
