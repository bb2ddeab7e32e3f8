"""An agency's desk: takes questions in, remembers them, and promises answers.

A question asked again (same sender, transaction and reference, new message id) gets the same answer and
no second one while the first is still owed; the same message twice gets nothing more.
"""

from __future__ import annotations

from datetime import datetime
from threading import Lock

import msgspec

from agencies.arrivals import Incoming, incoming_of
from agencies.behaviour import Behaviour, plan
from agencies.faults import Fault
from agencies.items_table import answers, registers
from agencies.journal import Journal, Seen, Sent
from agencies.letters import AnswerLetter
from agencies.outbox import Outbox
from agencies.transactions import Transactions
from dci.codes import SearchReason
from dci.messages import SearchRequest
from dci.questions import NotUnderstood, Question, read_question
from dci.receiver import AcceptedSearch

RIGHT = ("right", "again", "twice")
"""Copies that answer the question."""


class Desk:
    """Shared by all agencies of the process; safe to call from many threads."""

    def __init__(self, behaviour: Behaviour, journal: Journal, outbox: Outbox) -> None:
        self._behaviour, self._journal, self._outbox = behaviour, journal, outbox
        self.transactions = Transactions()
        self._lock = Lock()
        self._messages: set[str] = set()
        self._asked: dict[str, str] = {}
        self._answered: set[str] = set()
        for entry in journal.past:
            if isinstance(entry, Seen):
                self._remember(entry)
            elif isinstance(entry, Sent):
                self._remember_sent(entry.id)

    def take(self, agency: str, accepted: AcceptedSearch, received: datetime) -> bool:
        """Promise what is to be promised; False when this very message came before.

        Everything is in the journal when this returns.
        """
        incoming = incoming_of(agency, accepted, received)
        with self._lock:
            if incoming.message_name in self._messages:
                return False
            self.transactions.remember(incoming)
            if incoming.header.sender_uri is None:  # answered to status queries only
                self._note(incoming.message_name)
                return True
            for request in incoming.message.search_request:
                self._promise(incoming, request)
            return True

    def errs_with_200(self, agency: str, accepted: AcceptedSearch) -> bool:
        """Fault: an error page under a good status. Nothing is promised, nothing remembered."""
        references = (request.reference_id for request in accepted.message.search_request)
        return any(self._behaviour.strikes(Fault.ERROR_IN_200, agency, one) for one in references)

    def is_first(self, sender: str, message_id: str) -> bool:
        """Notes a message that is answered elsewhere; False when it came before, by whichever door."""
        name = f"{sender}/{message_id}"
        with self._lock:
            if name in self._messages:
                return False
            self._note(name)
            return True

    def is_owed(self, incoming: Incoming, request: SearchRequest) -> bool:
        """Whether the answer has yet to leave."""
        with self._lock:
            return incoming.header.sender_uri is not None and incoming.question_name(request) not in self._answered

    def _note(self, message_name: str) -> None:
        self._journal.append(Seen(message_name, "", ""))
        self._messages.add(message_name)

    def sent(self, letter: AnswerLetter) -> None:
        with self._lock:
            self._journal.append(Sent(letter.id))
            self._remember_sent(letter.id)

    def _promise(self, incoming: Incoming, request: SearchRequest) -> None:
        letters = self._letters(incoming, request)
        seen = Seen(incoming.message_name, incoming.question_name(request), incoming.question_hash)
        self._journal.append(seen, *letters)
        self._remember(seen)
        for letter in letters:
            self._outbox.put(letter)

    def _letters(self, incoming: Incoming, request: SearchRequest) -> list[AnswerLetter]:
        name = incoming.question_name(request)
        if name not in self._asked:
            fate = plan(self._behaviour, incoming.agency, request.reference_id, incoming.received)
            return [letter_of(incoming, request, one.copy, one.due, fate.hold_s) for one in fate.copies]
        repeat = letter_of(incoming, request, f"repeat-{incoming.header.message_id}", incoming.received)
        if self._asked[name] != incoming.question_hash:
            return [msgspec.structs.replace(repeat, rejected=SearchReason.REFERENCE_ID_DUPLICATE)]
        return [repeat] if name in self._answered else []

    def _remember(self, seen: Seen) -> None:
        self._messages.add(seen.message_id)
        if seen.name:
            self._asked.setdefault(seen.name, seen.question_hash)

    def _remember_sent(self, letter_id: str) -> None:
        name, _, copy = letter_id.rpartition("#")
        if copy in RIGHT or copy.startswith("repeat-"):
            self._answered.add(name)


def letter_of(
    incoming: Incoming, request: SearchRequest, copy: str, due: datetime, hold_s: float = 0.0
) -> AnswerLetter:
    """The answer to one question, as it is promised; of what this agency cannot answer, the rejection."""
    asked = _understood(incoming, request)
    rejected = asked if isinstance(asked, SearchReason) else None
    letter = AnswerLetter(
        id=f"{incoming.question_name(request)}#{copy}",
        agency=incoming.agency,
        due=due,
        hold_s=hold_s,
        copy=copy,
        receiver_id=incoming.header.sender_id,
        url=incoming.header.sender_uri or "",
        transaction_id=incoming.message.transaction_id,
        reference_id=request.reference_id,
        correlation_id=incoming.correlation_id,
        question_hash=incoming.question_hash,
        item="",
        persons=(),
        rejected=rejected,
    )
    if isinstance(asked, SearchReason):
        return letter
    return msgspec.structs.replace(letter, item=asked.item, persons=asked.persons, page=asked.page, sort=asked.sort)


def _understood(incoming: Incoming, request: SearchRequest) -> Question | SearchReason:
    """The question, or why this agency cannot answer: it is none, or not one for this agency."""
    try:
        question = read_question(incoming.message.transaction_id, request)
    except NotUnderstood as error:
        return error.reason
    if not answers(incoming.agency, question.item) or question.agency not in registers(incoming.agency, question.item):
        return SearchReason.SEARCH_CRITERIA_INVALID
    return question
