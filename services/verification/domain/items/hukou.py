"""户籍: where each is registered, and who is still alive. The dead neither count, nor earn, nor work."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from contracts.verification import Comparison, Fact
from kernel.closed_lists import HukouKind
from kernel.items import Item
from services.verification.domain.evidence import NOTHING_ON_FILE, Evidence
from services.verification.domain.items.page import Page, compared


class Hukou(Struct, frozen=True):
    hukou_region: Annotated[str, Meta(pattern=r"^[0-9]{6}\Z")]
    hukou_kind: HukouKind
    alive: bool


def _proves(evidence: Evidence) -> Iterator[Fact]:
    """A member of whom the police have nothing on file counts as declared."""
    members, living = evidence.declared.members, evidence.living
    known = evidence.on_file("hukou", Hukou, members)
    count = len(living) or None
    yield evidence.settled(
        "members", "hukou", Hukou, members, count, lambda all: count if len(all) == len(members) else NOTHING_ON_FILE
    )
    if known is None:
        yield evidence.declared_unless_needed("adults", "hukou", len(evidence.adults))
    else:
        yield evidence.derives("adults", len(evidence.adults))
    yield evidence.declares("can_work", sum(member.can_work for member in (members if known is None else living)))
    if evidence.needed("hukou"):
        yield from _origin(evidence)


def _origin(evidence: Evidence) -> Iterator[Fact]:
    """Nobody declares a hukou: without an answer it is unknown."""
    record = (evidence.on_file("hukou", Hukou, [evidence.applicant]) or {}).get(evidence.applicant.token)
    for name in ("hukou_region", "hukou_kind"):
        yield evidence.answered(name, "hukou", getattr(record, name)) if record else evidence.unknown(name, "hukou")


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    for token, record in (evidence.on_file("hukou", Hukou, ()) or {}).items():
        yield compared(Item.HUKOU, "alive", token, True, record.alive)


PAGE = Page(shape=Hukou, about="members", proves=_proves, compares=_compares)
