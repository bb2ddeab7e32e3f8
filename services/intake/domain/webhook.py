"""A portal's webhook: where it is told that one of its applications moved, and how each such delivery ended.

Two aggregates: the webhook, which its portal sets and removes, and each delivery, in a stream of its own, so that
deliveries that end at the same time do not wait for each other.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from services.intake.domain.events import (
    WebhookDelivered,
    WebhookGivenUp,
    WebhookRemoved,
    WebhookReplayed,
    WebhookSecretChanged,
    WebhookSet,
)

WEBHOOKS_MAX = 10
"""Of one portal. **Ours**."""

DeliveryState = Literal["waiting", "delivered", "failed"]


class Webhook(Struct, frozen=True):
    """`set` is None before it is set and after it is removed; `old_until`: when the secret before its present one
    ceases to sign."""

    set: WebhookSet | None = None
    old_until: datetime | None = None


def set_webhook(wanted: WebhookSet, others: int, state: Webhook) -> list[object]:
    """The same once more changes nothing; another address keeps the secret, which goes with `salt`."""
    if state.set is None:
        if others >= WEBHOOKS_MAX:
            raise DomainError("webhook.too_many", most=WEBHOOKS_MAX)
        return [wanted]
    kept = WebhookSet(
        name=wanted.name,
        owner=wanted.owner,
        org_path=wanted.org_path,
        url=wanted.url,
        wanted=wanted.wanted,
        salt=state.set.salt,
    )
    return [] if kept == state.set else [kept]


def change_secret(wanted: WebhookSecretChanged, now: datetime, state: Webhook) -> list[object]:
    """Two sign at a time and no third, for a receiver that knows neither of the later two would be lost; a secret that
    leaked ends at once all the same."""
    if state.old_until is not None and state.old_until > now and wanted.old_until > now:
        raise DomainError("webhook.two_secrets", until=state.old_until.isoformat())
    return [wanted]


def remove(state: Webhook) -> list[object]:
    return [] if state.set is None else [WebhookRemoved()]


def evolve_webhook(state: Webhook, event: object) -> Webhook:
    match event:
        case WebhookSet():
            return replace(state, set=event)
        case WebhookSecretChanged() if state.set is not None:
            return Webhook(replace(state.set, salt=event.salt), event.old_until)
        case WebhookRemoved():
            return Webhook()
    raise UnknownEvent(event)


def end(ended: WebhookDelivered | WebhookGivenUp, state: DeliveryState) -> list[object]:
    """Once: a receiver that was reached by two workers was told once, as far as is recorded."""
    return [ended] if state == "waiting" else []


def replay(asked: WebhookReplayed, state: DeliveryState) -> list[object]:
    """Of one that was given up; what waits is on its way, and what arrived has arrived."""
    return [asked] if state == "failed" else []


def evolve_delivery(state: DeliveryState, event: object) -> DeliveryState:
    match event:
        case WebhookDelivered():
            return "delivered"
        case WebhookGivenUp():
            return "failed"
        case WebhookReplayed():
            return "waiting"
    raise UnknownEvent(event)


def _waiting() -> DeliveryState:
    return "waiting"


WEBHOOK = Decider(Webhook, evolve_webhook)
DELIVERY = Decider(_waiting, evolve_delivery)
