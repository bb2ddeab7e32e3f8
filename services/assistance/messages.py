"""Who assistance listens to, and what wakes it: one screen. What it tells: `contracts/assistance.py`."""

from collections.abc import Callable
from functools import partial
from typing import Any

from chassis.codec import Codec
from chassis.reactions import Reaction, no_lock_keys
from chassis.store import Timer
from chassis.subscription import Subscription
from contracts import intake, ledger
from services.assistance.handlers import batch_checks, clearances, files, locks, paired_helper, parameters, referrals
from services.assistance.resources import Resources


def subscriptions(resources: Resources) -> list[Subscription]:
    def does(handle: Callable[..., Any], lock_keys: Callable[..., Any] = no_lock_keys) -> Reaction[Any]:
        return Reaction(partial(handle, resources), lock_keys)

    return [
        Subscription(
            "assistance",
            "intake",
            Codec("intake", intake.EVENTS, resources.vault),
            {
                intake.FileOpened: does(files.on_file_opened),
                intake.ParameterSet: does(parameters.on_parameter_set),
                intake.FileChanged: does(files.on_file_changed, locks.of_household_and_its_funds),
                intake.FileMoved: does(files.on_file_moved, locks.of_household_and_its_funds),
                intake.FileKept: does(files.on_file_kept),
                intake.FileClosed: does(files.on_file_closed, locks.of_household_and_its_funds),
            },
        ),
        Subscription(
            "assistance",
            "ledger",
            Codec("ledger", ledger.EVENTS, resources.vault),
            {
                ledger.AidCleared: does(clearances.on_aid_cleared),
                ledger.AidHeld: does(clearances.on_aid_held),
                ledger.ClearanceExpired: does(clearances.on_clearance_expired, locks.of_acts_fund),
                ledger.BatchChecked: does(batch_checks.on_batch_checked, locks.of_batch),
                ledger.FindingRaised: does(clearances.on_finding_raised),
                ledger.FindingWithdrawn: does(clearances.on_finding_withdrawn),
            },
        ),
    ]


def timers(resources: Resources) -> dict[str, Reaction[Timer]]:
    return {
        "helper_overdue": Reaction(partial(paired_helper.on_helper_overdue, resources)),
        "helper_term_set": Reaction(partial(paired_helper.on_helper_term_set, resources)),
        "referral_overdue": Reaction(partial(referrals.on_referral_overdue, resources)),
    }
