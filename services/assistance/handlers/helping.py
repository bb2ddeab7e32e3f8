"""一帮一: the paired helper is named, or missed."""

from datetime import date
from typing import Any

from chassis import commands
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.resources import Resources
from chassis.store import Timer, Unit
from chassis.writing import unit
from services.assistance.domain.commands import NameHelper
from services.assistance.domain.plan import deciding
from services.assistance.handlers import seeing
from services.assistance.handlers.acting import by_person, by_timer, change, load, said, written


def name_helper(
    here: Resources, principal: Principal, claim: IdempotencyClaim, household: str, command: NameHelper
) -> bytes:
    def build(transaction: Any) -> Unit:
        loaded = seeing.plan(transaction, principal, household)
        events = deciding.name_helper(command, loaded.state)
        return unit(
            here.codec,
            by_person(here, principal),
            [change("plan", household, loaded, household, events)],
            claim=claim,
            response=said(household=household, version=loaded.version + len(events)),
        )

    return commands.through_lane(here.store, here.lane, claim, build)


def on_helper_overdue(here: Resources, transaction: Any, timer: Timer) -> Unit | None:
    loaded = load(transaction, "plan", timer.subject)
    events = deciding.helper_overdue(date.fromisoformat(timer.data["due_on"]), loaded.state)
    context = by_timer(here, timer, loaded)
    return written(here, context, [change("plan", timer.subject, loaded, timer.subject, events)])
