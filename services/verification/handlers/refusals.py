"""What is kept of a callback that is refused: of a signed one that it came, from whom, and why; of others a number.

Kept in a stream of its own, at most once in an hour for each inquiry (of a message that names none of ours: for each
sender) and reason, so that nobody can fill the log, nor push a household's story out of its timeline.
"""

from chassis import logs, metrics, unit_of_work
from chassis.commands import through_lane
from chassis.resources import Resources
from chassis.store import Transaction, Unit
from chassis.use_case import by_system
from services.verification.domain.events import AnswerRefused


def count_unbelieved(reason: str) -> None:
    """A signature that does not hold is anybody's: nothing of it is stored."""
    metrics.MESSAGES_NOT_BELIEVED.labels(reason).inc()
    logs.logger("exchange").warning("callback_not_believed", reason=reason)


def remember(resources: Resources, sender: str, reason: str) -> str:
    """Record the refusal of a signed callback that names no inquiry of ours; gives the reason."""
    refused = AnswerRefused(sender=sender, reason=reason)
    through_lane(resources.store, resources.lane, None, lambda it: unit_of_refusal(resources, it, refused, ""))
    return reason


def unit_of_refusal(resources: Resources, transaction: Transaction, refused: AnswerRefused, inquiry: str) -> Unit:
    """`inquiry`: its stream, "" for none of ours; the unit's response is the reason."""
    hour = resources.clock.now().strftime("%Y-%m-%dT%H%z")
    name = "|".join((inquiry or refused.sender, refused.reason, hour))
    stream = f"refused-{resources.vault.keyed_hash(name.encode())[:40]}"
    if transaction.load(stream):
        return Unit(response=refused.reason.encode())
    change = unit_of_work.Change(stream, 0, stream, [refused])
    return unit_of_work.unit(resources.codec, by_system(resources), [change], response=refused.reason.encode())
