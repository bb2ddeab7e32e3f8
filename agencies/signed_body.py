"""A letter into the signed body that goes out, from the truth and under the agency's key."""

from __future__ import annotations

from datetime import UTC, datetime

from agencies.items_table import records
from agencies.letters import AnswerLetter, Letter, ReportLetter
from agencies.outside_aid import OutsideAid
from agencies.population import Population
from dci.aid_reports import AidReport, notify_body
from dci.answers import Answer, answer_body
from dci.codes import SearchReason, Status
from dci.keys import SigningKey


class Renderer:
    """Signs at the moment of sending; everything else is the same at every attempt."""

    def __init__(self, population: Population, keys: dict[str, SigningKey]) -> None:
        self._population, self._keys = population, keys
        self._aid = {aid.reference: aid for aid in population.outside_aid}
        # A stranger's key under the agency's name: what a forged copy is signed with.
        self._forger = {code: SigningKey.generate(key.sender_id, key.key_id) for code, key in keys.items()}

    def __call__(self, letter: Letter) -> bytes:
        if isinstance(letter, ReportLetter):
            return self._report(letter)
        return self._answer(letter)

    def _answer(self, letter: AnswerLetter) -> bytes:
        rejected = SearchReason(letter.rejected) if letter.rejected else None
        found = [] if rejected else records(self._population.on_file, letter.item, letter.persons)
        answer = Answer(
            transaction_id=letter.transaction_id,
            reference_id=letter.reference_id,
            correlation_id=letter.correlation_id,
            status=Status.REJECTED if rejected else Status.SUCCEEDED,
            records=found,
            answered_at=letter.due,
            question_hash=letter.question_hash,
            reason_code=rejected,
        )
        keys = self._forger if letter.copy == "forged" else self._keys
        return answer_body(
            answer,
            keys[letter.agency],
            message_id=letter.message_id,
            receiver_id=letter.receiver_id,
            now=datetime.now(UTC),
        )

    def _report(self, letter: ReportLetter) -> bytes:
        return notify_body(
            letter.transaction_id,
            [(letter.reference_id, as_report(self._aid[letter.reference_id]))],
            self._keys[letter.agency],
            message_id=letter.message_id,
            receiver_id=letter.receiver_id,
            reported_at=letter.due,
            now=datetime.now(UTC),
        )


def as_report(aid: OutsideAid) -> AidReport:
    """The act as the ledger is told of it."""
    return AidReport(
        giver=aid.giver,
        aid_kind=aid.aid_kind,
        period_first=aid.first,
        period_last=aid.last,
        amount=aid.amount,
        beneficiaries=tuple(aid.id_numbers),
    )
