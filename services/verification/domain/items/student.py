"""学籍: who is at school, and at which stage."""

from collections.abc import Iterator

from msgspec import Struct

from contracts.verification import Comparison
from kernel.closed_lists import SchoolStage
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import Answer, Page, compared


class Student(Struct, frozen=True):
    school_stage: SchoolStage | None


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    known = evidence.on_file("student", Student, ())
    for member in evidence.declared.members if known is not None else ():
        record = (known or {}).get(member.token)
        answered = record.school_stage if record else None
        if member.school_stage is not None or answered is not None:
            yield compared(Item.STUDENT, "school_stage", member.token, member.school_stage, answered)


def _somebody_is_at_school(evidence: Evidence) -> Answer:
    known = evidence.on_file("student", Student, evidence.declared.members)
    return any(one.school_stage is not None for one in known.values()) if known else None


PAGE = Page(shape=Student, about="members", compares=_compares, causes={"child_schooling": _somebody_is_at_school})
