"""A portal's own webhooks: set, shown, removed; a delivery that was given up is sent again."""

import json
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from chassis import commands
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.ids import uuid7
from chassis.store import Loaded, Transaction, Unit
from chassis.streams import Streams
from chassis.use_case import response_of, unit_of_command
from kernel import subject
from kernel.errors import DomainError
from services.intake.adapters import webhook_signature
from services.intake.adapters.webhook_line import WebhookLine
from services.intake.domain import webhook
from services.intake.domain.events import WebhookReplayed, WebhookSet
from services.intake.domain.webhook import DELIVERY, WEBHOOK, DeliveryState, Webhook
from services.intake.projections import webhook_queries
from services.intake.resources import Resources

WEBHOOKS: Final = Streams("webhook", WEBHOOK)
DELIVERIES: Final = Streams("webhook_delivery", DELIVERY)


class Wanted(Struct, frozen=True, kw_only=True):
    url: str
    events: tuple[str, ...]


class Own(Struct, frozen=True):
    """One webhook as its portal sees it."""

    set: WebhookSet
    version: int
    failed: int


def put(resources: Resources, line: WebhookLine, call: Call, name: str, wanted: Wanted) -> bytes:
    """The secret goes with the answer of the request that made the webhook, to each retry of it, and never again."""
    line.require_allowed(wanted.url)
    id, salt = id_of(call.principal, name), uuid7()

    def build(transaction: Transaction) -> Unit:
        loaded = WEBHOOKS.load(transaction, id)
        _require_version(call, loaded)
        asked = WebhookSet(
            name=name,
            owner=call.principal.subject,
            org_path=call.principal.org_path,
            url=wanted.url,
            wanted=tuple(sorted(set(wanted.events))),
            salt=salt,
        )
        others = webhook_queries.others(transaction.connection, asked.owner, id)
        events = webhook.set_webhook(asked, others, loaded.state)
        made = salt if loaded.state.set is None else None
        return _unit(resources, call, id, loaded, events, name=name, salt=made)

    told = json.loads(commands.through_lane(resources.store, resources.lane, call.key, build))
    made = told.pop("salt")
    return response_of(**told, secret=webhook_signature.shown(secret(resources, id, made)) if made else None)


def remove(resources: Resources, call: Call, name: str) -> bytes:
    id = id_of(call.principal, name)

    def build(transaction: Transaction) -> Unit:
        loaded = WEBHOOKS.load(transaction, id)
        if loaded.state.set is None:
            raise Problem("not_found")
        _require_version(call, loaded)
        return _unit(resources, call, id, loaded, webhook.remove(loaded.state), name=name)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def own(resources: Resources, principal: Principal, name: str) -> Own:
    """What is another's, or was removed, does not exist."""
    id = id_of(principal, name)
    with resources.store.transaction() as transaction:
        loaded = WEBHOOKS.load(transaction, id)
        if loaded.state.set is None:
            raise Problem("not_found")
        return Own(loaded.state.set, loaded.version, webhook_queries.failed(transaction.connection, id))


def replay(resources: Resources, call: Call, name: str, delivery: str) -> bytes:
    """Under the same id, so that a receiver that had it all the same knows it."""
    id = id_of(call.principal, name)

    def build(transaction: Transaction) -> Unit:
        if not webhook_queries.is_of(transaction.connection, id, delivery):
            raise Problem("not_found")
        loaded: Loaded[DeliveryState] = DELIVERIES.load(transaction, delivery)
        events = webhook.replay(WebhookReplayed(delivery=delivery, webhook=id), loaded.state)
        told = webhook_queries.household_of(transaction.connection, delivery)
        change = DELIVERIES.change(delivery, loaded, told, events)
        state = DELIVERY.after(loaded.state, events)
        return unit_of_command(resources, call, [change], response_of(delivery=delivery, state=state))

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def id_of(principal: Principal, name: str) -> str:
    """By whose it is and its name, so that nobody meets another's and one portal has each name once."""
    return str(uuid5(NAMESPACE_URL, json.dumps(["webhook", subject.key(principal.subject), name])))


def secret(resources: Resources, id: str, salt: str) -> bytes:
    return resources.vault.secret("webhook", f"{id} {salt}")


def _require_version(call: Call, loaded: Loaded[Webhook]) -> None:
    if call.expected is not None and call.expected != loaded.version:
        raise DomainError("stale_version", version=loaded.version, happened=[])


def _unit(
    resources: Resources, call: Call, id: str, loaded: Loaded[Webhook], events: list[object], **told: Any
) -> Unit:
    response = response_of(version=loaded.version + len(events), **told)
    return unit_of_command(resources, call, [WEBHOOKS.change(id, loaded, id, events)], response)
