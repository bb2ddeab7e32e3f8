"""What went through the agencies' doors: for whoever connects to them and wonders what arrived.

The last few of each agency, in memory alone. Persons stand in it by masked number; no record and no whole body does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from threading import Lock
from typing import Final, Literal

import msgspec

from agencies.letters import AnswerLetter, CallbackLetter, Letter
from dci.codes import Action
from dci.messages import Search
from dci.questions import NotUnderstood, read_question
from dci.receiver import AcceptedSearch, Refusal
from kernel.resident_id import mask

KEPT_EACH: Final = 200


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `signature`: valid, refused with the reason, or as what it was sent on purpose; `outcome`: what was
    answered, or what the other side did."""

    at: datetime
    agency: str
    direction: Literal["received", "sent"]
    action: str
    signature: str
    outcome: str
    key: str = ""
    message_id: str = ""
    transaction_id: str = ""
    persons: list[str] = []


class Inspection:
    """Newest last; safe to write and read from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, deque[Passage]] = {}

    def received(self, agency: str, judged: AcceptedSearch | Refusal, outcome: str) -> None:
        """A body that came, and what it was answered with. Of one that is not believed nothing but that is kept."""
        if isinstance(judged, Refusal):
            passage = _passage(agency, "received", "search", f"refused: {judged.reason}", outcome)
        else:
            verified, header, message = judged.verified, judged.header, judged.message
            passage = msgspec.structs.replace(
                _passage(agency, "received", "search", "valid", outcome),
                key=f"{verified.sender_id}|{verified.key_id}",
                message_id=header.message_id,
                transaction_id=message.transaction_id,
                persons=_masked(_numbers(message)),
            )
        self._keep(passage)

    def sent(self, letter: Letter, outcome: str) -> None:
        """An attempt to send, and what became of it."""
        passage = _passage(letter.agency, "sent", _action(letter), letter.copy, outcome)
        self._keep(
            msgspec.structs.replace(
                passage,
                message_id=letter.message_id,
                transaction_id="" if isinstance(letter, CallbackLetter) else letter.transaction_id,
                persons=_masked(_about(letter)),
            )
        )

    def passages(self) -> list[Passage]:
        """Of all agencies, newest first."""
        with self._lock:
            kept = [passage for of_one in self._kept.values() for passage in of_one]
        return sorted(kept, key=lambda passage: passage.at, reverse=True)

    def _keep(self, passage: Passage) -> None:
        with self._lock:
            self._kept.setdefault(passage.agency, deque(maxlen=KEPT_EACH)).append(passage)


def _passage(agency: str, direction: Literal["received", "sent"], action: str, signature: str, outcome: str) -> Passage:
    return Passage(
        at=datetime.now(UTC), agency=agency, direction=direction, action=action, signature=signature, outcome=outcome
    )


def _action(letter: Letter) -> Action:
    match letter:
        case AnswerLetter():
            return Action.ON_SEARCH
        case CallbackLetter():
            return letter.action
    return Action.NOTIFY


def _numbers(message: Search) -> list[str]:
    numbers: list[str] = []
    for request in message.search_request:
        try:
            question = read_question(message.transaction_id, request)
        except NotUnderstood:
            continue
        numbers += [person.id_number for person in question.persons]
    return numbers


def _about(letter: Letter) -> list[str]:
    return [person.id_number for person in letter.persons] if isinstance(letter, AnswerLetter) else []


def _masked(numbers: Iterable[str]) -> list[str]:
    return [mask(number) for number in numbers]
