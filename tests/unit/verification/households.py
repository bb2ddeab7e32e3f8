"""A small household, its consent, and short ways to open its inquiry and to answer it."""

from datetime import UTC, date, datetime
from functools import reduce
from typing import Any

import msgspec

from kernel.items import AGENCY
from services.verification.domain import rules
from services.verification.domain.commands import Open, TakeAnswer
from services.verification.domain.events import Consent, Declaration, Earlier, Member
from services.verification.domain.inquiry import evolve, initial
from services.verification.domain.inquiry.start import open_inquiry
from services.verification.domain.inquiry.states import State

TODAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)
NAME = "inquiry-h-1"
ITEMS = ("dibao", "medical", "tax")


def member(token: str, **changes: Any) -> Member:
    given: dict[str, Any] = {
        "token": token,
        "id_number": f"number of {token}",
        "birth_date": date(1980, 1, 1),
        "relation": "self",
        "can_work": True,
        "employment": "employed",
        "school_stage": None,
        "monthly_income": 100_000,
        "health": "healthy",
        "disability": False,
    }
    return Member(**given | changes)


PARENT = member("a")
SPOUSE = member("b", relation="spouse", monthly_income=50_000, health="seriously_ill")
CHILD = member("c", relation="child", birth_date=date(2015, 1, 1), can_work=False, employment="student",
               school_stage="primary", monthly_income=0)  # fmt: skip

DECLARED = Declaration(
    members=(PARENT, SPOUSE, CHILD),
    on_dibao=False,
    relief_monthly=0,
    hardship_expenditure_monthly=70_000,
    causes=("serious_illness",),
    primary_cause="serious_illness",
    union_member=True,
    migrant_worker=False,
    single_parent=False,
    sudden_event=False,
    contract_months=12,
    restructuring_affected=False,
    employer_kind="enterprise",
)
CONSENT = Consent(
    reference="GX-1",
    signed_on=date(2026, 11, 1),
    valid_until=date(2026, 11, 30),
    items=ITEMS,
    persons=("a", "b", "c"),
)


DUE = date(2026, 11, 16)
OFFICES = {item.value: agency.value for item, agency in AGENCY.items()}


def opening(
    items: tuple[str, ...] = ITEMS,
    consent: Consent = CONSENT,
    declared: Declaration = DECLARED,
    earlier: tuple[Earlier, ...] = (),
    **changes: Any,
) -> Open:
    persons = rules.persons_covered(consent, declared)
    terms = dict.fromkeys(items, rules.Term(DUE))
    questions = rules.questions_allowed(NAME, items, consent, persons, TODAY, OFFICES, terms)
    command = Open(
        round=1,
        org_path="44/4405/440507",
        region="440507",
        items=items,
        consent=consent,
        persons=persons,
        questions=questions,
        hashes={question.item: f"hash of {question.item}" for question in questions},
        declared=declared,
        earlier=earlier,
        today=TODAY,
        due_on=DUE,
        asked_at=NOON,
    )
    return msgspec.structs.replace(command, **changes)


def given(*happened: object) -> State:
    return reduce(evolve, happened, initial())


def opened(**changes: Any) -> State:
    return given(*open_inquiry(opening(**changes), initial()))


AGENCIES = {"tax": "tax", "dibao": "civil_affairs", "medical": "medical_insurance"}


def answer(item: str, *records: dict[str, Any], **changes: Any) -> TakeAnswer:
    command = TakeAnswer(
        agency=AGENCIES.get(item) or rules.agency_of(item),
        reference=f"{NAME}-{item}",
        question_hash=f"hash of {item}",
        declined=None,
        records=records,
        raw=b"raw",
        today=TODAY,
    )
    return msgspec.structs.replace(command, **changes)


def tax(person: str = "a", yuan: str = "1000.00") -> dict[str, Any]:
    return {"person": person, "monthly_income": yuan}
