"""Policy list for a household's decisions: each rule is a named sentence that returns its refusal, or None where kept.

A rule judges and raises nothing, so that all can be asked; a decision refuses by the first that speaks (`insist_on`).
"""

from collections.abc import Collection
from datetime import date

from kernel.errors import DomainError
from kernel.subject import is_among, is_same
from services.intake.domain.commands import CheckedApplication, Judgement, Signer

REVIEW_WORKING_DAYS = 5
"""**Ours**: no text says how soon a reviewer must decide after the report; then a reminder is due."""

OBJECTION_WORKING_DAYS = 5
"""**Ours**: no text says how soon an objection is answered; as long as a notice mostly hangs."""

ONE_FILE_PER_HOUSEHOLD = "一户一档"
"""What an opening is refused with when a member stays in another open file."""

Verdict = DomainError | None


def insist_on(*verdicts: Verdict) -> None:
    """Refuses by the first rule that speaks; the order is the order in which people are told."""
    refusal = next((verdict for verdict in verdicts if verdict is not None), None)
    if refusal is not None:
        raise refusal


def who_brought_it_in_does_not_decide(by: Signer) -> Verdict:
    """Whoever applied, sent the papers or objected; an importer has applied for every row."""
    return DomainError("decided_by_who_applied") if by.brought_in else None


def who_decided_does_not_answer(by: Signer) -> Verdict:
    """An objection is to the approval: whoever signed it, first or second, would judge in their own cause."""
    return DomainError("answered_by_who_decided") if by.approved else None


def two_people_go_on_a_visit(by: Signer, companion: Signer) -> Verdict:
    return DomainError("visited_by_one_person") if is_same(by.subject, companion.subject) else None


def who_brought_it_in_does_not_visit(*people: Signer) -> Verdict:
    """Whoever applied for the household would find what they have declared."""
    return DomainError("visited_by_who_applied") if any(one.brought_in for one in people) else None


def a_visit_found_something(found: Collection[str]) -> Verdict:
    return None if found else DomainError("visit_found_nothing")


def who_went_along_confirms_a_visit(by: Signer, companion: str) -> Verdict:
    return None if is_same(by.subject, companion) else DomainError("visit_confirmed_by_who_went_along")


def who_went_may_decline_a_visit(by: Signer, *people: str) -> Verdict:
    return None if is_among(by.subject, people) else DomainError("visit_confirmed_by_who_went_along")


def a_place_that_asks_for_a_visit_has_one(required: bool, visited: bool) -> Verdict:
    return DomainError("visit_required") if required and not visited else None


def an_objection_is_answered_before_a_fresh_notice(unanswered: Collection[int]) -> Verdict:
    return DomainError("objection_unanswered") if unanswered else None


def the_second_signature_is_another_persons(by: Signer, first: str) -> Verdict:
    return DomainError("signed_by_the_same_person") if is_same(by.subject, first) else None


def a_declined_signature_has_a_reason(reason: str) -> Verdict:
    return None if reason else DomainError("declining_reason_required")


def no_other_closing_waits(waits: bool) -> Verdict:
    return DomainError("closing_waits") if waits else None


def no_keeping_waits(waits: bool) -> Verdict:
    return DomainError("keeping_waits") if waits else None


def who_changed_the_file_does_not_decide_its_recheck(by: Signer) -> Verdict:
    return DomainError("decided_by_who_changed") if by.changed else None


def a_change_is_approved_by_another(by: Signer, proposed_by: str) -> Verdict:
    return DomainError("change_approved_by_another") if is_same(by.subject, proposed_by) else None


def a_declined_change_has_a_reason(reason: str) -> Verdict:
    return None if reason else DomainError("declining_reason_required")


def a_move_leads_elsewhere(here: str, there: str) -> Verdict:
    return DomainError("move_leads_nowhere") if here == there else None


def a_move_is_taken_by_another(by: Signer, proposed_by: str) -> Verdict:
    return DomainError("move_taken_by_another") if is_same(by.subject, proposed_by) else None


