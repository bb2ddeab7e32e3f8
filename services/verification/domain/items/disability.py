"""残疾: who has a certificate, and of which level."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import Answer, Page, compared, of_some


class Disability(Struct, frozen=True):
    certificate: bool
    level: Annotated[int, Meta(ge=1, le=4)] | None


def _proves(evidence: Evidence) -> Iterator[Fact]:
    members = evidence.declared.members
    declared = any(member.disability for member in members)
    yield evidence.settled("disability", "disability", Disability, members, declared, of_some(_is_certified))


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("disability", Disability, ())
    for member in evidence.declared.members if known is not None else ():
        record = (known or {}).get(member.token)
        answered = record.certificate if record else False
        if member.disability or answered:
            yield compared(Item.DISABILITY, "disability", member.token, member.disability, answered)


def _is_certified(known: dict[str, Disability]) -> bool:
    return any(one.certificate for one in known.values())


def _somebody_is_certified(evidence: Evidence) -> Answer:
    known = evidence.on_file("disability", Disability, evidence.declared.members)
    return _is_certified(known) if known else None


PAGE = Page(
    shape=Disability,
    about="members",
    proves=_proves,
    compares=_compares,
    causes={"disability": _somebody_is_certified},
)
