"""Who intake listens to, what wakes it, and what it sends outside: one screen.

What it tells other services: `contracts/intake.py`.
"""

from functools import partial

from chassis.codec import Codec
from chassis.deliveries import Send
from chassis.reactions import Reaction
from chassis.store import Timer
from chassis.subscription import Subscription
from contracts import assistance, verification
from services.intake.adapters.webhook_line import WebhookLine
from services.intake.handlers import (
    campaigns,
    closing,
    duplicates,
    leads,
    notices,
    opening,
    recheck,
    reviewing,
    webhook_delivery,
)
from services.intake.handlers.campaigns import STEP, TURN
from services.intake.handlers.identity_marks import SOUGHT, UNMARKED
from services.intake.handlers.leads import OVER
from services.intake.projections.webhook_writes import SENDER
from services.intake.resources import Resources


def subscriptions(resources: Resources) -> list[Subscription]:
    return [
        Subscription(
            "intake",
            "verification",
            Codec("verification", verification.EVENTS, resources.vault),
            {
                verification.ReportCompleted: Reaction(partial(reviewing.on_report_completed, resources)),
                verification.LeadReceived: Reaction(partial(leads.on_received, resources)),
                verification.LeadMet: Reaction(partial(leads.on_met, resources)),
            },
        ),
        Subscription(
            "intake",
            "assistance",
            Codec("assistance", assistance.EVENTS, resources.vault),
            {
                assistance.ExitProposed: Reaction(partial(closing.on_exit_proposed, resources)),
                assistance.ExitWithdrawn: Reaction(partial(closing.on_exit_withdrawn, resources)),
            },
        ),
    ]


def senders(resources: Resources, line: WebhookLine) -> dict[str, Send]:
    return {SENDER: partial(webhook_delivery.send_webhook, resources, line)}


def timers(resources: Resources) -> dict[str, Reaction[Timer]]:
    return {
        SOUGHT: Reaction(partial(duplicates.on_sought, resources)),
        UNMARKED: Reaction(partial(duplicates.on_unmarked, resources)),
        "notice_over": Reaction(partial(opening.on_notice_over, resources), opening.locks_of_notice_over),
        "objection_overdue": Reaction(partial(notices.on_objection_overdue, resources)),
        "review_overdue": Reaction(partial(reviewing.on_review_overdue, resources)),
        "recheck_due": Reaction(partial(recheck.on_recheck_due, resources)),
        STEP: Reaction(partial(campaigns.on_step, resources)),
        OVER: Reaction(partial(leads.on_over, resources)),
        TURN: Reaction(partial(recheck.on_turn_in_campaign, resources)),
    }
