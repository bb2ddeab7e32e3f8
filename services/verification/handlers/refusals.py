"""What is kept of a callback that is refused: that it came, from whom, and why; in a stream of its own.

The stream's name follows from the message, so the same one again leaves nothing more.
"""

import msgspec

from chassis import unit_of_work
from chassis.commands import through_lane
from chassis.resources import Resources
from chassis.store import Transaction, Unit
from chassis.use_case import by_system
from dci.messages import Envelope
from dci.parser import Malformed, decode
from services.verification import projections
from services.verification.domain import inquiry_name
from services.verification.domain.events import AnswerRefused


def remember(resources: Resources, name: str, sender: str, reason: str) -> str:
    """Record the refusal of a signed callback; gives the reason."""
    refused = AnswerRefused(sender=sender, reason=reason)
    through_lane(resources.store, resources.lane, None, lambda it: unit_of_refusal(resources, it, name, refused, None))
    return reason


def remember_unbelieved(resources: Resources, body: bytes, reason: str) -> None:
    """A signature that does not hold is recorded only where it names an inquiry of ours: strangers who know
    none cannot fill the store."""
    try:
        message = decode(decode(body, Envelope).message, _Transaction)
    except Malformed:
        return
    inquiry = inquiry_name.read(message.transaction_id)
    if inquiry is None:
        return
    refused = AnswerRefused(sender="", reason=reason)

    def build(transaction: Transaction) -> Unit:
        if not projections.is_known(transaction.connection, inquiry.stream):
            return Unit()
        name = resources.vault.keyed_hash(body)
        return unit_of_refusal(resources, transaction, name, refused, inquiry.household)

    through_lane(resources.store, resources.lane, None, build)


def unit_of_refusal(
    resources: Resources, transaction: Transaction, name: str, refused: AnswerRefused, household: str | None
) -> Unit:
    """`name` tells one message from another; the unit's response is the reason."""
    stream = f"refused-{resources.vault.keyed_hash(name.encode())[:40]}"
    if transaction.load(stream):
        return Unit(response=refused.reason.encode())
    change = unit_of_work.Change(stream, 0, household or stream, [refused])
    return unit_of_work.unit(resources.codec, by_system(resources), [change], response=refused.reason.encode())


class _Transaction(msgspec.Struct, frozen=True):
    transaction_id: str
