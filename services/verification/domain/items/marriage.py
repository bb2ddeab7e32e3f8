"""婚姻登记: whether the applicant is married. Who is married is no single parent."""

from collections.abc import Iterator

from msgspec import Struct

from contracts.verification import Comparison
from kernel.items import Item
from kernel.national_form import MaritalStatus
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import HOUSEHOLD, Answer, Page, compared


class Marriage(Struct, frozen=True):
    status: MaritalStatus


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    """Who lives alone need not be a single parent."""
    record = (evidence.on_file("marriage", Marriage, ()) or {}).get(evidence.applicant.token)
    declared = evidence.declared.single_parent
    if record is not None and (declared or record.status == "married"):
        alone = record.status != "married"
        yield compared(Item.MARRIAGE, "single_parent", HOUSEHOLD, declared, alone)


def _the_applicant_lives_alone(evidence: Evidence) -> Answer:
    known = evidence.on_file("marriage", Marriage, [evidence.applicant]) or {}
    record = known.get(evidence.applicant.token)
    return None if record is None else record.status != "married"


PAGE = Page(shape=Marriage, about="applicant", compares=_compares, causes={"single_parent": _the_applicant_lives_alone})
