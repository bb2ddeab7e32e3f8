"""审核: the system proposes with reasons, a person decides under the law of that day."""

from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import DomainError
from kernel.personal import Withheld
from kernel.visits import VISITED
from services.intake.domain import events
from services.intake.domain.commands import Approve, Find, Judgement, Notice, Propose, Reject, RemindReviewer, Return
from services.intake.domain.duties import grounds_of_a_decision
from services.intake.domain.household.states import (
    Case,
    NotApplied,
    Open,
    Recheck,
    State,
    UnderReview,
    UnderSecondReview,
    UnderVerification,
)
from services.intake.domain.household.visit import contradicted, visited
from services.intake.domain.rules import (
    a_decision_against_the_proposal_has_a_reason,
    a_decision_agrees_with_the_proposal,
    a_finding_says_what_was_found,
    a_place_that_asks_for_a_visit_has_one,
    a_rejection_names_its_clause,
    a_return_names_the_papers,
    an_approval_names_a_category_of_the_document,
    an_objection_is_answered_before_a_fresh_notice,
    insist_on,
    no_keeping_waits,
    no_other_closing_waits,
    who_brought_it_in_does_not_decide,
    who_changed_the_file_does_not_decide_its_recheck,
)


def propose(command: Propose, state: State) -> list[object]:
    """A report of a round that is over, or a second one of this round, changes nothing."""
    if isinstance(state, NotApplied):
        raise DomainError("unknown_household")
    waits = isinstance(state, UnderVerification) or (
        isinstance(state, Open) and state.recheck is not None and state.recheck.proposed is None
    )
    if not waits or command.round != state.case.round:
        return []
    return [proposal_of(command, command.judgement, command.round, recheck=isinstance(state, Open))]


def find(command: Find, state: State) -> list[object]:
    """What no agency answers, a reviewer finds in writing; the household is judged again with it at once.

    Of an application, and of an open file's re-check alike: in neither what waits for a second signature is moved.
    """
    case, before = _to_judge(state)
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        a_finding_says_what_was_found(command.found),
    )
    if isinstance(state, Open):
        insist_on(
            who_changed_the_file_does_not_decide_its_recheck(command.by),
            no_other_closing_waits(state.closing is not None),
            no_keeping_waits(state.keeping_waits),
        )
    if command.found.items() <= case.findings.items():
        raise DomainError("finding_made_already")
    if isinstance(before.facts, Withheld) or isinstance(before.provenance, Withheld):
        raise DomainError("household_erased")
    known = replace(
        before,
        facts={**before.facts, **command.found},
        provenance={**before.provenance, **dict.fromkeys(command.found, VISITED)},
    )
    finding = events.FindingMade(found=command.found, reason=command.reason)
    return [finding, proposal_of(known, command.judgement, before.round, recheck=before.recheck)]


def approve(command: Approve, state: State) -> list[object]:
    """Approved, and at once on notice. Against the proposal (or without one) a reason is required.

    What one person should not decide alone is recorded as decided, and waits for a second reviewer.
    """
    review, judgement = _under_review(state), command.judgement
    category = command.category or judgement.proposal
    agrees = a_decision_agrees_with_the_proposal(judgement.proposal, category)
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        an_approval_names_a_category_of_the_document(command.category, judgement),
        a_decision_against_the_proposal_has_a_reason(agrees, command.reason, judgement),
        an_objection_is_answered_before_a_fresh_notice(review.case.unanswered),
        a_place_that_asks_for_a_visit_has_one(command.visit_required, visited(review.case)),
    )
    before, reason = review.proposed, command.reason
    withdrawn = bool(review.case.consent_withdrawn)
    seen_otherwise = bool(contradicted(review.case))
    grounds = grounds_of_a_decision(command.by, agrees, before.complete, bool(before.died), withdrawn, seen_otherwise)
    decided = (
        [
            events.DecisionProposed(
                decision="approve", category=category, grounds=grounds, by=command.by.subject, reason=reason
            )
        ]
        if grounds
        else approved(category, judgement, reason, command.notice)
    )
    return [*proposed_anew(before, judgement), *decided]


