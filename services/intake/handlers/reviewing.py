"""审核: a report becomes a proposal, a reviewer decides, nobody deciding is remembered."""

from collections.abc import Mapping
from datetime import date

from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.store import Loaded, Timer, Transaction, Unit
from chassis.use_case import because_of, by_timer
from contracts.verification import ReportCompleted
from kernel.errors import DomainError
from kernel.personal import Withheld
from kernel.visits import REQUIRED, VISIT_BEFORE_APPROVING, VISITED
from policies.parameters.book import Book
from services.intake.domain.commands import (
    Approve,
    Decline,
    Find,
    Judgement,
    LookAgain,
    Propose,
    Reject,
    RemindReviewer,
    Return,
    Revise,
    SignDecision,
    Signer,
)
from services.intake.domain.events import CategoryProposed, Look
from services.intake.domain.household import reviewing, revision, second_review
from services.intake.domain.household.states import Applied, Open, Recheck, UnderReview, UnderSecondReview
from services.intake.handlers.changes import book_for, change, change_by_law, load, load_applied, unit_of_effect
from services.intake.handlers.judgement import judge, known_clause, law_of, notice_of
from services.intake.handlers.views import last_proposal
from services.intake.resources import Resources

UNANSWERED = ("no_answer", "refused")


def on_report_completed(
    resources: Resources, transaction: Transaction, recorded: Recorded[ReportCompleted]
) -> Unit | None:
    report, household = recorded.event, recorded.envelope.subject
    loaded = load_applied(transaction, household)
    if isinstance(report.facts, Withheld):
        return None  # erased meanwhile: nothing to propose
    findings = loaded.state.case.findings
    known = {fact.name: fact.value for fact in report.facts} | findings
    day, book = resources.today(), book_for(transaction, loaded.state)
    command = Propose(
        round=report.round,
        complete=report.complete,
        unanswered=tuple(item.item for item in report.items if item.outcome in UNANSWERED),
        facts=known,
        provenance={fact.name: fact.provenance for fact in report.facts} | dict.fromkeys(findings, VISITED),
        judgement=judge(law_of(resources, loaded.state), loaded.state.case.region, known, day, book),
        died=died_by(report),
    )
    events = _revised(report, command, loaded, day) if report.revision else reviewing.propose(command, loaded.state)
    return unit_of_effect(resources, because_of(resources, recorded), household, loaded, events)


def _revised(report: ReportCompleted, known: Propose, loaded: Loaded[Applied], today: date) -> list[object]:
    before = last_proposal(loaded)
    if before is None:
        return []  # of a report that nobody waited for
    command = Revise(
        propose=known,
        revision=report.revision,
        because=report.because,
        items=report.revised,
        before=before,
        today=today,
    )
    return revision.revise(command, loaded.state)


def died_by(report: ReportCompleted) -> tuple[str, ...]:
    if isinstance(report.comparisons, Withheld):
        return ()
    return tuple(one.person for one in report.comparisons if one.fact == "alive" and not one.agrees)


def find(resources: Resources, call: Call, household: str, found: dict[str, bool], reason: str) -> bytes:
    def decide(state: Applied, by: Signer, book: Book) -> list[object]:
        judgement = judged_again(resources, state, resources.today(), book, found)
        return reviewing.find(Find(by=by, found=found, reason=reason, judgement=judgement), state)

    return change_by_law(resources, call, household, decide)


def approve(resources: Resources, call: Call, household: str, category: str | None, reason: str) -> bytes:
    """The notice is posted the day after the decision, for so many working days."""

    def decide(state: Applied, by: Signer, book: Book) -> list[object]:
        day = resources.today()
        judgement = judged_again(resources, state, day, book)
        notice = notice_of(state.case.region, day, book)
        command = Approve(
            by=by,
            judgement=judgement,
            category=category,
            reason=reason,
            notice=notice,
            visit_required=book.in_force(state.case.region, day).get(VISIT_BEFORE_APPROVING) == REQUIRED,
        )
        return reviewing.approve(command, state)

    return change_by_law(resources, call, household, decide)


def reject(resources: Resources, call: Call, household: str, clause: str, reason: str) -> bytes:
    def decide(state: Applied, by: Signer, book: Book) -> list[object]:
        command = Reject(
            by=by,
            judgement=judged_again(resources, state, resources.today(), book),
            clause=known_clause(law_of(resources, state), clause),
            reason=reason,
        )
        return reviewing.reject(command, state)

    return change_by_law(resources, call, household, decide)


def send_back(resources: Resources, call: Call, household: str, papers: tuple[str, ...], reason: str) -> bytes:
    def decide(state: Applied, by: Signer) -> list[object]:
        return reviewing.send_back(Return(by=by, papers=papers, reason=reason), state)

    return change(resources, call, household, decide)


def sign(resources: Resources, call: Call, household: str) -> bytes:
    """复核: the notice runs from the day of the second signature."""

    def decide(state: Applied, by: Signer, book: Book) -> list[object]:
        day = resources.today()
        judgement, notice = judged_again(resources, state, day, book), notice_of(state.case.region, day, book)
        return second_review.sign(SignDecision(by=by, judgement=judgement, notice=notice), state)

    return change_by_law(resources, call, household, decide)


def decline(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    return change(
        resources, call, household, lambda state, by: second_review.decline(Decline(by=by, reason=reason), state)
    )


def look_again(resources: Resources, call: Call, household: str, outcome: Look, reason: str) -> bytes:
    return change(
        resources,
        call,
        household,
        lambda state, by: revision.look(LookAgain(by=by, outcome=outcome, reason=reason), state),
    )


def on_review_overdue(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    loaded = load(transaction, timer.subject)
    due = RemindReviewer(round=timer.data["round"], due_on=date.fromisoformat(timer.data["due_on"]))
    events = reviewing.remind(due, loaded.state)
    return unit_of_effect(resources, by_timer(resources, timer, loaded), timer.subject, loaded, events)


def judged_again(
    resources: Resources, state: Applied, day: date, book: Book, found: Mapping[str, bool] | None = None
) -> Judgement:
    """The facts of the proposal, with what was `found` since, under the law of the day of the decision."""
    proposed = _proposed(state)
    if proposed is None:
        raise DomainError("not_under_review")
    facts = proposed.facts
    known = facts if isinstance(facts, Withheld) else {**facts, **(found or {})}
    return judge(law_of(resources, state), state.case.region, known, day, book)


def _proposed(state: Applied) -> CategoryProposed | None:
    """What waits for a decision: of an application, or of an open file's re-check."""
    match state:
        case UnderReview() | UnderSecondReview():
            return state.proposed
        case Open(recheck=Recheck(proposed=proposed)):
            return proposed
    return None
