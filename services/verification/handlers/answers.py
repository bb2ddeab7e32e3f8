"""An answer came in. Its signature was verified with no transaction open; what is left is short.

Answers to one household come at the same moment and all want its stream: here they take turns, so
that none of them loses its version check to another thread of this process; other processes are met by redoing.
"""

import zlib
from datetime import timedelta
from typing import Any, Final

from chassis import unit_of_work
from chassis.clock import real_now
from chassis.codec import EventTooLarge
from chassis.commands import through_lane
from chassis.resources import Resources
from chassis.store import Transaction, Unit
from chassis.turns import Turns
from chassis.use_case import because_of
from dci.answers import Answer, read_answers
from dci.codes import Status
from dci.receiver import Accepted, AcceptedOnSearch
from services.verification.domain import inquiry_name
from services.verification.domain.commands import TakeAnswer
from services.verification.domain.events import AnswerRefused, Receipt
from services.verification.domain.inquiry.callback import NO_SUCH_QUESTION, take_answers
from services.verification.domain.inquiry_name import InquiryName
from services.verification.handlers import recall, refusals
from services.verification.handlers.inquiries import load
from services.verification.handlers.receipts import receipt_of

_turns: Final = Turns()
CLOCKS_APART: Final = timedelta(seconds=60)
"""So far an agency's clock may be ahead of ours."""


def take(resources: Resources, accepted: AcceptedOnSearch, body: bytes) -> str:
    return take_all(resources, accepted, read_answers(accepted.header, accepted.message), body)


def take_all(resources: Resources, accepted: Accepted[Any, Any], answers: list[Answer], body: bytes) -> str:
    """Why they are refused, or "". A page of several is no answer; a mere status says nothing yet."""
    sender, receipt = accepted.verified.sender_id, receipt_of(accepted, body)
    inquiry = inquiry_name.read(answers[0].transaction_id) if answers else None
    if inquiry is None:
        return refusals.remember(resources, sender, NO_SUCH_QUESTION)
    if not all(answer.whole for answer in answers):
        return refusals.remember(resources, sender, "not_a_whole_answer")
    told = [answer for answer in answers if answer.status in (Status.SUCCEEDED, Status.REJECTED)]
    raw = zlib.compress(body)
    commands = [_command(resources, sender, answer, raw, receipt) for answer in told]
    try:
        return _take(resources, inquiry, commands)
    except EventTooLarge:
        return refusals.remember(resources, sender, "body_too_large")


def _take(resources: Resources, inquiry: InquiryName, told: list[TakeAnswer]) -> str:
    """All answers of one callback in one unit, which says "" or why the first of them was refused."""
    resources.codec.prefetch([inquiry.household])

    def build(transaction: Transaction) -> Unit:
        loaded = load(transaction, inquiry.stream)
        happened = take_answers(told, loaded.state) if told else []
        if not happened:
            return Unit()
        if isinstance(happened[0], AnswerRefused):
            known = inquiry.stream if loaded.recorded else ""
            return refusals.unit_of_refusal(resources, transaction, happened[0], known)
        context = because_of(resources, loaded.recorded[-1])
        changes = recall.changes_of(resources, transaction, inquiry, loaded, happened)
        return unit_of_work.unit(resources.codec, context, changes)

    with _turns.of(inquiry.stream):
        return through_lane(resources.store, resources.lane, None, build).decode()


def _command(resources: Resources, sender: str, answer: Answer, raw: bytes, receipt: Receipt) -> TakeAnswer:
    declined = answer.status is Status.REJECTED
    now = max(resources.clock.now(), real_now())
    return TakeAnswer(
        agency=sender,
        reference=answer.reference_id,
        question_hash=answer.question_hash,
        declined=(answer.reason_code.value if answer.reason_code else "rjct") if declined else None,
        records=tuple(answer.records),
        raw=raw,
        today=resources.today(),
        standing=answer.standing,
        told_at=answer.answered_at,
        not_after=now + CLOCKS_APART,
        receipt=receipt,
    )
