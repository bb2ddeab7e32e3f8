"""An answer to one question, as a DCI on-search: echoes its reference and carries its hash.

The hash stands in `header.meta.question_hash`: an answer that does not name the question it answers, byte by
byte, is an answer to another question.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dci.codes import Action, SearchReason, Status
from dci.envelope import SIGNATURE_TTL, envelope
from dci.keys import SigningKey
from dci.messages import VERSION, CallbackHeader, OnSearch, Pagination, SearchData, SearchResponse


@dataclass(frozen=True)
class Answer:
    """`records` holds one dict per person on file; none with status succ says that nothing is on file.

    `question_hash` is None when the sender gave none. `last_page` is False while more records are to come.
    """

    transaction_id: str
    reference_id: str
    correlation_id: str
    status: Status
    records: list[dict[str, Any]]
    answered_at: datetime
    question_hash: str | None
    reason_code: SearchReason | None = None
    reason_message: str | None = None
    last_page: bool = True


def answer_body(
    answer: Answer,
    key: SigningKey,
    *,
    message_id: str,
    receiver_id: str,
    now: datetime,
    ttl: timedelta = SIGNATURE_TTL,
) -> bytes:
    """The whole signed body of the callback; `now` is real time, aware. Always sent as the last page."""
    header = CallbackHeader(
        version=VERSION,
        message_id=message_id,
        message_ts=now,
        action=Action.ON_SEARCH,
        status=answer.status,
        total_count=1,
        completed_count=1,
        sender_id=key.sender_id,
        receiver_id=receiver_id,
        meta={"question_hash": answer.question_hash} if answer.question_hash else None,
    )
    response = SearchResponse(
        reference_id=answer.reference_id,
        timestamp=answer.answered_at,
        status=answer.status,
        status_reason_code=answer.reason_code,
        status_reason_message=answer.reason_message,
        data=SearchData(version=VERSION, reg_records=answer.records),
        locale="zho",
    )
    message = OnSearch(
        transaction_id=answer.transaction_id,
        correlation_id=answer.correlation_id,
        search_response=[response],
    )
    return envelope(header, message, key, now, ttl)


def read_answers(header: CallbackHeader, message: OnSearch) -> list[Answer]:
    """The answers in an accepted on-search, in its order."""
    stated = (header.meta or {}).get("question_hash")
    return [
        Answer(
            message.transaction_id,
            response.reference_id,
            message.correlation_id,
            response.status,
            response.data.reg_records if response.data else [],
            response.timestamp,
            stated if isinstance(stated, str) else None,
            response.status_reason_code,
            response.status_reason_message,
            _is_last(response.pagination),
        )
        for response in message.search_response
    ]


def _is_last(page: Pagination | None) -> bool:
    return page is None or page.total_count is None or page.page_number * page.page_size >= page.total_count
