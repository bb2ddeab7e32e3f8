"""Who verification listens to, what wakes it, and what it sends: one screen."""

from functools import partial

from chassis.codec import Codec
from chassis.deliveries import Send
from chassis.reactions import Reaction
from chassis.resources import Resources
from chassis.subscription import Subscription
from contracts import intake
from services.verification.adapters.exchange import Exchange
from services.verification.handlers import asking, ending, opening


def subscriptions(here: Resources) -> list[Subscription]:
    return [
        Subscription(
            "verification",
            "intake",
            Codec("intake", intake.EVENTS, here.vault),
            {
                "jiekun.intake.ApplicationSubmitted.v1": Reaction(partial(opening.on_application_submitted, here)),
                "jiekun.intake.ApplicationResubmitted.v1": Reaction(partial(opening.on_another_round, here)),
                "jiekun.intake.ObjectionRaised.v1": Reaction(partial(opening.on_another_round, here)),
                "jiekun.intake.ApplicationWithdrawn.v1": Reaction(partial(ending.on_application_withdrawn, here)),
            },
        )
    ]


def timers(here: Resources) -> dict[str, Reaction]:
    return {"inquiry_overdue": Reaction(partial(ending.on_inquiry_overdue, here))}


def senders(here: Resources, exchange: Exchange) -> dict[str, Send]:
    return {"question": partial(asking.send_question, here, exchange)}
