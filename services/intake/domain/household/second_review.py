"""复核: a decision that one reviewer should not make alone takes effect when another signs it."""

from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.commands import Decline, SignDecision
from services.intake.domain.household.reviewing import approved, proposed_anew, rejected
from services.intake.domain.household.states import State, UnderSecondReview
from services.intake.domain.rules import (
    a_declined_signature_has_a_reason,
    an_approval_names_a_category_of_the_document,
    insist_on,
    the_second_signature_is_another_persons,
    who_brought_it_in_does_not_decide,
)


def sign(command: SignDecision, state: State) -> list[object]:
    """Under the law of this day; where that proposes something else now, nobody has decided on it yet."""
    waiting, judgement = _waiting(state), command.judgement
    decision, before = waiting.decision, waiting.proposed
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        the_second_signature_is_another_persons(command.by, decision.by),
    )
    anew = proposed_anew(before, judgement)
    if judgement.proposal != before.proposal:
        return [*anew]
    if isinstance(decision.reason, Withheld):
        raise DomainError("household_erased")
    if decision.category is None:
        return [*anew, rejected(decision.clause, judgement, decision.reason)]
    insist_on(an_approval_names_a_category_of_the_document(decision.category, judgement))
    return [*anew, *approved(decision.category, judgement, decision.reason, command.notice)]


def decline(command: Decline, state: State) -> list[object]:
    _waiting(state)
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        a_declined_signature_has_a_reason(command.reason),
    )
    return [events.SignatureDeclined(reason=command.reason)]


def _waiting(state: State) -> UnderSecondReview:
    if not isinstance(state, UnderSecondReview):
        raise DomainError("not_under_second_review")
    return state
