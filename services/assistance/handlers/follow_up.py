"""Months and findings come in from people; what the profile makes of them is asked with each month's own line."""

from collections.abc import Callable
from functools import partial

from chassis import commands
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from chassis.use_case import response_of, unit_of_command
from kernel.period import Month, month_of
from policies.parameters import table as parameters_table
from services.assistance.domain.commands import Figures, RecordMonth
from services.assistance.domain.plan import PLAN, relief_and_exit
from services.assistance.domain.plan.decisions import of_an_open_file
from services.assistance.domain.plan.states import State
from services.assistance.handlers import scope
from services.assistance.handlers.judgement import judged, law_of
from services.assistance.handlers.streams import PLANS
from services.assistance.resources import Resources

Decide = Callable[[State], list[object]]


def record_month(
    resources: Resources,
    call: Call,
    household: str,
    month: Month,
    figures: Figures,
) -> bytes:
    command = RecordMonth(month=month, this_month=month_of(resources.today()), figures=figures)
    return _followed(resources, call, household, lambda state: relief_and_exit.record_month(command, state))


def judge_difficulty(resources: Resources, call: Call, household: str, finding: str, reason: str) -> bytes:
    return _followed(resources, call, household, lambda state: relief_and_exit.judge_difficulty(finding, reason, state))


def _followed(resources: Resources, call: Call, household: str, decide: Decide) -> bytes:
    """What is recorded, and what it comes to with all that was recorded before."""

    def build(transaction: Transaction) -> Unit:
        loaded = scope.plan(transaction, call.principal, household)
        events = decide(loaded.state)
        after = PLAN.after(loaded.state, events)
        law = law_of(resources, of_an_open_file(after).file)
        book_of = partial(parameters_table.book_of, transaction.connection)
        events += relief_and_exit.draw_conclusions(judged(law, after, resources.today(), book_of), after)
        return unit_of_command(
            resources,
            call,
            [PLANS.change(household, loaded, household, events)],
            response=response_of(household=household, version=loaded.version + len(events)),
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)