def a_declined_move_has_a_reason(reason: str) -> Verdict:
    return None if reason else DomainError("declining_reason_required")


def a_decision_on_two_has_a_reason(reason: str) -> Verdict:
    return None if reason else DomainError("duplicate_reason_required")


def a_rearrangement_is_approved_by_another(by: Signer, proposed_by: str) -> Verdict:
    return DomainError("rearrangement_approved_by_another") if is_same(by.subject, proposed_by) else None


def a_change_changes_something(before: object, after: object) -> Verdict:
    return DomainError("nothing_changes") if before == after else None


def the_applicant_stays_in_the_file(goes: bool, person: str | None, applicant: str) -> Verdict:
    """Whose application it is, and who holds the account: without them it is another file."""
    return DomainError("applicant_leaves") if goes and person == applicant else None


def a_recheck_names_its_clause(clause: str) -> Verdict:
    return None if clause else DomainError("recheck_clause_required")


def a_closing_after_a_recheck_has_a_reason(reason: str) -> Verdict:
    return None if reason else DomainError("closing_reason_required")


def papers_come_from_the_same_place(sent: CheckedApplication, org_path: str, region: str) -> Verdict:
    return None if (sent.org_path, sent.region) == (org_path, region) else DomainError("another_organisation")


def papers_come_from_the_same_applicant(sent: CheckedApplication, applicant: str) -> Verdict:
    return None if sent.members[0] == applicant else DomainError("another_applicant")


def a_finding_says_what_was_found(found: Collection[str]) -> Verdict:
    return None if found else DomainError("finding_required")


def an_approval_names_a_category_of_the_document(named: str | None, judgement: Judgement) -> Verdict:
    """Where none is named the proposed one counts, which may be none."""
    if (named or judgement.proposal) in judgement.categories:
        return None
    if named is None:
        return DomainError("category_required")
    return DomainError("unknown_category", known="、".join(judgement.categories))


def a_rejection_names_its_clause(clause: str) -> Verdict:
    return None if clause else DomainError("clause_required")


def a_decision_against_the_proposal_has_a_reason(agrees: bool, reason: str, judgement: Judgement) -> Verdict:
    return None if agrees or reason else DomainError("reason_required", proposal=judgement.proposal)


def a_return_names_the_papers(papers: Collection[str]) -> Verdict:
    return None if papers else DomainError("papers_required")


def the_applicant_stays(dropped: Collection[str], applicant: str) -> Verdict:
    return DomainError("applicant_cannot_be_dropped") if applicant in dropped else None


def who_is_dropped_is_a_member(dropped: Collection[str], members: Collection[str]) -> Verdict:
    return None if set(dropped) <= set(members) else DomainError("unknown_member")


def a_settlement_has_a_reason(reason: str) -> Verdict:
    return None if reason else DomainError("settlement_reason_required")


def a_file_has_one_number(number: str | None) -> Verdict:
    return DomainError("number_already_recorded") if number is not None else None


def a_closing_that_nobody_proposed_has_a_reason(proposed: bool, text: str) -> Verdict:
    return None if proposed or text else DomainError("closing_reason_required")


def a_file_is_closed_for_what_the_place_allows(allowed: bool, reason: str) -> Verdict:
    """No clause of the five texts names the reason; the place says whether files are closed for it."""
    return None if allowed else DomainError("closing_not_allowed", reason=reason, name=f"closing_{reason}")


def nobody_was_reached_on_enough_days(unreached: Collection[date], least: int) -> Verdict:
    return None if len(unreached) >= least else DomainError("still_to_be_tried", days=len(unreached), least=least)


def nobody_of_age_is_left_of_a_household_that_died(others_of_age: int) -> Verdict:
    """Another adult takes the file over: the family is in hardship still."""
    return DomainError("somebody_takes_it_over") if others_of_age else None


def a_decision_agrees_with_the_proposal(proposal: str, category: str | None) -> bool:
    """`category` None: a rejection, which agrees with `none` and `excluded`."""
    return proposal == category if category is not None else proposal in ("none", "excluded")
