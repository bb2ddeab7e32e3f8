"""Who intake listens to, and what wakes it: one screen. What it tells: `contracts/intake.py`."""

from functools import partial

from chassis.codec import Codec
from chassis.reactions import Reaction
from chassis.store import Timer
from chassis.subscription import Subscription
from contracts import assistance, verification
from services.intake.handlers import closing, notices, opening, recheck, reviewing
from services.intake.resources import Resources


def subscriptions(resources: Resources) -> list[Subscription]:
    return [
        Subscription(
            "intake",
            "verification",
            Codec("verification", verification.EVENTS, resources.vault),
            {verification.ReportCompleted: Reaction(partial(reviewing.on_report_completed, resources))},
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


def timers(resources: Resources) -> dict[str, Reaction[Timer]]:
    return {
        "notice_over": Reaction(partial(opening.on_notice_over, resources), opening.locks_of_notice_over),
        "objection_overdue": Reaction(partial(notices.on_objection_overdue, resources)),
        "review_overdue": Reaction(partial(reviewing.on_review_overdue, resources)),
        "recheck_due": Reaction(partial(recheck.on_recheck_due, resources)),
    }
