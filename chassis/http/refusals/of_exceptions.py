"""Exceptions as refusals: which failure of the chassis is which code. No route catches any of these."""

from collections.abc import Mapping
from typing import Any, Final

import psycopg
import psycopg_pool
from psycopg import errors

from chassis.codec import EventTooLarge
from chassis.commands import Contended, KeyReused
from chassis.envelope import MAX_EVENT_BYTES
from chassis.group_commit import Overloaded
from chassis.store.lock_queue import LockQueueFull
from chassis.vault import VaultUnreachable

RETRY_AFTER_S: Final = 2

Refused = tuple[str, Mapping[str, Any]]
"""A code of the error table and its params."""

REFUSALS: Final[Mapping[type[Exception], Refused]] = {
    EventTooLarge: ("body_too_large", {"limit_bytes": MAX_EVENT_BYTES}),
    KeyReused: ("idempotency_mismatch", {}),
    Contended: ("contended", {"retry_after_s": RETRY_AFTER_S}),
    LockQueueFull: ("contended", {"retry_after_s": RETRY_AFTER_S}),
    errors.LockNotAvailable: ("contended", {"retry_after_s": RETRY_AFTER_S}),
    errors.DeadlockDetected: ("contended", {"retry_after_s": RETRY_AFTER_S}),
    Overloaded: ("overloaded", {"retry_after_s": RETRY_AFTER_S}),
    psycopg_pool.PoolTimeout: ("unavailable", {"retry_after_s": RETRY_AFTER_S}),
    psycopg.OperationalError: ("unavailable", {"retry_after_s": RETRY_AFTER_S}),
    # No OperationalErrors, though the database's doing: a session that it ended, a server that only reads now.
    errors.IdleInTransactionSessionTimeout: ("unavailable", {"retry_after_s": RETRY_AFTER_S}),
    errors.ReadOnlySqlTransaction: ("unavailable", {"retry_after_s": RETRY_AFTER_S}),
    VaultUnreachable: ("unavailable", {"retry_after_s": RETRY_AFTER_S}),
}
