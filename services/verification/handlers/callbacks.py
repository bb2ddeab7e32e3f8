"""Callbacks beside answers: each has its ack, and what one of them holds of answers counts as answers do."""

from typing import Any

from chassis.resources import Resources
from dci.answers import read_answers
from dci.parser import Malformed
from dci.receiver import Accepted
from dci.statuses import TxnOnStatus, searched
from services.verification.handlers import answers, refusals


def take_subscription(resources: Resources, accepted: Accepted[Any, Any], body: bytes) -> str:
    """We subscribe nowhere: agencies that push do it under the law, and nobody has to ask them to."""
    return refusals.remember(resources, accepted.verified.sender_id, "never_subscribed")


def take_standing(resources: Resources, accepted: Accepted[Any, TxnOnStatus], body: bytes) -> str:
    """How a transaction stands may be told with its answers, signed as any other: they count as answers."""
    try:
        message = searched(accepted.message)
    except Malformed:
        return refusals.remember(resources, accepted.verified.sender_id, "status_malformed")
    told = read_answers(accepted.header, message) if message is not None else []
    return answers.take_all(resources, accepted, told, body)
