"""A question: one item about some persons, asked of one agency as a DCI search.

The message is the same bytes at every retry, since nothing in it but the question's own data varies; so its
hash stays the same while message id and signature are new each time. The hash covers ID numbers: it is a
personal datum, plain only on the wire between the two who know the question anyway.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from dci.codes import Action, QueryType, SearchReason
from dci.envelope import SIGNATURE_TTL, envelope
from dci.keys import SigningKey
from dci.messages import VERSION, Consent, Purpose, RequestHeader, Search, SearchCriteria, SearchRequest
from dci.parser import Malformed, convert

REGISTRY: Final = "ns:cn:RegistryType:"
EVENT: Final = "ns:cn:RegistryEventType:"
RESIDENT_ID: Final = "ns:cn:IdType:ResidentId"
PERSONS: Final = "ns:cn:QueryType:Persons"


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Someone asked about. `token` comes back as `person` in each record; a stranger's question has none."""

    id_number: Annotated[str, Meta(min_length=1, max_length=99)]
    token: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Question:
    """`agency` and `item` are the codes of `kernel.items`; `asked_at` (aware) is kept across retries."""

    transaction_id: str
    reference_id: str
    agency: str
    item: str
    persons: tuple[Person, ...]
    asked_at: datetime
    consent_reference: str | None = None


class NotUnderstood(ValueError):
    """A well-formed search that is no question of ours: acknowledged, then rejected with `reason`."""

    def __init__(self, reason: SearchReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class SignedQuestion:
    """A question ready to send: `body` goes out as it is, `question_hash` must come back in the answer."""

    body: bytes
    question_hash: str


def ask(
    question: Question,
    key: SigningKey,
    *,
    message_id: str,
    sender_uri: str,
    receiver_id: str,
    now: datetime,
    ttl: timedelta = SIGNATURE_TTL,
) -> SignedQuestion:
    """The whole signed body. `message_id` is new for every attempt; `now` is real time, aware."""
    header = RequestHeader(
        version=VERSION,
        message_id=message_id,
        message_ts=now,
        action=Action.SEARCH,
        sender_id=key.sender_id,
        sender_uri=sender_uri,
        receiver_id=receiver_id,
        total_count=1,
    )
    message = search_message(question)
    return SignedQuestion(envelope(header, message, key, now, ttl), question_hash(message))


def question_hash(message: bytes | msgspec.Raw) -> str:
    """SHA-256, as hex, over the raw `message` value of the search as it stands in the body."""
    return hashlib.sha256(message).hexdigest()


def search_message(question: Question) -> bytes:
    """The `message` value of a question: an `expression` search, since persons carry their tokens along."""
    criteria = SearchCriteria(
        version=VERSION,
        reg_type=REGISTRY + _camel(question.agency),
        reg_event_type=EVENT + _camel(question.item),
        query_type=QueryType.EXPRESSION,
        query={"type": PERSONS, "value": {"expression": {"persons": question.persons}}},
        consent=_consent(question.consent_reference),
    )
    request = SearchRequest(
        reference_id=question.reference_id,
        timestamp=question.asked_at,
        search_criteria=criteria,
        locale="zho",
    )
    return msgspec.json.encode(Search(transaction_id=question.transaction_id, search_request=[request]))


def read_question(transaction_id: str, request: SearchRequest) -> Question:
    """One request of a search as a question. Raises `NotUnderstood`.

    Reads our own `expression` form, and `idtype-value` for a single resident ID number.
    """
    criteria = request.search_criteria
    try:
        agency = _snake(criteria.reg_type, REGISTRY)
        item = _snake(criteria.reg_event_type, EVENT)
        persons = _persons(criteria.query_type, criteria.query)
    except Malformed:
        raise NotUnderstood(SearchReason.SEARCH_CRITERIA_INVALID) from None
    return Question(
        transaction_id,
        request.reference_id,
        agency,
        item,
        persons,
        request.timestamp,
        criteria.consent.id if criteria.consent else None,
    )


def _consent(reference: str | None) -> Consent | None:
    return Consent(id=reference, purpose=Purpose(code="hardship_verification")) if reference else None


class _IdTypeValue(Struct, frozen=True):
    type: str
    value: Annotated[str, Meta(min_length=1, max_length=99)]


class _PersonList(Struct, frozen=True):
    persons: Annotated[tuple[Person, ...], Meta(min_length=1)]


class _Expression(Struct, frozen=True):
    expression: _PersonList


class _PersonsQuery(Struct, frozen=True):
    type: str
    value: _Expression


def _persons(query_type: QueryType, query: Any) -> tuple[Person, ...]:
    if query_type is QueryType.EXPRESSION:
        asked = convert(query, _PersonsQuery)
        if asked.type == PERSONS:
            return asked.value.expression.persons
    elif query_type is QueryType.IDTYPE_VALUE:
        single = convert(query, _IdTypeValue)
        if single.type == RESIDENT_ID:
            return (Person(id_number=single.value),)
    raise Malformed("a query of another type")


def _camel(code: str) -> str:
    return "".join(word.capitalize() for word in code.split("_"))


def _snake(name: str | None, prefix: str) -> str:
    if name is None or not name.startswith(prefix):
        raise Malformed("a registry of another kind")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name.removeprefix(prefix)).lower()
