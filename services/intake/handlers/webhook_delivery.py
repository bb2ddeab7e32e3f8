"""A portal is told: rendered, signed, sent; as often as the schedule says, then given up where the portal sees it.

What is told is that something moved, and where to read it: what a household's papers say stays behind its own routes.
"""

import json
from typing import Final

from chassis.client import Reply, Unreachable
from chassis.clock import real_time
from chassis.deliveries import Again, Done
from chassis.reactions import Reaction
from chassis.resources import Resources
from chassis.store import Delivery, Loaded, Transaction, Unit
from chassis.use_case import by_system, unit_of_effect
from kernel.errors import DomainError
from services.intake.adapters import webhook_signature
from services.intake.adapters.webhook_line import WebhookLine
from services.intake.domain import webhook
from services.intake.domain.events import WebhookDelivered, WebhookGivenUp
from services.intake.domain.webhook import DeliveryState
from services.intake.handlers.webhooks import DELIVERIES, secret
from services.intake.projections import webhook_queries
from services.intake.projections.webhook_queries import Deliverable
from services.intake.resources import Resources as Intake

MINUTE_S: Final = 60.0
HOUR_S: Final = 60 * MINUTE_S
AFTER_S: Final = (
    5.0, 5 * MINUTE_S, 30 * MINUTE_S, 2 * HOUR_S, 5 * HOUR_S, 10 * HOUR_S, 14 * HOUR_S, 20 * HOUR_S, 24 * HOUR_S,
)  # fmt: skip
"""How long after each failure: ten attempts in three days, as Standard Webhooks 1.0.0 proposes."""
GONE: Final = 410
"""A receiver says so when it wants nothing any more."""


def send_webhook(resources: Intake, line: WebhookLine, delivery: Delivery) -> Done | Again:
    """One attempt. No transaction is open while the portal is called."""
    with resources.store.reading() as connection:
        wanted = webhook_queries.deliverable(connection, delivery.id, resources.clock.now())
    if wanted is None:
        return Done()  # the webhook was removed
    try:
        line.require_allowed(wanted.url)
    except DomainError as refused:
        return _given_up(resources, wanted, refused.code, delivery.attempts)
    wait_s = line.breaker.wait_s(wanted.webhook)
    if wait_s > 0:
        return Again("breaker_open", after_s=wait_s, counts=False, target_rests=True)
    reason = _attempt(resources, line, wanted)
    if reason is None:
        line.breaker.succeeded(wanted.webhook)
        return _ended(resources, WebhookDelivered(delivery=wanted.delivery, webhook=wanted.webhook))
    line.breaker.failed(wanted.webhook)
    if reason == f"status_{GONE}" or delivery.attempts >= len(AFTER_S):
        return _given_up(resources, wanted, reason, delivery.attempts + 1)
    return Again(reason, after_s=AFTER_S[delivery.attempts])


def _attempt(resources: Intake, line: WebhookLine, wanted: Deliverable) -> str | None:
    """Why it failed; None when it is there."""
    body = _body(wanted)
    signed_by = [secret(resources, wanted.webhook, salt) for salt in wanted.salts]
    headers = webhook_signature.headers(signed_by, wanted.delivery, int(real_time()), body)
    try:
        reply: Reply = line.post(wanted.url, body, headers)
    except Unreachable as error:
        return f"unreachable_{error.reason}"
    return None if 200 <= reply.status < 300 else f"status_{reply.status}"


def _body(wanted: Deliverable) -> bytes:
    """Ids, kind, day and where to read more; `version` tells a receiver which of two came first."""
    told = {
        "type": wanted.kind,
        "timestamp": wanted.happened_at.isoformat(),
        "data": {
            "household": wanted.household,
            "status": wanted.status,
            "version": wanted.version,
            "link": f"/v1/applications/{wanted.household}/status",
        },
    }
    return json.dumps(told, separators=(",", ":")).encode()


def _given_up(resources: Resources, wanted: Deliverable, reason: str, attempts: int) -> Done:
    return _ended(
        resources,
        WebhookGivenUp(delivery=wanted.delivery, webhook=wanted.webhook, attempts=attempts, reason=reason),
    )


def _ended(resources: Resources, event: WebhookDelivered | WebhookGivenUp) -> Done:
    def record(transaction: Transaction, delivery: Delivery) -> Unit | None:
        loaded: Loaded[DeliveryState] = DELIVERIES.load(transaction, delivery.id)
        change = DELIVERIES.change(delivery.id, loaded, delivery.subject, webhook.end(event, loaded.state))
        return unit_of_effect(resources, by_system(resources), [change])

    return Done(Reaction(record))
