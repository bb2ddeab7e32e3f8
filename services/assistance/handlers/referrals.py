"""A referral's answer, or its silence."""

from datetime import date

from chassis import commands
from chassis.http.call import Call
from chassis.http.refusals.errors import Problem
from chassis.store import Timer, Transaction, Unit
from chassis.use_case import by_timer, response_of, unit_of_command, unit_of_effect
from services.assistance.domain import referral
from services.assistance.domain.referral import Outcome, Unsent
from services.assistance.handlers import scope
from services.assistance.handlers.streams import REFERRALS
from services.assistance.resources import Resources


def answer(resources: Resources, call: Call, id: str, outcome: Outcome, text: str) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = REFERRALS.load(transaction, id)
        state = loaded.state
        if isinstance(state, Unsent):
            raise Problem("not_found")
        household = loaded.subject
        scope.plan(transaction, call.principal, household)
        events = referral.answer(id, outcome, text, state)
        return unit_of_command(
            resources,
            call,
            [REFERRALS.change(id, loaded, household, events)],
            response=response_of(referral=id, status=outcome.value),
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def on_referral_overdue(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    id = timer.data["referral"]
    loaded = REFERRALS.load(transaction, id)
    events = referral.overdue(id, date.fromisoformat(timer.data["due_on"]), loaded.state)
    return unit_of_effect(
        resources, by_timer(resources, timer, loaded), [REFERRALS.change(id, loaded, timer.subject, events)]
    )
