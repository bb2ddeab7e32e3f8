"""Who the ledger listens to, and what wakes it: one screen."""

from collections.abc import Callable
from functools import partial
from typing import Any

from chassis.codec import Codec
from chassis.reactions import Reaction, no_guards
from chassis.resources import Resources
from chassis.roles import SERVICES
from chassis.subscription import Subscription
from contracts import assistance, intake
from services.ledger.handlers import clearing, files, payment, sealing


def subscriptions(here: Resources) -> list[Subscription]:
    def does(handle: Callable[..., Any], guards: Callable[[Any], Any] = no_guards) -> Reaction:
        return Reaction(partial(handle, here), guards)

    return [
        Subscription(
            "ledger",
            "intake",
            Codec("intake", intake.EVENTS, here.vault),
            {
                "jiekun.intake.FileOpened.v1": does(files.on_file_opened, files.locks_of_file),
                "jiekun.intake.FileClosed.v1": does(files.on_file_closed, files.locks_of_file),
            },
        ),
        Subscription(
            "ledger",
            "assistance",
            Codec("assistance", assistance.EVENTS, here.vault),
            {
                "jiekun.assistance.AidProposed.v1": does(clearing.on_aid_proposed, clearing.locks_of_proposal),
                "jiekun.assistance.PaymentBatchClosed.v1": does(payment.on_batch_closed, payment.locks_of_batch),
                "jiekun.assistance.AidWithdrawn.v1": does(payment.on_aid_withdrawn, payment.locks_of_household),
                "jiekun.assistance.AidPaid.v1": does(payment.on_aid_paid, payment.locks_of_household),
            },
        ),
        *(Subscription("log", source, here.codec, {}, every=sealing.seal) for source in SERVICES),
    ]


def timers(here: Resources) -> dict[str, Reaction]:
    return {
        "decide_waiting": Reaction(partial(clearing.on_decide_waiting, here), clearing.locks_of_timer),
        "clearance_expired": Reaction(partial(clearing.on_clearance_expired, here), clearing.locks_of_timer),
    }
