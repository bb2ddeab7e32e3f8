"""A letter into the signed body that goes out, from the truth and under the agency's key."""

from __future__ import annotations

from datetime import UTC, datetime

from agencies.letters import AnswerLetter, CallbackLetter, Letter, ReportLetter
from agencies.outside_aid import OutsideAid
from agencies.population import Population
from agencies.registry.lookups import looked_up
from dci.aid_reports import AidReport, notify_body
from dci.answers import answer_body
from dci.envelope import callback
from dci.keys import SigningKey


class Renderer:
    """Signs at the moment of sending; everything else is the same at every attempt."""

    def __init__(self, population: Population, keys: dict[str, SigningKey]) -> None:
        self._population, self._keys = population, keys
        self._aid = {aid.reference: aid for aid in population.outside_aid}
        # A stranger's key under the agency's name: what a forged copy is signed with.
        self._forger = {code: SigningKey.generate(key.sender_id, key.key_id) for code, key in keys.items()}

    def __call__(self, letter: Letter) -> bytes:
        match letter:
            case ReportLetter():
                return self._report(letter)
            case CallbackLetter():
                return self._callback(letter)
        return self._answer(letter)

    def _answer(self, letter: AnswerLetter) -> bytes:
        answer = looked_up(self._population.on_file, letter)
        keys = self._forger if letter.copy == "forged" else self._keys
        return answer_body(
            answer,
            keys[letter.agency],
            message_id=letter.message_id,
            receiver_id=letter.receiver_id,
            now=datetime.now(UTC),
        )

    def _callback(self, letter: CallbackLetter) -> bytes:
        return callback(
            letter.action,
            letter.message.encode(),
            self._keys[letter.agency],
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
