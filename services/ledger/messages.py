"""Who the ledger listens to, and what wakes it: one screen."""

from collections.abc import Callable
from functools import partial
from typing import Any

from chassis.codec import Codec
from chassis.reactions import Reaction, no_lock_keys
from chassis.roles import SERVICES
from chassis.store import Timer
from chassis.subscription import Subscription
from contracts import assistance, intake
from services.ledger.handlers import clearance, doubt, files, payment
from services.ledger.index import locks
from services.ledger.log.sequence import sequence
from services.ledger.resources import Resources


def subscriptions(resources: Resources) -> list[Subscription]:
    def does(handle: Callable[..., Any], lock_keys: Callable[..., Any] = no_lock_keys) -> Reaction[Any]:
        return Reaction(partial(handle, resources), lock_keys)

    return [
        Subscription(
            "ledger",
            "intake",
            Codec("intake", intake.EVENTS, resources.vault),
            {
                intake.FileOpened: does(files.on_file_opened, files.locks_of_file),
                intake.FileChanged: does(files.on_file_changed, files.locks_of_change),
                intake.FileMoved: does(files.on_file_moved, files.locks_of_move),
                intake.RecheckBegun: does(doubt.on_recheck_begun, doubt.locks_of_household),
                intake.FileKept: does(doubt.on_file_kept, doubt.locks_of_household),
                intake.FileClosed: does(files.on_file_closed, files.locks_of_file),
            },
        ),
        Subscription(
            "ledger",
            "assistance",
            Codec("assistance", assistance.EVENTS, resources.vault),
            {
                assistance.AidProposed: does(clearance.on_aid_proposed, clearance.locks_of_proposal),
                assistance.PaymentBatchClosed: does(payment.on_batch_closed, payment.locks_of_batch),
                assistance.AidWithdrawn: does(payment.on_aid_withdrawn, payment.locks_of_household),
                assistance.AidPaid: does(payment.on_aid_paid, payment.locks_of_household),
            },
        ),
        *(Subscription("log", source, resources.codec, {}, every=sequence) for source in SERVICES),
    ]


def timers(resources: Resources) -> dict[str, Reaction[Timer]]:
    return {
        "decide_waiting": Reaction(partial(clearance.on_decide_waiting, resources), locks.of_timer),
        "clearance_expired": Reaction(partial(clearance.on_clearance_expired, resources), locks.of_timer),
    }
