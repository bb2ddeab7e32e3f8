"""What left and was acknowledged, byte for byte: one event for each envelope, in a stream of its own, so that it never
meets the answers that come in at the same moment."""

from typing import Any

from chassis import unit_of_work
from chassis.codec import Recorded
from chassis.reactions import Reaction
from chassis.resources import Resources
from chassis.store import Delivery, Transaction, Unit
from chassis.use_case import because_of
from services.verification.domain.events import QuestionSent


def record_sent(resources: Resources, cause: Recorded[Any], sent: QuestionSent) -> Reaction[Delivery]:
    """The first acknowledged attempt counts: what was sent again after it tells nothing new."""

    def handle(transaction: Transaction, delivery: Delivery) -> Unit | None:
        stream = f"sent-{delivery.id}"
        if transaction.load(stream):
            return None
        change = unit_of_work.Change(stream, 0, delivery.subject, [sent])
        return unit_of_work.unit(resources.codec, because_of(resources, cause), [change])

    return Reaction(handle)
