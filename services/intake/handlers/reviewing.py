"""审核: a report becomes a proposal, a reviewer decides, nobody deciding is remembered."""

from datetime import date
from typing import Any

from chassis.codec import Recorded
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.resources import Resources
from chassis.store import Timer, Unit
from contracts.verification import ReportCompleted
from kernel import calendar
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain.commands import Approve, Judgement, Propose, Reject, RemindReviewer, Return
from services.intake.domain.household import reviewing
from services.intake.domain.household.states import NotApplied, State, UnderReview
from services.intake.handlers.changing import change, context_after, context_of_timer, load, unit_of
from services.intake.handlers.judging import judge, notice_working_days

UNANSWERED = ("no_answer", "refused")


def on_report_completed(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    report, household = recorded.event, recorded.envelope.subject
    assert isinstance(report, ReportCompleted)
    loaded = load(transaction, household)
    if isinstance(loaded.state, NotApplied):
        raise DomainError("unknown_household")
    if isinstance(report.facts, Withheld):
        return None  # shredded meanwhile: what is said of nobody proposes nothing
    known = {fact.name: fact.value for fact in report.facts}
    command = Propose(
        round=report.round,
        complete=report.complete,
        unanswered=tuple(item.item for item in report.items if item.outcome in UNANSWERED),
        facts=known,
        provenance={fact.name: fact.provenance for fact in report.facts},
        judgement=judge(loaded.state.case.profile, loaded.state.case.region, known, today(here)),
    )
    events = reviewing.propose(command, loaded.state)
    return unit_of(here, context_after(here, recorded), household, loaded, events) if events else None


def approve(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    expected: int,
    category: str | None,
    reason: str,
) -> bytes:
    """The notice is posted the day after the decision, for so many working days."""

    def decide(state: State) -> list[object]:
        day = today(here)
        judgement = judged_again(state, day)
        last_day = calendar.add_working_days(day, notice_working_days(_region(state), day))
        command = Approve(
            judgement=judgement,
            category=category,
            reason=reason,
            notice_first_day=calendar.add_working_days(day, 1),
            notice_last_day=last_day,
            notice_provisional=calendar.is_provisional(last_day),
        )
        return reviewing.approve(command, state)

    return change(here, principal, claim, household, expected, decide)


def reject(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    expected: int,
    clause: str,
    reason: str,
) -> bytes:
    def decide(state: State) -> list[object]:
        command = Reject(judgement=judged_again(state, today(here)), clause=clause, reason=reason)
        return reviewing.reject(command, state)

    return change(here, principal, claim, household, expected, decide)


def send_back(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
    household: str,
    expected: int,
    papers: tuple[str, ...],
) -> bytes:
    return change(here, principal, claim, household, expected, lambda state: reviewing.send_back(Return(papers), state))


def on_review_overdue(here: Resources, transaction: Any, timer: Timer) -> Unit | None:
    loaded = load(transaction, timer.subject)
    due = RemindReviewer(round=timer.data["round"], due_on=date.fromisoformat(timer.data["due_on"]))
    events = reviewing.remind(due, loaded.state)
    return unit_of(here, context_of_timer(here, loaded), timer.subject, loaded, events) if events else None


def judged_again(state: State, day: date) -> Judgement:
    """The facts of the proposal under the law of the day of the decision."""
    if not isinstance(state, UnderReview):
        raise DomainError("not_under_review")
    return judge(state.case.profile, state.case.region, state.proposed.facts, day)


def today(here: Resources) -> date:
    return calendar.business_date(here.clock.now())


def _region(state: State) -> str:
    assert not isinstance(state, NotApplied)
    return state.case.region
