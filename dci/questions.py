"""Questions: what is asked of one agency about one household, item by item, as one DCI search in one envelope.

The message is the same bytes at every retry, since nothing in it but the questions' own data varies; so its
hash stays the same while message id and signature are new each time. The hash covers ID numbers: it is a
personal datum, plain only on the wire between the two who know the question anyway.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from dci import names
from dci.codes import Action, Operator, QueryType, SearchReason
from dci.envelope import SIGNATURE_TTL, request
from dci.keys import SigningKey
from dci.messages import VERSION, Consent, PageRequest, Purpose, Search, SearchCriteria, SearchRequest, Sorting
from dci.parser import Malformed, convert


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Someone asked about. `token` comes back as `person` in each record; a stranger's question has none."""

    id_number: Annotated[str, Meta(min_length=1, max_length=99)]
    token: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Question:
    """`agency` and `item` are the codes of `kernel.items`; `asked_at` (aware) is kept across retries.

    `consent_form`: the version of the form that was signed; `purpose`: verification or recheck. `page` and `sort` are
    others' wishes for the answer; we want all of it.
    """

    transaction_id: str
    reference_id: str
    agency: str
    item: str
    persons: tuple[Person, ...]
    asked_at: datetime
    consent_reference: str | None = None
    consent_form: str | None = None
    purpose: Literal["verification", "recheck"] = "verification"
    page: PageRequest | None = None
    sort: tuple[Sorting, ...] = ()


class NotUnderstood(ValueError):
    """A well-formed search that is no question of ours: acknowledged, then rejected with `reason`."""

    def __init__(self, reason: SearchReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class SignedQuestion:
    """One envelope ready to send: `body` goes out as it is, `question_hash` must come back in each answer."""

    body: bytes
    question_hash: str


def ask(
    questions: Sequence[Question],
    key: SigningKey,
    *,
    message_id: str,
    sender_uri: str,
    receiver_id: str,
    now: datetime,
    ttl: timedelta = SIGNATURE_TTL,
) -> SignedQuestion:
    """The whole signed body. `message_id` is new for every attempt; `now` is real time, aware."""
    message = search_message(questions)
    body = request(
        Action.SEARCH,
        message,
        key,
        message_id=message_id,
        receiver_id=receiver_id,
        now=now,
        sender_uri=sender_uri,
        total_count=len(questions),
        ttl=ttl,
    )
    return SignedQuestion(body, question_hash(message))


def question_hash(message: bytes | msgspec.Raw) -> str:
    """SHA-256, as hex, over the raw `message` value of the search as it stands in the body."""
    return hashlib.sha256(message).hexdigest()


def search_message(questions: Sequence[Question]) -> bytes:
    """The `message` value: one transaction, one request for each item. The same questions are the same bytes."""
    (transaction_id,) = {question.transaction_id for question in questions}
    return msgspec.json.encode(
        Search(transaction_id=transaction_id, search_request=[_request(question) for question in questions])
    )


def _request(question: Question) -> SearchRequest:
    """An `expression` search, since persons carry their tokens along."""
    criteria = SearchCriteria(
        version=VERSION,
        reg_type=names.registry(question.agency),
        reg_event_type=names.event_type(question.item),
        query_type=QueryType.EXPRESSION,
        query={"type": names.PERSONS, "value": {"expression": {"persons": question.persons}}},
        consent=_consent(question),
    )
    return SearchRequest(
        reference_id=question.reference_id,
        timestamp=question.asked_at,
        search_criteria=criteria,
        locale="zho",
    )


def read_question(transaction_id: str, asked: SearchRequest) -> Question:
    """One request of a search as a question. Raises `NotUnderstood`.

    Reads our own `expression` form, and `idtype-value` or `predicate` for resident ID numbers.
    """
    criteria = asked.search_criteria
    pages = {page for page in (asked.pagination, criteria.pagination) if page is not None}
    if len(pages) > 1:
        raise NotUnderstood(SearchReason.PAGINATION_INVALID)
    try:
        agency = names.code_of(criteria.reg_type, names.REGISTRY)
        item = names.code_of(criteria.reg_event_type, names.EVENT)
        persons = persons_of(criteria.query_type, criteria.query)
    except Malformed:
        raise NotUnderstood(SearchReason.SEARCH_CRITERIA_INVALID) from None
    return Question(
        transaction_id,
        asked.reference_id,
        agency,
        item,
        persons,
        asked.timestamp,
        criteria.consent.id if criteria.consent else None,
        *_form_and_purpose(criteria.consent),
        next(iter(pages), None),
        tuple(criteria.sort or ()),
    )


_PURPOSES: Final[dict[Literal["verification", "recheck"], str]] = {
    "verification": "hardship_verification",
    "recheck": "hardship_recheck",
}
_FORM: Final = "form "


def purpose_code(purpose: Literal["", "verification", "recheck"]) -> str:
    """As it stands on the wire."""
    return _PURPOSES[purpose or "verification"]


def _form_and_purpose(consent: Consent | None) -> tuple[str | None, Literal["verification", "recheck"]]:
    """Of a consent that we named; a stranger's is read as one to verification."""
    told = consent.purpose if consent else None
    if told is None:
        return None, "verification"
    form = told.text.removeprefix(_FORM) if told.text and told.text.startswith(_FORM) else None
    return form, "recheck" if told.code == _PURPOSES["recheck"] else "verification"


def _consent(question: Question) -> Consent | None:
    """The form's version stands in the purpose's text: the standard has no field for it."""
    if not question.consent_reference:
        return None
    text = f"{_FORM}{question.consent_form}" if question.consent_form else None
    return Consent(id=question.consent_reference, purpose=Purpose(code=_PURPOSES[question.purpose], text=text))


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


class _Predicate(Struct, frozen=True):
    attribute_name: str
    operator: Operator
    attribute_value: str | list[str]


class _Condition(Struct, frozen=True, forbid_unknown_fields=True):
    expression1: _Predicate
    seq_num: int = 1
    condition: Literal["or"] | None = None
    expression2: _Predicate | None = None


def persons_of(query_type: QueryType | None, query: Any) -> tuple[Person, ...]:
    """Whom a query, or a subscription's filter, is about. Raises `Malformed` for one of another kind."""
    match query_type:
        case QueryType.EXPRESSION:
            asked = convert(query, _PersonsQuery)
            if asked.type == names.PERSONS:
                return asked.value.expression.persons
        case QueryType.PREDICATE:
            return tuple(person for one in convert(query, list[_Condition]) for person in _named(one))
        case QueryType.IDTYPE_VALUE | None:
            single = convert(query, _IdTypeValue)
            if single.type == names.RESIDENT_ID:
                return (Person(id_number=single.value),)
    raise Malformed("a query of another type")


def _named(condition: _Condition) -> list[Person]:
    """Predicates that name persons by their numbers, one (`eq`) or many (`in`), joined by `or`."""
    numbers: list[str] = []
    for one in filter(None, (condition.expression1, condition.expression2)):
        told = [one.attribute_value] if isinstance(one.attribute_value, str) else one.attribute_value
        wanted = Operator.EQUAL if isinstance(one.attribute_value, str) else Operator.IN
        if one.attribute_name != names.RESIDENT_ID or one.operator is not wanted:
            raise Malformed("a predicate about something else")
        numbers += told
    return [convert({"id_number": number}, Person) for number in numbers]
