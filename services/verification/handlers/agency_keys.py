"""Keys of those who sign: the agencies file as their first version, changes by two people, what a stolen one signed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any, Final

from chassis import commands, unit_of_work
from chassis.clock import real_now
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.resources import Resources
from chassis.store import Loaded, Transaction, Unit
from chassis.streams import Streams
from chassis.use_case import by_system, response_of, unit_of_command
from dci.keys import KeyHistory, KnownKey
from kernel.errors import DomainError
from services.verification.adapters.exchange import Exchange
from services.verification.domain import agency_keys as domain
from services.verification.domain.events import AgencyKeyProposed, AgencyKeySet
from services.verification.handlers.signed_bodies import ANSWERS
from services.verification.projections import agency_keys, kept_by

KEYS: Final = Streams("key", domain.AGENCY_KEYS)
"""One stream for each sender."""
LOOKED_AT_ONCE: Final = 2000
Decide = Callable[[Loaded[domain.State]], list[object]]


def adopt_all(resources: Resources, exchange: Exchange) -> None:
    """At each start: the keys of senders of whom no event tells yet, and ours."""
    told = groupby(sorted(exchange.ring.first, key=_sender), key=_sender)
    first = {sender: tuple(map(_first, keys)) for sender, keys in told}
    commands.guarded(resources.store, None, partial(_adopted, resources, first, _first(exchange.key.known(real_now()))))


def known(resources: Resources, exchange: Exchange) -> list[KnownKey]:
    """Of everybody but us: nobody sends us our own word."""
    with resources.store.reading() as connection:
        return [_known(one) for one in agency_keys.standing(connection) if one.sender != exchange.key.sender_id]


def all_known(connection: Any, senders: Iterable[str]) -> list[KnownKey]:
    wanted = set(senders)
    return [_known(one) for one in agency_keys.standing(connection) if one.sender in wanted]


def propose(resources: Resources, call: Call, wanted: AgencyKeyProposed) -> bytes:
    """It holds when somebody else has confirmed it."""
    _require_usable(wanted)
    return _carried_out(
        resources, call, wanted, lambda loaded: domain.propose(wanted, real_now(), loaded.state), "proposed"
    )


def confirm(resources: Resources, call: Call, wanted: AgencyKeyProposed) -> bytes:
    """As it was proposed: `key.not_proposed`, `key.confirmed_by_another`."""

    def decide(loaded: Loaded[domain.State]) -> list[object]:
        by = call.principal.subject
        return domain.confirm(wanted, by, _proposer(loaded, wanted.key_id), real_now(), loaded.state)

    return _carried_out(resources, call, wanted, decide, "changed")


def received_since(
    resources: Resources, caller: Principal, sender: str, key_id: str, after: int, limit: int
) -> tuple[list[dict[str, Any]], int | None]:
    """What was believed under a key from the instant on from which it is revoked, about households in the caller's
    scope: (some of it, where to go on)."""
    with resources.store.reading() as connection:
        key = next((one for one in all_known(connection, [sender]) if one.key_id == key_id), None)
        if key is None:
            raise Problem("not_found")
        rows = connection.execute(
            "SELECT position, body FROM events WHERE position > %s AND type = ANY(%s) ORDER BY position LIMIT %s",
            (after, [resources.codec.name_of(one) for one in ANSWERS.__args__], LOOKED_AT_ONCE),
        ).fetchall()
        found, codec = list[dict[str, Any]](), resources.codec.without_vault()
        for position, body in rows:
            since = list(_since(codec.decode(body), key))
            found += [one for one in since if caller.covers(kept_by(connection, one["household"]) or "")]
            if len(found) >= limit:
                return found, position
    return found, rows[-1][0] if len(rows) == LOOKED_AT_ONCE else None


def _since(recorded: Any, key: KnownKey) -> Iterator[dict[str, Any]]:
    event, envelope = recorded.event, recorded.envelope
    receipt = event.receipt
    if receipt is None or key.revoked_from is None or (event.agency, receipt.key_id) != (key.sender_id, key.key_id):
        return
    if receipt.received_at >= key.revoked_from:
        yield {
            "household": envelope.subject,
            "event": envelope.id,
            "type": envelope.type.split(".")[-2],
            "item": event.item,
            "received_at": receipt.received_at,
            "digest": receipt.digest,
        }


def _carried_out(resources: Resources, call: Call, wanted: AgencyKeyProposed, decide: Decide, news: str) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = KEYS.load(transaction, wanted.sender)
        change = KEYS.change(wanted.sender, loaded, KEYS.of(wanted.sender), decide(loaded))
        answer = response_of(sender=wanted.sender, key_id=wanted.key_id, **{news: bool(change.events)})
        return unit_of_command(resources, call, [change] if change.events else [], answer)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def _require_usable(wanted: AgencyKeyProposed) -> None:
    try:
        KeyHistory([_known(wanted)])
    except ValueError:
        raise DomainError("key.unusable", key=wanted.key_id) from None


def _proposer(loaded: Loaded[domain.State], key_id: str) -> str | None:
    proposed = [one for one in loaded.recorded if isinstance(one.event, AgencyKeyProposed)]
    return next((one.envelope.actor for one in reversed(proposed) if one.event.key_id == key_id), None)


def _adopted(
    resources: Resources, first: Mapping[str, tuple[AgencyKeySet, ...]], ours: AgencyKeySet, transaction: Transaction
) -> Unit:
    happened = []
    for sender, keys in first.items():
        loaded = KEYS.load(transaction, sender)
        happened.append(KEYS.change(sender, loaded, KEYS.of(sender), domain.adopt(keys, loaded.state)))
    loaded = KEYS.load(transaction, ours.sender)
    happened.append(KEYS.change(ours.sender, loaded, KEYS.of(ours.sender), domain.adopt_ours(ours, loaded.state)))
    changes = [change for change in happened if change.events]
    return unit_of_work.unit(resources.codec, by_system(resources), changes) if changes else Unit()


def _sender(key: KnownKey) -> str:
    return key.sender_id


def _first(key: KnownKey) -> AgencyKeySet:
    return AgencyKeySet(
        sender=key.sender_id,
        key_id=key.key_id,
        algorithm=key.algorithm,
        public_key=key.public_key,
        valid_from=key.valid_from,
        valid_until=key.valid_until,
        revoked_from=key.revoked_from,
        reason="",
    )


def _known(one: agency_keys.Entry | AgencyKeyProposed) -> KnownKey:
    return KnownKey(
        sender_id=one.sender,
        key_id=one.key_id,
        algorithm=one.algorithm,
        public_key=one.public_key,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        revoked_from=one.revoked_from,
    )