def reject(command: Reject, state: State) -> list[object]:
    """Rejected with the clause; against a proposed category, or without a proposal, a reason is required."""
    review = _under_review(state)
    agrees = a_decision_agrees_with_the_proposal(command.judgement.proposal, None)
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        a_rejection_names_its_clause(command.clause),
        a_decision_against_the_proposal_has_a_reason(agrees, command.reason, command.judgement),
    )
    grounds, reason = grounds_of_a_decision(command.by, agrees, review.proposed.complete), command.reason
    decided = (
        events.DecisionProposed(
            decision="reject", clause=command.clause, grounds=grounds, by=command.by.subject, reason=reason
        )
        if grounds
        else rejected(command.clause, command.judgement, reason)
    )
    return [*proposed_anew(review.proposed, command.judgement), decided]


def send_back(command: Return, state: State) -> list[object]:
    _under_review(state)
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        a_return_names_the_papers(command.papers),
    )
    return [facts.ApplicationReturned(papers=command.papers, reason=command.reason)]


def remind(command: RemindReviewer, state: State) -> list[object]:
    """Only while nobody decided on the round that the reminder is about."""
    undecided = isinstance(state, UnderReview | UnderSecondReview) or (isinstance(state, Open) and state.recheck)
    if undecided and not isinstance(state, NotApplied) and state.case.round == command.round:
        return [events.ReviewOverdue(round=command.round, due_on=command.due_on)]
    return []


def approved(category: str, judgement: Judgement, reason: str, notice: Notice) -> list[object]:
    against = not a_decision_agrees_with_the_proposal(judgement.proposal, category)
    return [
        facts.ApplicationApproved(category=category, against_proposal=against, reason=reason),
        facts.NoticePosted(first_day=notice.first_day, last_day=notice.last_day, provisional=notice.provisional),
    ]


def rejected(clause: str, judgement: Judgement, reason: str) -> facts.ApplicationRejected:
    against = not a_decision_agrees_with_the_proposal(judgement.proposal, None)
    return facts.ApplicationRejected(clause=clause, against_proposal=against, reason=reason)


def proposed_anew(before: events.CategoryProposed, judgement: Judgement) -> list[events.CategoryProposed]:
    """A line or profile that changed since the proposal: the decision rests on today's, and says so first."""
    same_law = (before.profile_version, before.parameters_version, before.proposal) == (
        judgement.profile_version,
        judgement.parameters_version,
        judgement.proposal,
    )
    return [] if same_law else [proposal_of(before, judgement, before.round, recheck=before.recheck)]


def proposal_of(
    known: Propose | events.CategoryProposed, judgement: Judgement, of_round: int, *, recheck: bool = False
) -> events.CategoryProposed:
    """What is known of the household, judged."""
    return events.CategoryProposed(
        round=of_round,
        profile=judgement.profile,
        profile_version=judgement.profile_version,
        parameters_version=judgement.parameters_version,
        judged_on=judgement.judged_on,
        proposal=judgement.proposal,
        complete=known.complete,
        missing=judgement.missing,
        undecided=judgement.undecided,
        unanswered=known.unanswered,
        parameters=judgement.parameters,
        recheck=recheck,
        facts=known.facts,
        provenance=known.provenance,
        trace=judgement.trace,
        died=known.died if isinstance(known.died, tuple) else (),
    )


def _to_judge(state: State) -> tuple[Case, events.CategoryProposed]:
    """What a report has told, and nobody has decided on yet."""
    match state:
        case UnderReview(case=case, proposed=proposed):
            return case, proposed
        case Open(case=case, recheck=Recheck(proposed=events.CategoryProposed() as proposed)):
            return case, proposed
    raise DomainError("not_under_review")


def _under_review(state: State) -> UnderReview:
    if not isinstance(state, UnderReview):
        raise DomainError("not_under_review")
    return state
