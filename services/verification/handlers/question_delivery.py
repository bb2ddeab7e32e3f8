"""Questions leave, all of one agency in one envelope: consent rechecked, rendered, signed, sent; as often as it takes,
until the term is over."""

import uuid
import zlib
from datetime import datetime
from functools import reduce

from chassis.client import Reply, Unreachable
from chassis.clock import real_now
from chassis.deliveries import Again, Done
from chassis.reactions import Reaction
from chassis.store import Delivery, Transaction, Unit
from chassis.use_case import because_of
from dci.acks import Ack
from dci.codes import AckStatus
from dci.evidence_file import sha256
from dci.parser import Malformed, decode
from dci.questions import ask, purpose_code
from services.verification.adapters.exchange import Exchange
from services.verification.domain.commands import LeaveForSheet, RefuseQuestion
from services.verification.domain.events import QuestionSent
from services.verification.domain.inquiry.carriage import leave_for_sheet
from services.verification.domain.inquiry.evolution import evolve
from services.verification.domain.inquiry.start import refuse_question
from services.verification.domain.inquiry.states import State, Waiting
from services.verification.domain.item_states import Asked
from services.verification.domain.rules import why_not_covered
from services.verification.handlers import directory
from services.verification.handlers.inquiries import load, unit_of
from services.verification.handlers.questions import rendered
from services.verification.handlers.sent_questions import record_sent
from services.verification.resources import Resources


def send_question(resources: Resources, exchange: Exchange, delivery: Delivery) -> Done | Again:
    """One attempt. No transaction is open while the agency is called."""
    stream, items = delivery.data["stream"], _items(delivery)
    resources.codec.prefetch([delivery.subject])
    with resources.store.transaction() as transaction:
        loaded = load(transaction, stream)
        url = directory.url_of(resources, transaction.connection, delivery.target, resources.today())
    state: State = loaded.state
    if not isinstance(state, Waiting) or state.erased:
        return Done()  # stopped, or the term is over
    if not any(isinstance(state.items.get(item), Asked) for item in items):
        return Done()  # answered
    opened, today = state.opened, resources.today()
    if any(why_not_covered(opened.consent, item, opened.persons, today, opened.purpose) is not None for item in items):
        return Done(Reaction(lambda transaction, delivery: _refuse(resources, transaction, delivery)))
    if exchange.works_by_sheet(delivery.target):
        return Done(Reaction(lambda transaction, delivery: _leave_for_sheet(resources, transaction, delivery)))
    wait_s = exchange.breaker.wait_s(delivery.target)
    if wait_s > 0:
        return Again("breaker_open", after_s=wait_s, counts=False, target_rests=True)
    if (paced_s := exchange.paces.wait_s(resources.store, delivery.target, len(items))) > 0:
        return Again("paced", after_s=paced_s, counts=False, target_rests=True)
    body, sent_at = _body(exchange, stream, items, state), real_now()
    ack = _attempt(exchange, delivery.target, url, body)
    if isinstance(ack, Again):
        return ack
    sent = _sent(exchange, delivery, items, state, body, sent_at, ack)
    return Done(record_sent(resources, loaded.recorded[-1], sent))


def _attempt(exchange: Exchange, agency: str, url: str, body: bytes) -> bytes | Again:
    """The ack."""
    try:
        reply = exchange.post(f"{url}/registry/search", body)
    except Unreachable as error:
        exchange.breaker.failed(agency)
        return Again(f"unreachable_{error.reason}")
    if reply.status >= 500 or reply.status in (408, 425, 429):
        exchange.breaker.failed(agency)
        return Again(f"status_{reply.status}")
    exchange.breaker.succeeded(agency)
    return reply.body if _is_acknowledged(reply) else Again(f"refused_{reply.status}")


def _items(delivery: Delivery) -> list[str]:
    """Questions that were on their way before envelopes held all of an agency's have one item each."""
    return delivery.data.get("items") or [delivery.data["item"]]


def _body(exchange: Exchange, stream: str, items: list[str], state: Waiting) -> bytes:
    """All of them, even where one was answered meanwhile: a retry is the same message."""
    opened = state.opened
    questions = [each for each in opened.questions if each.item in items]
    asked = ask(
        rendered(stream, questions, opened.declared, opened.persons, opened.consent, opened.asked_at, opened.purpose),
        exchange.key,
        message_id=uuid.uuid4().hex,
        sender_uri=exchange.sender_uri,
        receiver_id=questions[0].agency,
        now=real_now(),
    )
    assert {asked.question_hash} == {opened.hashes[item] for item in items}, "a retry must be what was recorded"
    return asked.body


def _sent(
    exchange: Exchange, delivery: Delivery, items: list[str], state: Waiting, body: bytes, at: datetime, ack: bytes
) -> QuestionSent:
    return QuestionSent(
        inquiry=delivery.data["stream"],
        agency=delivery.target,
        items=tuple(items),
        key_id=exchange.key.key_id,
        sent_at=at,
        consent=state.opened.consent.reference,
        purpose=purpose_code(state.opened.purpose),
        digest=sha256(body),
        raw=zlib.compress(body),
        ack=zlib.compress(ack),
    )


def _is_acknowledged(reply: Reply) -> bool:
    try:
        return reply.status in (200, 202) and decode(reply.body, Ack).message.ack_status is AckStatus.ACK
    except Malformed:
        return False


def _leave_for_sheet(resources: Resources, transaction: Transaction, delivery: Delivery) -> Unit | None:
    stream = delivery.data["stream"]
    loaded = load(transaction, stream)
    events = leave_for_sheet(LeaveForSheet(delivery.target, tuple(_items(delivery))), loaded.state)
    if not events:
        return None
    return unit_of(resources, because_of(resources, loaded.recorded[-1]), delivery.subject, stream, loaded, events)


def _refuse(resources: Resources, transaction: Transaction, delivery: Delivery) -> Unit | None:
    stream = delivery.data["stream"]
    loaded = load(transaction, stream)
    state, events = loaded.state, list[object]()
    for item in _items(delivery):
        refused = refuse_question(RefuseQuestion(item=item, today=resources.today()), state)
        state = reduce(evolve, refused, state)
        events += refused
    if not events:
        return None
    return unit_of(resources, because_of(resources, loaded.recorded[-1]), delivery.subject, stream, loaded, events)
