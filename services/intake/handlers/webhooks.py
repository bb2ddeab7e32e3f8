"""A portal's own webhooks: set, shown, removed; a delivery that was given up is sent again."""

import json
from datetime import datetime, timedelta
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
from services.intake.domain.events import WebhookReplayed, WebhookSecretChanged, WebhookSet
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
    old_until: datetime | None
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

    return _with_secret(resources, id, commands.through_lane(resources.store, resources.lane, call.key, build))


def change_secret(resources: Resources, call: Call, name: str, old_valid: timedelta) -> bytes:
    """The new secret goes with the answer, as of a webhook that is made; the one before is told to nobody again."""
    id, salt = id_of(call.principal, name), uuid7()

    def build(transaction: Transaction) -> Unit:
        loaded = _own(transaction, id)
        _require_version(call, loaded)
        now = resources.clock.now()
        wanted = WebhookSecretChanged(salt=salt, old_until=now + old_valid)
        events = webhook.change_secret(wanted, now, loaded.state)
        told = {"name": name, "salt": salt, "old_until": wanted.old_until.isoformat()}
        return _unit(resources, call, id, loaded, events, **told)

    return _with_secret(resources, id, commands.through_lane(resources.store, resources.lane, call.key, build))


def remove(resources: Resources, call: Call, name: str) -> bytes:
    id = id_of(call.principal, name)

    def build(transaction: Transaction) -> Unit:
        loaded = _own(transaction, id)
        _require_version(call, loaded)
        return _unit(resources, call, id, loaded, webhook.remove(loaded.state), name=name)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def own(resources: Resources, principal: Principal, name: str) -> Own:
    """What is another's, or was removed, does not exist."""
    id = id_of(principal, name)
    with resources.store.transaction() as transaction:
        loaded = _own(transaction, id)
        set_, old_until = loaded.state.set, loaded.state.old_until
        assert set_ is not None
        two = old_until is not None and old_until > resources.clock.now()
        return Own(set_, loaded.version, old_until if two else None, webhook_queries.failed(transaction.connection, id))


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


def _own(transaction: Transaction, id: str) -> Loaded[Webhook]:
    """What was never set, or was removed, does not exist."""
    loaded = WEBHOOKS.load(transaction, id)
    if loaded.state.set is None:
        raise Problem("not_found")
    return loaded


def _with_secret(resources: Resources, id: str, answered: bytes) -> bytes:
    """The stored answer has the salt alone: the secret stands nowhere."""
    told = json.loads(answered)
    salt = told.pop("salt")
    return response_of(**told, secret=webhook_signature.shown(secret(resources, id, salt)) if salt else None)


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
