"""A question leaves: consent rechecked, rendered, signed, sent; as often as it takes, until the term is over."""

import uuid

from chassis.client import Reply, Unreachable
from chassis.clock import real_now
from chassis.deliveries import Again, Done
from chassis.reactions import Reaction
from chassis.resources import Resources
from chassis.store import Delivery, Transaction, Unit
from chassis.use_case import because_of
from dci.acks import Ack
from dci.codes import AckStatus
from dci.parser import Malformed, decode
from dci.questions import ask
from services.verification.adapters.exchange import Exchange
from services.verification.domain.commands import RefuseQuestion
from services.verification.domain.inquiry.start import refuse_question
from services.verification.domain.inquiry.states import State, Waiting
from services.verification.domain.item_states import Asked
from services.verification.domain.rules import why_not_covered
from services.verification.handlers.inquiries import load, unit_of
from services.verification.handlers.questions import rendered


def send_question(resources: Resources, exchange: Exchange, delivery: Delivery) -> Done | Again:
    """One attempt. No transaction is open while the agency is called."""
    stream, item = delivery.data["stream"], delivery.data["item"]
    resources.codec.prefetch([delivery.subject])
    with resources.store.transaction() as transaction:
        state: State = load(transaction, stream).state
    if not isinstance(state, Waiting) or not isinstance(state.items.get(item), Asked) or state.erased:
        return Done()  # answered, stopped, or the term is over
    opened = state.opened
    today = resources.today()
    if why_not_covered(opened.consent, item, opened.persons, today) is not None:
        return Done(Reaction(lambda transaction, delivery: _refuse(resources, transaction, delivery)))
    wait_s = exchange.breaker.wait_s(delivery.target)
    if wait_s > 0:
        return Again("breaker_open", after_s=wait_s, counts=False, target_rests=True)
    return _attempt(exchange, delivery.target, _body(exchange, stream, item, state))


def _attempt(exchange: Exchange, agency: str, body: bytes) -> Done | Again:
    try:
        reply = exchange.post(f"{exchange.urls[agency]}/registry/search", body)
    except Unreachable as error:
        exchange.breaker.failed(agency)
        return Again(f"unreachable_{error.reason}")
    if reply.status >= 500 or reply.status in (408, 425, 429):
        exchange.breaker.failed(agency)
        return Again(f"status_{reply.status}")
    exchange.breaker.succeeded(agency)
    return Done() if _is_acknowledged(reply) else Again(f"refused_{reply.status}")


def _body(exchange: Exchange, stream: str, item: str, state: Waiting) -> bytes:
    opened = state.opened
    (question,) = (each for each in opened.questions if each.item == item)
    asked = ask(
        rendered(stream, question, opened.declared, opened.persons, opened.consent, opened.asked_at),
        exchange.key,
        message_id=uuid.uuid4().hex,
        sender_uri=exchange.sender_uri,
        receiver_id=question.agency,
        now=real_now(),
    )
    assert asked.question_hash == opened.hashes[item], "a retry must be the question that was recorded"
    return asked.body


def _is_acknowledged(reply: Reply) -> bool:
    try:
        return reply.status in (200, 202) and decode(reply.body, Ack).message.ack_status is AckStatus.ACK
    except Malformed:
        return False


def _refuse(resources: Resources, transaction: Transaction, delivery: Delivery) -> Unit | None:
    stream = delivery.data["stream"]
    loaded = load(transaction, stream)
    command = RefuseQuestion(item=delivery.data["item"], today=resources.today())
    events = refuse_question(command, loaded.state)
    if not events:
        return None
    return unit_of(resources, because_of(resources, loaded.recorded[-1]), delivery.subject, stream, loaded, events)
