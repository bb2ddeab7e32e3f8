"""Deliveries: outward calls, written in the transaction that decides them, sent at least once.

A row is leased and that is committed; with no transaction open it is re-checked, rendered, signed and sent; the
outcome is a second transaction that takes the row away, and where there is nothing to record it is the next lease's.
A target has few calls under way at a time, so that a slow one holds up nobody but itself. `chassis.delivery_worker`
drives this.

See docs/design/timers-and-deliveries.md#deliveries.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import LiteralString

from chassis import logs, trace
from chassis.reactions import MovedOn, Reaction, react
from chassis.store import Delivery
from chassis.store.postgres import PostgresStore
from chassis.subscription import CONFLICT_TRIES, MESSAGE_FAILURES, describe

LEASE_S = 60.0
BACK_OFF_MAX_S = 300
PER_TARGET_MAX = 2
"""Calls to one target under way at a time, those of other processes counted: with twice as many hands as there are
targets, every target has its own."""


TARGETS: LiteralString = """
WITH RECURSIVE targets AS (
    (SELECT target FROM deliveries ORDER BY target LIMIT 1)
    UNION ALL
    SELECT (SELECT d.target FROM deliveries d WHERE d.target > t.target ORDER BY d.target LIMIT 1)
    FROM targets t WHERE t.target IS NOT NULL
)"""
"""Found by skipping through their index, so a long backlog costs no more than a short one."""

LEASE: LiteralString = f"""
{TARGETS}, due AS MATERIALIZED (
    SELECT d.* FROM targets t CROSS JOIN LATERAL (
        SELECT id, target, next_try FROM deliveries
        WHERE target = t.target AND next_try <= now() AND (leased_to IS NULL OR leased_to < now())
        ORDER BY next_try, id
        LIMIT greatest(0, %(per_target)s - (
            SELECT count(*) FROM deliveries u WHERE u.target = t.target AND u.leased_to >= now()))
        FOR UPDATE SKIP LOCKED) d
    WHERE t.target <> ALL(%(resting)s)
), taken AS MATERIALIZED (
    SELECT id FROM due
    ORDER BY row_number() OVER (PARTITION BY target ORDER BY next_try, id), next_try, id LIMIT %(size)s
)
UPDATE deliveries d SET leased_to = now() + %(lease)s * interval '1 second' FROM taken WHERE d.id = taken.id
RETURNING d.id::text, d.kind, d.target, d.subject, d.event_id::text, d.data, d.attempts, d.leased_to
"""

NEXT: LiteralString = f"""
{TARGETS}
SELECT extract(epoch FROM min(next.next_try) - now()) FROM targets t CROSS JOIN LATERAL (
    SELECT next_try FROM deliveries WHERE target = t.target AND next_try > now() ORDER BY next_try LIMIT 1) next
"""

TAKE_AWAY: LiteralString = "DELETE FROM deliveries WHERE id = ANY(%s::uuid[])"


@dataclass(frozen=True)
class Done:
    """The call is over, sent or given up: `reaction` (on the delivery) records what it came to."""

    reaction: Reaction[Delivery] | None = None


@dataclass(frozen=True)
class Again:
    """Try later; `after_s` None means the usual back-off; `counts` False leaves the attempts alone.

    `target_rests`: nothing at all is to be sent there for `after_s`.
    """

    reason: str
    after_s: float | None = None
    counts: bool = True
    target_rests: bool = False


Outcome = Done | Again
Send = Callable[[Delivery], Outcome]


def lease(
    store: PostgresStore,
    size: int,
    resting: Collection[str] = (),
    lease_s: float = LEASE_S,
    over: Collection[str] = (),
) -> list[Delivery]:
    """Up to `size` due rows, of each target the oldest and in turn; none of the targets that rest.

    The rows that are `over` go away with the same commit, and make room at their targets first.
    """
    with store.single() as connection, connection.pipeline() if over else nullcontext():
        if over:
            connection.execute(TAKE_AWAY, (list(over),))
        leased = connection.execute(
            LEASE,
            {"per_target": PER_TARGET_MAX, "resting": list(resting), "size": size, "lease": lease_s},
        )
        return [Delivery(*row) for row in leased.fetchall()]


def take_away(store: PostgresStore, over: Collection[str]) -> None:
    """The rows of calls that left nothing to record."""
    with store.single() as connection:
        connection.execute(TAKE_AWAY, (list(over),))


def next_try_in_s(store: PostgresStore) -> float | None:
    """How long until a row that was put off is due; None when none is."""
    with store.reading() as connection:
        ((seconds,),) = connection.execute(NEXT).fetchall()
    return None if seconds is None else float(seconds)


def send(senders: Mapping[str, Send], delivery: Delivery) -> Outcome:
    """The call itself; whatever goes wrong in it is a reason to try again."""
    try:
        return senders[delivery.kind](delivery)
    except Exception as error:
        logs.logger("deliveries").warning(
            "delivery_failed", kind=delivery.kind, target=delivery.target, error=type(error).__name__, exc_info=True
        )
        return Again(type(error).__name__)


def settle(store: PostgresStore, delivery: Delivery, outcome: Outcome) -> None:
    """The second transaction. A stream that moved on is decided again, a few times; then by the next lease.

    An outcome that the domain refuses is tried again with back-off, like a call that failed.
    """
    if isinstance(outcome, Again):
        _later(store, delivery, outcome)
        return
    if outcome.reaction is None:
        take_away(store, [delivery.id])
        return
    for _ in range(CONFLICT_TRIES):
        try:
            with store.transaction() as transaction, trace.following(None):
                gone = transaction.connection.execute(TAKE_AWAY, ([delivery.id],)).rowcount
                if gone:
                    react(transaction, [(outcome.reaction, delivery)])
            return
        except MovedOn:
            continue
        except MESSAGE_FAILURES as error:
            reason = describe(error)
            logs.logger("deliveries").error("outcome_refused", kind=delivery.kind, reason=reason, exc_info=True)
            _later(store, delivery, Again(reason))
            return


def _later(store: PostgresStore, delivery: Delivery, outcome: Again) -> None:
    """Gives the row back, unless its lease ran out meanwhile and it is another worker's now."""
    after_s = outcome.after_s if outcome.after_s is not None else min(2.0 ** min(delivery.attempts, 9), BACK_OFF_MAX_S)
    with store.single() as connection:
        connection.execute(
            "UPDATE deliveries SET leased_to = NULL, attempts = attempts + %s,"
            " next_try = now() + %s * interval '1 second' WHERE id = %s AND leased_to = %s",
            (1 if outcome.counts else 0, after_s, delivery.id, delivery.leased_to),
        )
