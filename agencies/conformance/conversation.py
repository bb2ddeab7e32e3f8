"""One seeker talks with one registry: questions are signed and sent, acks read, answers heard and judged."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from agencies.conformance.listener import Heard, Listener
from chassis.client import Reply, Unreachable
from dci.acks import Ack
from dci.codes import Action, AttributeType, TxnType
from dci.envelope import request
from dci.keys import KeyHistory, SigningKey
from dci.messages import OnSearch
from dci.parser import Malformed, decode
from dci.questions import Person, Question, question_hash, search_message
from dci.receiver import ON_SEARCH, Accepted, AcceptedOnSearch, Refusal, accept
from dci.statuses import StatusQuery, TxnStatus

NOBODY = "990101190001010000"
"""Of no county and with a check digit that fits nobody."""
Post = Callable[[str, bytes, Mapping[str, str] | None], Reply]


@dataclass(frozen=True)
class Registry:
    """Who is tested. `persons`: ID numbers of test persons whom it has on file; without any, what needs one is not
    tried."""

    url: str
    agency: str
    item: str
    receiver_id: str
    keys: KeyHistory
    persons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answered:
    """What came back at once: `status` 0 when nothing did, and then `problem` says why."""

    status: int
    body: bytes
    problem: str = ""

    @property
    def ack(self) -> Ack | None:
        try:
            return decode(self.body, Ack)
        except Malformed:
            return None

    @property
    def said(self) -> str:
        """In short, for the report."""
        if self.problem:
            return self.problem
        ack = self.ack
        if ack is None:
            return f"HTTP {self.status}, no ack"
        error = ack.message.error
        return f"HTTP {self.status} {ack.message.ack_status}" + (f" {error.code} {error.message}" if error else "")


@dataclass(frozen=True)
class Sent:
    """A question as it went out; `message` is what its hash is over."""

    transaction_id: str
    reference_id: str
    persons: tuple[Person, ...]
    message: bytes
    body: bytes
    reply: Answered

    @property
    def question_hash(self) -> str:
        return question_hash(self.message)


@dataclass
class Conversation:
    """`sender_uri`: where the registry finds our listener."""

    registry: Registry
    key: SigningKey
    sender_uri: str
    listener: Listener
    post: Post
    patience_s: float = 20.0
    asked: list[Sent] = field(default_factory=list)
    """Questions whose answers are expected."""

    def search(
        self,
        numbers: tuple[str, ...],
        change: Callable[[dict[str, Any]], object] | None = None,
        like: Sent | None = None,
        action: str = "search",
    ) -> Sent:
        """`change` may alter the message before it is signed; `like`: the very question again, under a new message
        id."""
        transaction = f"check-{uuid.uuid4()}"
        persons = tuple(Person(id_number=number, token=f"person:{n}") for n, number in enumerate(numbers))
        question = Question(
            transaction, f"{transaction}-1", self.registry.agency, self.registry.item, persons, datetime.now(UTC)
        )
        message = search_message([question]) if change is None else _changed(search_message([question]), change)
        if like is not None:
            message, persons = like.message, like.persons
            transaction, reference = like.transaction_id, like.reference_id
        else:
            reference = question.reference_id
        body = self.signed(message)
        sent = Sent(transaction, reference, persons, message, body, self.send(action, body))
        self.asked.append(sent)
        return sent

    def times_asked(self, sent: Sent) -> int:
        return sum(one.transaction_id == sent.transaction_id for one in self.asked)

    def quiet_message(self) -> bytes:
        """Of a question that is to be refused: an answer to it would be one too many."""
        transaction = f"refused-{uuid.uuid4()}"
        persons = (Person(id_number=NOBODY, token="person:0"),)  # noqa: S106
        registry, now = self.registry, datetime.now(UTC)
        return search_message([Question(transaction, f"{transaction}-1", registry.agency, registry.item, persons, now)])

    def status_query(self, transaction: str) -> bytes:
        query = StatusQuery(
            reference_id=f"status-{uuid.uuid4()}",
            txn_type=TxnType.SEARCH,
            attribute_type=AttributeType.TRANSACTION_ID,
            attribute_value=transaction,
        )
        message = TxnStatus(transaction_id=f"status-{uuid.uuid4()}", txnstatus_request=query)
        return self._request(Action.TXN_STATUS, message, self.key, datetime.now(UTC))

    def now(self) -> datetime:
        return datetime.now(UTC)

    def signed(self, message: bytes, key: SigningKey | None = None, before: timedelta = timedelta()) -> bytes:
        """A body around `message`, signed so long before now."""
        return self._request(Action.SEARCH, message, key or self.key, datetime.now(UTC) - before)

    def _request(self, action: Action, message: msgspec.Struct | bytes, key: SigningKey, now: datetime) -> bytes:
        return request(
            action,
            message,
            key,
            message_id=uuid.uuid4().hex,
            receiver_id=self.registry.receiver_id,
            now=now,
            sender_uri=self.sender_uri,
        )

    def send(self, action: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answered:
        try:
            reply = self.post(f"{self.registry.url.rstrip('/')}/registry/{action}", body, headers)
        except Unreachable as error:
            return Answered(0, b"", f"no answer: {error.reason}")
        return Answered(reply.status, reply.body)

    def answers(self, sent: Sent) -> list[AcceptedOnSearch]:
        """The believed answers to it so far."""
        heard = map(self.judged, self.listener.heard())
        return [one for one in heard if isinstance(one, Accepted) and one.message.transaction_id == sent.transaction_id]

    def answer(self, sent: Sent, number: int = 1) -> AcceptedOnSearch | None:
        """The first, or another one, waited for as long as there is patience."""
        self.listener.wait_until(lambda: len(self.answers(sent)) >= number, self.patience_s)
        found = self.answers(sent)
        return found[number - 1] if len(found) >= number else None

    def judged(self, heard: Heard) -> AcceptedOnSearch | Refusal | None:
        """As of its receipt; None for half a message."""
        if not heard.whole:
            return None
        return accept(heard.body, self.registry.keys, heard.at, ON_SEARCH, receiver_id=self.key.sender_id)


def records(message: OnSearch) -> list[dict[str, Any]]:
    return [record for response in message.search_response if response.data for record in response.data.reg_records]


def _changed(message: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    told = msgspec.json.decode(message)
    change(told)
    return msgspec.json.encode(told)
