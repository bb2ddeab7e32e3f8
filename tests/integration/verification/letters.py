"""Answers written by hand: what an agency, or somebody who is none, sends to our door."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dci.answers import Answer, answer_body
from dci.codes import SearchReason, Status
from dci.keys import SigningKey
from dci.messages import Envelope, RequestHeader, Search, SearchRequest
from dci.parser import decode
from dci.questions import question_hash


@dataclass(frozen=True)
class Asked:
    """A question as it arrived at an agency."""

    agency: str
    message_id: str
    transaction_id: str
    reference_id: str
    item: str
    hash: str
    tokens: tuple[str, ...]


def read(agency: str, body: bytes) -> list[Asked]:
    """The questions of one envelope."""
    whole = decode(body, Envelope)
    search = decode(whole.message, Search)
    return [
        Asked(
            agency,
            decode(whole.header, RequestHeader).message_id,
            search.transaction_id,
            request.reference_id,
            request.reference_id.rpartition("-")[2],
            question_hash(whole.message),
            tuple(person["token"] for person in _persons(request)),
        )
        for request in search.search_request
    ]


def _persons(request: SearchRequest) -> Any:
    query: Any = request.search_criteria.query
    return query["value"]["expression"]["persons"]


def read_all(letters: Iterable[tuple[str, bytes]]) -> list[Asked]:
    return [asked for agency, body in letters for asked in read(agency, body)]


def written(asked: Asked, key: SigningKey, *records: dict[str, Any], message_id: str = "", **changes: Any) -> bytes:
    given: dict[str, Any] = {
        "transaction_id": asked.transaction_id,
        "reference_id": asked.reference_id,
        "correlation_id": "c-1",
        "status": Status.SUCCEEDED,
        "records": list(records),
        "answered_at": datetime.now(UTC),
        "question_hash": asked.hash,
    }
    return answer_body(
        Answer(**given | changes),
        key,
        message_id=message_id or uuid.uuid4().hex,
        receiver_id="verification",
        now=datetime.now(UTC),
    )


def declined(asked: Asked, key: SigningKey) -> bytes:
    return written(asked, key, status=Status.REJECTED, reason_code=SearchReason.SEARCH_CRITERIA_INVALID)
