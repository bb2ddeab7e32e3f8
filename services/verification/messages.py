"""Who verification listens to, what wakes it, and what it sends: one screen."""

from functools import partial

from chassis.codec import Codec
from chassis.deliveries import Send
from chassis.reactions import Reaction
from chassis.resources import Resources
from chassis.store import Timer
from chassis.subscription import Subscription
from contracts import intake
from services.verification.adapters.exchange import Exchange
from services.verification.handlers import asking, ending, opening


def subscriptions(resources: Resources) -> list[Subscription]:
    return [
        Subscription(
            "verification",
            "intake",
            Codec("intake", intake.EVENTS, resources.vault),
            {
                intake.ApplicationSubmitted: Reaction(partial(opening.on_application_submitted, resources)),
                intake.ApplicationResubmitted: Reaction(partial(opening.on_another_round, resources)),
                intake.ObjectionRaised: Reaction(partial(opening.on_another_round, resources)),
                intake.ApplicationWithdrawn: Reaction(partial(ending.on_application_withdrawn, resources)),
            },
        )
    ]


def timers(resources: Resources) -> dict[str, Reaction[Timer]]:
    return {"inquiry_overdue": Reaction(partial(ending.on_inquiry_overdue, resources))}


def senders(resources: Resources, exchange: Exchange) -> dict[str, Send]:
    return {"question": partial(asking.send_question, resources, exchange)}
