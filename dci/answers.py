"""An answer to one question, as a DCI on-search: echoes its reference and carries its hash.

The hash stands in `header.meta.question_hash`: an answer that does not name the question it answers, byte by
byte, is an answer to another question.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from dci.codes import Action, SearchReason, Status
from dci.envelope import SIGNATURE_TTL, callback
from dci.keys import SigningKey
from dci.messages import VERSION, CallbackHeader, OnSearch, PageRequest, Pagination, SearchData, SearchResponse
from dci.names import record_type

GIVEN: Final = "given"
"""What an answer is that does not say otherwise (`header.meta.standing`): the standard has no word for corrections."""


@dataclass(frozen=True)
class Answer:
    """`records` holds one dict per person on file; none with status succ says that nothing is on file.

    `standing`: corrected or withdrawn, of an answer that was told before. `question_hash` is None when the sender gave
    none. `whole` is False for a page of several. `item`: of
    what the records are; `page`: which of the records were asked for, all unless said.
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
    whole: bool = True
    item: str = ""
    page: PageRequest | None = None
    standing: str = GIVEN


def answer_body(
    answer: Answer,
    key: SigningKey,
    *,
    message_id: str,
    receiver_id: str,
    now: datetime,
    ttl: timedelta = SIGNATURE_TTL,
) -> bytes:
    """The whole signed body of the callback; `now` is real time, aware."""
    message = OnSearch(
        transaction_id=answer.transaction_id,
        correlation_id=answer.correlation_id,
        search_response=[response(answer)],
    )
    return callback(
        Action.ON_SEARCH,
        message,
        key,
        message_id=message_id,
        receiver_id=receiver_id,
        now=now,
        status=answer.status,
        question_hash=answer.question_hash,
        standing=None if answer.standing == GIVEN else answer.standing,
        ttl=ttl,
    )


def response(answer: Answer) -> SearchResponse:
    """One item of an on-search: its page is really cut, and says how many records there are in all."""
    records, page = answer.records, answer.page
    if page is not None:
        first = (page.page_number - 1) * page.page_size
        records = records[first : first + page.page_size]
    return SearchResponse(
        reference_id=answer.reference_id,
        timestamp=answer.answered_at,
        status=answer.status,
        status_reason_code=answer.reason_code,
        status_reason_message=answer.reason_message,
        data=SearchData(version=VERSION, reg_record_type=record_type(answer.item), reg_records=records),
        pagination=_pagination(page, len(answer.records)),
        locale="zho",
    )


def _pagination(page: PageRequest | None, records: int) -> Pagination | None:
    if page is None:
        return None
    return Pagination(page_size=page.page_size, page_number=page.page_number, total_count=records)


def read_answers(header: CallbackHeader, message: OnSearch) -> list[Answer]:
    """The answers in an accepted on-search, in its order."""
    meta = header.meta or {}
    stated = meta.get("question_hash")
    return [
        Answer(
            message.transaction_id,
            one.reference_id,
            message.correlation_id,
            one.status,
            one.data.reg_records if one.data else [],
            one.timestamp,
            stated if isinstance(stated, str) else None,
            one.status_reason_code,
            one.status_reason_message,
            _is_whole(one.pagination),
            standing=str(meta.get("standing") or GIVEN),
        )
        for one in message.search_response
    ]


def _is_whole(page: Pagination | None) -> bool:
    return page is None or (page.page_number == 1 and (page.total_count is None or page.page_size >= page.total_count))
