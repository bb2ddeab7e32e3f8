"""Questions of ours as the exchange knows them: one envelope for each agency, and the same bytes at every retry, so
that its hash stays the same."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal

from dci import questions as wire
from services.verification.domain.events import Consent, Declaration, Question
from services.verification.domain.rules import agency_of


def by_agency(questions: Iterable[Question]) -> list[tuple[Question, ...]]:
    """What is asked together: one household's, of one agency, in one envelope."""
    ordered = sorted(questions, key=lambda each: each.agency)
    return [tuple(together) for _, together in groupby(ordered, key=lambda each: each.agency)]


def rendered(
    stream: str,
    questions: Iterable[Question],
    declared: Declaration,
    persons: tuple[str, ...],
    consent: Consent,
    asked_at: datetime,
    purpose: Literal["", "verification", "recheck"] = "",
) -> list[wire.Question]:
    """The inquiry's stream is the transaction; only who is covered is named, by number and token."""
    about = tuple(
        wire.Person(id_number=member.id_number, token=member.token)
        for member in declared.members
        if member.token in persons
    )
    return [
        wire.Question(
            transaction_id=stream,
            reference_id=question.reference,
            agency=agency_of(question.item),  # the kind of registry; whose it is, the envelope says
            item=question.item,
            persons=about,
            asked_at=asked_at,
            consent_reference=consent.reference,
            consent_form=consent.form_version or None,
            purpose=purpose or "verification",
        )
        for question in questions
    ]


def hash_of(questions: Sequence[wire.Question]) -> str:
    return wire.question_hash(wire.search_message(questions))
