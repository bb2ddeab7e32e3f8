"""一帮一: the paired helper is named, or missed within the term that the place sets."""

from datetime import date, timedelta

from chassis import commands
from chassis.http.call import Call
from chassis.store import NewTimer, Timer, Transaction, Unit
from chassis.use_case import by_timer, response_of, unit_of_command, unit_of_effect
from kernel.calendar import add_working_days, opening_hour
from policies.parameters import table as parameters_table
from policies.parameters.book import Book
from services.assistance.domain.commands import NameHelper
from services.assistance.domain.plan import decisions
from services.assistance.handlers import scope
from services.assistance.handlers.streams import PLANS
from services.assistance.projections import queries
from services.assistance.resources import Resources

TERM = "helper_days"


def name_helper(resources: Resources, call: Call, household: str, command: NameHelper) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = scope.plan(transaction, call.principal, household)
        events = decisions.name_helper(command, loaded.state)
        return unit_of_command(
            resources,
            call,
            [PLANS.change(household, loaded, household, events)],
            response=response_of(household=household, version=loaded.version + len(events)),
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def on_helper_overdue(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    loaded = PLANS.load(transaction, timer.subject)
    events = decisions.helper_overdue(date.fromisoformat(timer.data["due_on"]), loaded.state)
    context = by_timer(resources, timer, loaded)
    return unit_of_effect(resources, context, [PLANS.change(timer.subject, loaded, timer.subject, events)])


def term(region: str, since: date, book: Book) -> date | None:
    """By when a helper is to be named. A place that sets no term is not reminded; there is no default."""
    days = book.in_force(region, since).get(TERM)
    return add_working_days(since, days) if isinstance(days, int) else None


def overdue_timer(household: str, due_on: date | None) -> list[NewTimer]:
    if due_on is None:
        return []
    due = opening_hour(due_on + timedelta(days=1))
    return [NewTimer(due, "helper_overdue", household, {"due_on": due_on.isoformat()})]


def once_in_force(subject: str, place: str, first_day: date, today: date) -> NewTimer:
    """Wakes the plans that no term was known for, the morning after: by then all that was under way is written."""
    due = opening_hour(max(first_day, today) + timedelta(days=1))
    return NewTimer(due, "helper_term_set", subject, {"place": place, "first_day": first_day.isoformat()})


def on_helper_term_set(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    """For a file that was open already, the term runs from the day on which it began to hold."""
    first_day, timers = date.fromisoformat(timer.data["first_day"]), list[NewTimer]()
    for region, plans in queries.waiting_for_a_term(transaction.connection, timer.data["place"]):
        book = parameters_table.book_of(transaction.connection, region)
        for household, opened_on in plans:
            timers += overdue_timer(household, term(region, max(opened_on, first_day), book))
    return Unit((), tuple(timers)) if timers else None
