"""Months and findings come in from people; what the profile makes of them is asked with each month's own line."""

from collections.abc import Callable
from functools import reduce
from typing import Any

from chassis import commands
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.resources import Resources
from chassis.store import Unit
from chassis.writing import unit
from kernel.period import Month, month_of
from policies.parameters import table as kept
from services.assistance.domain.commands import Figures, RecordMonth
from services.assistance.domain.plan import evolve, leaving
from services.assistance.domain.plan.deciding import of_an_open_file
from services.assistance.domain.plan.states import State
from services.assistance.handlers import seeing
from services.assistance.handlers.acting import by_person, change, said, today
from services.assistance.handlers.judging import judged, law_of

Decide = Callable[[State], list[object]]


def record_month(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    month: Month,
    figures: Figures,
) -> bytes:
    command = RecordMonth(month=month, this_month=month_of(today(here)), figures=figures)
    return _followed(here, principal, claim, household, lambda state: leaving.record_month(command, state))


def judge_difficulty(
    here: Resources, principal: Principal, claim: IdempotencyClaim, household: str, finding: str, reason: str
) -> bytes:
    return _followed(here, principal, claim, household, lambda state: leaving.judge_difficulty(finding, reason, state))


def _followed(here: Resources, principal: Principal, claim: IdempotencyClaim, household: str, decide: Decide) -> bytes:
    """What is recorded, and what it comes to with all that was recorded before."""

    def build(transaction: Any) -> Unit:
        loaded = seeing.plan(transaction, principal, household)
        events = decide(loaded.state)
        after = reduce(evolve, events, loaded.state)
        file = of_an_open_file(after).file
        book = kept.book_of(transaction.connection, file.region)
        events += leaving.draw_conclusions(judged(law_of(here, file), after, today(here), book), after)
        return unit(
            here.codec,
            by_person(here, principal),
            [change("plan", household, loaded, household, events)],
            claim=claim,
            response=said(household=household, version=loaded.version + len(events)),
        )

    return commands.through_lane(here.store, here.lane, claim, build)
