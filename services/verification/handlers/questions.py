"""A question of ours as the exchange knows it: the same bytes at every retry, so that its hash stays the same."""

from datetime import datetime

from dci import questions as wire
from services.verification.domain.events import Consent, Declaration, Question


def rendered(
    stream: str,
    question: Question,
    declared: Declaration,
    persons: tuple[str, ...],
    consent: Consent,
    asked_at: datetime,
) -> wire.Question:
    """The inquiry's stream is the transaction; only who is covered is named, by number and token."""
    return wire.Question(
        transaction_id=stream,
        reference_id=question.reference,
        agency=question.agency,
        item=question.item,
        persons=tuple(
            wire.Person(id_number=member.id_number, token=member.token)
            for member in declared.members
            if member.token in persons
        ),
        asked_at=asked_at,
        consent_reference=consent.reference,
    )


def hash_of(question: wire.Question) -> str:
    return wire.question_hash(wire.search_message(question))
