"""A referral's answer, or its silence."""

from datetime import date
from typing import Any

from chassis import commands
from chassis.http.errors import Problem
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.resources import Resources
from chassis.store import Timer, Unit
from chassis.writing import unit
from services.assistance.domain import referral
from services.assistance.handlers import seeing
from services.assistance.handlers.acting import by_person, by_timer, change, load, said, written


def answer(here: Resources, principal: Principal, claim: IdempotencyClaim, id: str, outcome: str, text: str) -> bytes:
    def build(transaction: Any) -> Unit:
        loaded = load(transaction, "referral", id)
        if not loaded.recorded:
            raise Problem("not_found")
        household = loaded.recorded[0].envelope.subject
        seeing.plan(transaction, principal, household)
        events = referral.answer(id, outcome, text, loaded.state)
        return unit(
            here.codec,
            by_person(here, principal),
            [change("referral", id, loaded, household, events)],
            claim=claim,
            response=said(referral=id, status=outcome),
        )

    return commands.through_lane(here.store, here.lane, claim, build)


def on_referral_overdue(here: Resources, transaction: Any, timer: Timer) -> Unit | None:
    id = timer.data["referral"]
    loaded = load(transaction, "referral", id)
    events = referral.overdue(id, date.fromisoformat(timer.data["due_on"]), loaded.state)
    return written(here, by_timer(here, timer, loaded), [change("referral", id, loaded, timer.subject, events)])
