"""A letter into the signed body that goes out, from the truth and under the agency's key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from agencies.faults import Fault
from agencies.ill_keys import ill_key
from agencies.letters import AnswerLetter, CallbackLetter, Letter, ReportLetter
from agencies.otherwise import of_another_household, said_otherwise
from agencies.outside_aid import OutsideAid
from agencies.population import Population
from agencies.registry.lookups import looked_up
from dci.aid_reports import AidReport, notify_body
from dci.answers import answer_body
from dci.codes import Status
from dci.envelope import callback, envelope
from dci.keys import SigningKey
from dci.messages import Envelope
from dci.parser import decode

AN_HOUR: Final = timedelta(hours=1)
SIGNED_AT: Final[dict[str, timedelta]] = {Fault.EXPIRED_SIGNATURE: -AN_HOUR, Fault.FUTURE_SIGNATURE: AN_HOUR}
OTHERWISE: Final = (Fault.CONTRADICTORY, Fault.CORRECTED)


class Renderer:
    """Signs at the moment of sending; everything else is the same at every attempt."""

    def __init__(self, population: Population, keys: dict[str, SigningKey]) -> None:
        self._population, self._keys = population, keys
        self._aid = {aid.reference: aid for aid in population.outside_aid}
        # A stranger's key under the agency's name: what a forged copy is signed with.
        self._forger = {code: SigningKey.generate(key.sender_id, key.key_id, key.suite) for code, key in keys.items()}

    def __call__(self, letter: Letter) -> bytes:
        match letter:
            case ReportLetter():
                return self._report(letter)
            case CallbackLetter():
                return self._callback(letter)
        return self._answer(letter)

    def _answer(self, letter: AnswerLetter) -> bytes:
        answer = looked_up(self._population.on_file, letter)
        if answer.status is Status.SUCCEEDED:
            answer = replace(answer, records=_said(letter, answer.records))
        if letter.copy == Fault.CORRECTED:
            answer = replace(answer, standing="corrected")
        key, now = self._key(letter), datetime.now(UTC) + SIGNED_AT.get(letter.copy, timedelta())
        body = answer_body(answer, key, message_id=letter.message_id, receiver_id=letter.receiver_id, now=now)
        return _malformed(body, key, now) if letter.copy == Fault.MALFORMED else body

    def _key(self, letter: AnswerLetter) -> SigningKey:
        own = self._keys[letter.agency]
        match letter.copy:
            case Fault.WRONG_SIGNATURE:
                return self._forger[letter.agency]
            case Fault.REVOKED_KEY | Fault.FUTURE_KEY:
                return ill_key(own, Fault(letter.copy))
            case _:
                return own

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


def _said(letter: AnswerLetter, right: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records as this copy tells them."""
    if letter.copy == Fault.ANOTHER_HOUSEHOLD:
        return of_another_household(letter.item)
    return said_otherwise(letter.item, right, letter.persons) if letter.copy in OTHERWISE else right


def _malformed(body: bytes, key: SigningKey, now: datetime) -> bytes:
    """The header as it was, and a message without what an on-search must have."""
    header = bytes(decode(body, Envelope).header)
    return envelope(header, msgspec.json.encode({"search_response": "系统维护中"}), key, now)


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
