"""Who verification listens to, what wakes it, and what it sends: one screen."""

from functools import partial

from chassis.codec import Codec
from chassis.deliveries import Send
from chassis.reactions import Reaction
from chassis.store import Timer
from chassis.subscription import Subscription
from contracts import intake
from services.verification.adapters.exchange import Exchange
from services.verification.handlers import inquiry_end, leads, moves, parameters, question_delivery, rounds
from services.verification.handlers.leads import OVER
from services.verification.resources import Resources


def subscriptions(resources: Resources) -> list[Subscription]:
    return [
        Subscription(
            "verification",
            "intake",
            Codec("intake", intake.EVENTS, resources.vault),
            {
                intake.ApplicationSubmitted: Reaction(partial(rounds.on_application_submitted, resources)),
                intake.ApplicationResubmitted: Reaction(partial(rounds.on_another_round, resources)),
                intake.ObjectionRaised: Reaction(partial(rounds.on_another_round, resources)),
                intake.RecheckBegun: Reaction(partial(rounds.on_another_round, resources)),
                intake.FileMoved: Reaction(partial(moves.on_file_moved, resources)),
                intake.ApplicationWithdrawn: Reaction(partial(inquiry_end.on_application_withdrawn, resources)),
                intake.ConsentWithdrawn: Reaction(partial(inquiry_end.on_consent_withdrawn, resources)),
                intake.ParameterSet: Reaction(partial(parameters.on_parameter_set, resources)),
                intake.FileClosed: Reaction(partial(inquiry_end.on_file_closed, resources)),
            },
        )
    ]


def timers(resources: Resources) -> dict[str, Reaction[Timer]]:
    return {
        "office_reminder": Reaction(partial(inquiry_end.on_office_reminder, resources)),
        "inquiry_overdue": Reaction(partial(inquiry_end.on_inquiry_overdue, resources)),
        OVER: Reaction(partial(leads.on_over, resources)),
    }


def senders(resources: Resources, exchange: Exchange) -> dict[str, Send]:
    return {"question": partial(question_delivery.send_question, resources, exchange)}
