"""复查 of an open file: begun by a change or a term, judged by its report, decided by a person. The file stays open."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from contracts import intake as facts
from kernel.age import is_adult
from kernel.closed_lists import CampaignOutcome
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.commands import BeginInBulk, BeginRecheck, CloseAfterRecheck, Keep, SignKeeping
from services.intake.domain.duties import grounds_of_a_decision
from services.intake.domain.household.changed_file import consent_missing, consent_that_covers, readable
from services.intake.domain.household.reviewing import proposed_anew
from services.intake.domain.household.states import Case, Open, Recheck, State
from services.intake.domain.household.visit import contradicted
from services.intake.domain.rules import (
    a_closing_after_a_recheck_has_a_reason,
    a_decision_against_the_proposal_has_a_reason,
    a_decision_agrees_with_the_proposal,
    a_recheck_names_its_clause,
    an_approval_names_a_category_of_the_document,
    insist_on,
    no_keeping_waits,
    no_other_closing_waits,
    the_second_signature_is_another_persons,
    who_brought_it_in_does_not_decide,
    who_changed_the_file_does_not_decide_its_recheck,
)
from services.intake.domain.situation import asked_by_measures, items_to_ask_again, situation_of

MOVED: Final = "moved"
"""Why a file is checked again that came under another law."""
BULK: Final = "bulk"
"""Why one is that a campaign took."""


def begun_by_changes(file: Open, after: Case, kinds: tuple[str, ...], today: date) -> list[object]:
    """Only what the changes touch is asked; a re-check that is under way goes on in the new round with its items."""
    reasons = tuple(dict.fromkeys(kinds))
    items = items_to_ask_again(after.items, (), readable(file.case), readable(after))
    if file.recheck is not None:
        under_way = file.recheck
        reasons = tuple(dict.fromkeys((*under_way.reasons, *kinds)))
        again = set(items) | (set(under_way.items) if under_way.proposed is None else set())
        items = tuple(item for item in after.items if item in again)
    if "consent" in kinds:
        items = after.items
    return [_begun(file, after, reasons, items, today)]


def begun_by_a_move(file: Open, after: Case, today: date) -> list[object]:
    """Another law: all that it needs is asked, of the agencies that answer there."""
    under_way = file.recheck.reasons if file.recheck is not None else ()
    return [_begun(file, after, tuple(dict.fromkeys((*under_way, MOVED))), after.items, today)]


def begun_by_a_recall(file: Open, because: str, items: tuple[str, ...], today: date) -> facts.RecheckBegun:
    """An answer turned out otherwise: it is known already, and asked for only where it was taken back."""
    return _begun(file, file.case, (because,), items, today)


def begun_for(file: Open, reasons: tuple[str, ...], today: date) -> facts.RecheckBegun:
    """Everything is asked."""
    return _begun(file, file.case, reasons, file.case.items, today)


def begin(command: BeginRecheck, state: State) -> list[object]:
    """The term is over: everything is asked. One that came by a change meanwhile has set another term."""
    if not isinstance(state, Open) or state.recheck is not None or state.recheck_due_on != command.due_on:
        return []
    if isinstance(state.case.details, Withheld):
        return []  # erased: nobody is asked about
    of_age = any(
        is_adult(member.birth_date, command.today) and not is_adult(member.birth_date, state.decided_on)
        for member in readable(state.case).members
    )
    reasons = ("term", "came_of_age") if of_age else ("term",)
    return [begun_for(state, reasons, command.today)]


def begin_in_bulk(command: BeginInBulk, state: State) -> list[object]:
    """In its turn of a campaign everything is asked; nobody is asked twice for the same."""
    outcome = _outcome_in_bulk(command, state)
    taken = events.TakenInCampaign(campaign=command.campaign, outcome=outcome)
    if outcome != "begun" or not isinstance(state, Open):
        return [taken]
    return [taken, begun_for(state, (BULK,), command.today)]


def _outcome_in_bulk(command: BeginInBulk, state: State) -> CampaignOutcome:
    if not isinstance(state, Open) or isinstance(state.case.details, Withheld):
        return "not_open"
    if state.recheck is not None:
        return "under_way"
    if state.opened_on > command.begun_on or (state.kept_on is not None and state.kept_on >= command.begun_on):
        return "decided_since"
    return "begun"


def keep(command: Keep, state: State) -> list[object]:
    """复查合格: under the law of this day; what one person should not decide alone waits for a second."""
    file, recheck, proposed = _to_decide(state)
    category = command.category or command.judgement.proposal
    agrees = a_decision_agrees_with_the_proposal(command.judgement.proposal, category)
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        who_changed_the_file_does_not_decide_its_recheck(command.by),
        no_other_closing_waits(file.closing is not None),
        no_keeping_waits(file.keeping_waits),
        an_approval_names_a_category_of_the_document(command.category, command.judgement),
        a_recheck_names_its_clause(command.clause),
        a_decision_against_the_proposal_has_a_reason(agrees, command.reason, command.judgement),
    )
    waiting = events.KeepingProposed(
        round=recheck.round,
        category=category,
        clause=command.clause,
        grounds=grounds_of_a_decision(
            command.by,
            agrees,
            proposed.complete,
            bool(proposed.died),
            bool(file.case.consent_withdrawn),
            bool(contradicted(file.case)),
        ),
        by=command.by.subject,
        reason=command.reason,
    )
    anew = proposed_anew(proposed, command.judgement)
    if waiting.grounds:
        return [*anew, waiting]
    situation = _situation(file, anew or [proposed])
    return [*anew, _kept(file, waiting, command.reason, command, situation)]


def sign(command: SignKeeping, state: State) -> list[object]:
    """Where the law proposes something else by now, nobody has decided on it yet."""
    file, recheck, proposed = _to_decide(state)
    waiting = recheck.keeping
    if waiting is None:
        raise DomainError("no_keeping_waits")
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        who_changed_the_file_does_not_decide_its_recheck(command.by),
        the_second_signature_is_another_persons(command.by, waiting.by),
    )
    anew = proposed_anew(proposed, command.judgement)
    if command.judgement.proposal != proposed.proposal:
        return [*anew]
    if isinstance(waiting.reason, Withheld):
        raise DomainError("household_erased")
    situation = _situation(file, anew or [proposed])
    return [*anew, _kept(file, waiting, waiting.reason, command, situation)]


def close(command: CloseAfterRecheck, state: State) -> list[object]:
    """撤档 under a clause of the document; it takes effect by closing's second signature."""
    file, _, _ = _to_decide(state)
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        who_changed_the_file_does_not_decide_its_recheck(command.by),
        no_other_closing_waits(file.closing is not None),
        no_keeping_waits(file.keeping_waits),
        a_recheck_names_its_clause(command.clause),
        a_closing_after_a_recheck_has_a_reason(command.reason),
    )
    return [
        events.ClosingProposed(
            closing="not_eligible",
            grounds=("recheck",),
            by=command.by.subject,
            clause=command.clause,
            text=command.reason,
        )
    ]


def _begun(
    file: Open, after: Case, reasons: tuple[str, ...], items: tuple[str, ...], today: date
) -> facts.RecheckBegun:
    return facts.RecheckBegun(
        round=file.case.round + 1,
        reasons=reasons,
        items=items,
        consent=consent_that_covers(after, today),
        missing=consent_missing(after, today),
        details=readable(after),
    )


def _kept(
    file: Open, waiting: events.KeepingProposed, reason: str, command: Keep | SignKeeping, situation: facts.Situation
) -> facts.FileKept:
    return facts.FileKept(
        org_path=file.case.org_path,
        round=waiting.round,
        category=waiting.category,
        clause=waiting.clause,
        kept_on=command.today,
        recheck_due_on=command.recheck_due_on,
        against_proposal=not a_decision_agrees_with_the_proposal(command.judgement.proposal, waiting.category),
        reason=reason,
        situation=situation,
    )


def _situation(file: Open, proposals: Sequence[events.CategoryProposed]) -> facts.Situation:
    """What a plan rests on from now on: who is in the file, and what the last proposal knew."""
    return situation_of(readable(file.case), file.case.members, asked_by_measures(proposals[-1]))


def require_reported(state: State) -> None:
    """Asked before the facts are judged again: there are none before the report."""
    _to_decide(state)


def _to_decide(state: State) -> tuple[Open, Recheck, events.CategoryProposed]:
    """A re-check whose report came."""
    if not isinstance(state, Open):
        raise DomainError("file_not_open")
    if state.recheck is None:
        raise DomainError("no_recheck")
    if state.recheck.proposed is None:
        raise DomainError("recheck_under_way")
    return state, state.recheck, state.recheck.proposed
