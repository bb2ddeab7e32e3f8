"""FAULTS A2. What must not be one person's: who brought it in, who decides, who signs second, who closes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import duties, events
from services.intake.domain.commands import (
    Approve,
    Close,
    Decline,
    Find,
    Judgement,
    Reject,
    RejectBlocked,
    RemindReviewer,
    RetryOpening,
    Return,
    SignClosing,
    SignDecision,
    Signer,
)
from services.intake.domain.household import closing, opening, reviewing, second_review, submitting
from services.intake.domain.household.states import State
from tests.unit.intake.situations import (
    APPLICANT,
    APPROVED,
    BLOCKED,
    CONSENT,
    ITEMS,
    NOTICE,
    ON_NOTICE,
    OPEN,
    POSTED,
    REVIEWER,
    SECOND,
    SUBMITTED,
    details,
    given,
    judgement,
    proposed,
)

TODAY = date(2026, 11, 10)
FOUND = events.FindingMade(found={"difficulty_found": True}, reason="x")
OBJECTED = facts.ObjectionRaised(round=2, items=ITEMS, consent=CONSENT, objection="", details=details())
AGAINST = events.DecisionProposed(
    decision="approve", category="2", grounds=("against_proposal",), by="reviewer", reason="长期困难"
)
REFUSED = events.DecisionProposed(
    decision="reject", clause="三(一)", grounds=("incomplete_report",), by="reviewer", reason="y"
)
CLOSING = events.ClosingProposed(closing="not_eligible", grounds=("own_word",), by="reviewer", text="x")
EXIT = events.ExitNoted(rule="exit", months=("2026-11",), proposed_by="reviewer")
CLOSED = facts.FileClosed(org_path=SUBMITTED.org_path, reason="exit", closed_on=TODAY, members=("a", "b"))


def approve(by: Signer = REVIEWER, judged: Judgement | None = None, **more: Any) -> Approve:
    return Approve(
        **{"by": by, "judgement": judged or judgement(), "category": None, "reason": "", "notice": NOTICE, **more}
    )


def sign(by: Signer = SECOND, judged: Judgement | None = None) -> SignDecision:
    return SignDecision(by=by, judgement=judged or judgement(), notice=NOTICE)


def refusal(of: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        of()
    return refused.value.code


def test_what_somebody_did_before_is_told_by_the_actors_of_stored_events() -> None:
    acts = [("clerk", SUBMITTED), ("system:intake", proposed()), ("r", FOUND), ("n", OBJECTED)]
    assert duties.signer("clerk", acts) == Signer("clerk", brought_in=True)
    assert duties.signer("n", acts) == Signer("n", brought_in=True)
    assert duties.signer("r", acts) == Signer("r", finding=True)
    assert duties.signer("somebody", acts) == Signer("somebody")


def test_a_household_with_somebody_who_died_is_not_approved_by_one_alone() -> None:
    """The register said that the applicant was dead, nobody had to look, and money went to an account of the dead."""
    state = given(SUBMITTED, replace(proposed(), died=("a",)))
    (decided,) = reviewing.approve(approve(), state)
    assert isinstance(decided, events.DecisionProposed)
    assert decided.grounds == ("member_died",)
    rejection = Reject(by=REVIEWER, judgement=judgement("none"), clause="三(一)", reason="")
    assert not any(isinstance(event, events.DecisionProposed) for event in reviewing.reject(rejection, state))


def test_what_the_law_of_another_day_proposes_still_says_who_died() -> None:
    state = given(SUBMITTED, replace(proposed(), died=("a",)))
    anew, decided = reviewing.approve(approve(judged=judgement(parameters_version="later")), state)
    assert (anew.died, decided.grounds) == (("a",), ("member_died",))


def test_nobody_becomes_two_people_by_the_case_of_a_name() -> None:
    """Sign-in of several systems takes `ann` and `Ann` for one account, and their tokens come with either: whoever
    applied as one decided as the other, and signed second."""
    ann = duties.signer("Ann", [("ann", SUBMITTED), ("aNN", FOUND)])
    assert ann == Signer("Ann", brought_in=True, finding=True)
    assert refusal(lambda: reviewing.approve(approve(ann), given(*REVIEW))) == "decided_by_who_applied"
    again = Signer(REVIEWER.subject.upper())
    assert refusal(lambda: second_review.sign(sign(again), given(*SECOND_REVIEW))) == "signed_by_the_same_person"
    assert refusal(lambda: closing.sign(SignClosing(by=again, today=TODAY), given(*OPEN, CLOSING))) == (
        "signed_by_the_same_person"
    )
    assert duties.grounds_of_a_closing(again, True, REVIEWER.subject, False) == ("own_finding",)


REVIEW, SECOND_REVIEW = (SUBMITTED, proposed()), (SUBMITTED, proposed(), AGAINST)
BARRED: dict[str, tuple[tuple[object, ...], Callable[[State], object]]] = {
    "approve": (REVIEW, lambda state: reviewing.approve(approve(APPLICANT), state)),
    "reject": (
        REVIEW,
        lambda state: reviewing.reject(
            Reject(by=APPLICANT, judgement=judgement("none"), clause="三(一)", reason=""), state
        ),
    ),
    "return": (REVIEW, lambda state: reviewing.send_back(Return(by=APPLICANT, papers=("x",)), state)),
    "find": (
        REVIEW,
        lambda state: reviewing.find(
            Find(by=APPLICANT, found={"event_major": True}, reason="x", judgement=judgement()), state
        ),
    ),
    "sign": (SECOND_REVIEW, lambda state: second_review.sign(sign(APPLICANT), state)),
    "decline": (SECOND_REVIEW, lambda state: second_review.decline(Decline(by=APPLICANT, reason="x"), state)),
    "retry": (
        (*ON_NOTICE, BLOCKED),
        lambda state: opening.retry_opening(
            RetryOpening(by=APPLICANT, today=TODAY, others=(), recheck_due_on=TODAY), state
        ),
    ),
    "reject blocked": (
        (*ON_NOTICE, BLOCKED),
        lambda state: opening.reject_blocked(RejectBlocked(by=APPLICANT, reason="x"), state),
    ),
}


@pytest.mark.parametrize("act", BARRED)
def test_who_brought_a_household_in_does_not_decide_on_it(act: str) -> None:
    happened, decide = BARRED[act]
    assert refusal(lambda: decide(given(*happened))) == "decided_by_who_applied"


@pytest.mark.parametrize(
    ("by", "proposal", "unanswered", "grounds"),
    [
        (REVIEWER, "2", (), ("against_proposal",)),
        (REVIEWER, "1", ("tax",), ("incomplete_report",)),
        (Signer("reviewer", finding=True), "1", (), ("own_finding",)),
        (REVIEWER, "undetermined", ("tax",), ("against_proposal", "incomplete_report")),
    ],
)
def test_what_one_person_should_not_decide_alone_waits_for_a_second(
    by: Signer, proposal: str, unanswered: tuple[str, ...], grounds: tuple[events.Ground, ...]
) -> None:
    state = given(SUBMITTED, proposed(proposal, unanswered=unanswered))
    (decided,) = reviewing.approve(approve(by, judgement(proposal), category="1", reason="x"), state)
    assert decided == events.DecisionProposed(
        decision="approve", category="1", grounds=grounds, by="reviewer", reason="x"
    )


def test_a_rejection_on_an_incomplete_report_waits_too() -> None:
    state = given(SUBMITTED, proposed("none", unanswered=("tax",)))
    command = Reject(by=REVIEWER, judgement=judgement("none"), clause="三(一)", reason="y")
    assert reviewing.reject(command, state) == [REFUSED]


def test_a_second_signature_makes_the_decision_and_another_persons_it_must_be() -> None:
    state = given(*SECOND_REVIEW)
    assert second_review.sign(sign(), state) == [
        facts.ApplicationApproved(category="2", against_proposal=True, reason="长期困难"),
        POSTED,
    ]
    assert refusal(lambda: second_review.sign(sign(REVIEWER), state)) == "signed_by_the_same_person"
    rejected = given(SUBMITTED, proposed("none", unanswered=("tax",)), REFUSED)
    assert second_review.sign(sign(judged=judgement("none")), rejected) == [
        facts.ApplicationRejected(clause="三(一)", against_proposal=False, reason="y")
    ]


def test_a_second_signature_rests_on_the_law_of_its_day() -> None:
    state = given(*SECOND_REVIEW)
    newer = judgement(parameters_version="v2")
    assert second_review.sign(sign(judged=newer), state)[0] == proposed(parameters_version="v2")
    turned = judgement("none", parameters_version="v2")
    assert second_review.sign(sign(judged=turned), state) == [proposed("none", parameters_version="v2")]
    unknown = judgement(categories=("1",))
    assert refusal(lambda: second_review.sign(sign(judged=unknown), state)) == "unknown_category"


def test_a_signature_is_declined_with_a_reason_by_either_reviewer() -> None:
    state = given(*SECOND_REVIEW)
    for by in (REVIEWER, SECOND):
        assert second_review.decline(Decline(by=by, reason="依据不足"), state) == [
            events.SignatureDeclined(reason="依据不足")
        ]
    assert refusal(lambda: second_review.decline(Decline(by=SECOND, reason=""), state)) == "declining_reason_required"


@pytest.mark.parametrize("happened", [REVIEW, ON_NOTICE])
def test_only_a_decision_that_waits_is_signed_or_declined(happened: tuple[object, ...]) -> None:
    state = given(*happened)
    assert refusal(lambda: second_review.sign(sign(), state)) == "not_under_second_review"
    assert refusal(lambda: second_review.decline(Decline(by=SECOND, reason="x"), state)) == "not_under_second_review"


def test_nothing_else_is_decided_while_a_signature_is_waited_for_but_the_household_may_withdraw() -> None:
    state = given(*SECOND_REVIEW)
    assert refusal(lambda: reviewing.approve(approve(), state)) == "not_under_review"
    withdrawn = submitting.withdraw(submitting.Withdraw("x"), state)
    assert withdrawn == [facts.ApplicationWithdrawn(reason="x")]
    due = RemindReviewer(round=1, due_on=TODAY)
    assert reviewing.remind(due, state) == [events.ReviewOverdue(round=1, due_on=TODAY)]


def test_what_was_erased_meanwhile_is_not_signed() -> None:
    state = given(SUBMITTED, proposed(), replace(AGAINST, reason=Withheld.ERASED))
    assert refusal(lambda: second_review.sign(sign(), state)) == "household_erased"
    file = given(*OPEN, replace(CLOSING, text=Withheld.ERASED))
    assert refusal(lambda: closing.sign(SignClosing(by=SECOND, today=TODAY), file)) == "household_erased"


def test_who_found_that_a_household_may_leave_does_not_close_its_file_alone() -> None:
    close = Close(by=REVIEWER, reason="exit", text="", today=TODAY)
    waiting = events.ClosingProposed(closing="exit", grounds=("own_finding",), by="reviewer", text="")
    assert closing.close(close, given(*OPEN, EXIT)) == [waiting]
    assert closing.close(replace(close, by=SECOND), given(*OPEN, EXIT)) == [CLOSED]
    assert closing.sign(SignClosing(by=SECOND, today=TODAY), given(*OPEN, EXIT, waiting)) == [CLOSED]


def test_a_closing_waits_once_and_is_signed_by_another_person_or_declined() -> None:
    state = given(*OPEN, CLOSING)
    close = Close(by=SECOND, reason="exit", text="x", today=TODAY)
    assert refusal(lambda: closing.close(close, state)) == "closing_waits"
    assert refusal(lambda: closing.sign(SignClosing(by=REVIEWER, today=TODAY), state)) == "signed_by_the_same_person"
    assert closing.decline(Decline(by=SECOND, reason="x"), state) == [events.SignatureDeclined(reason="x")]
    assert refusal(lambda: closing.decline(Decline(by=SECOND, reason=""), state)) == "declining_reason_required"
    assert refusal(lambda: closing.sign(SignClosing(by=SECOND, today=TODAY), given(*OPEN))) == "no_closing_waits"


def test_a_decision_as_proposed_on_a_whole_report_takes_one_person() -> None:
    assert reviewing.approve(approve(), given(*REVIEW)) == [APPROVED, POSTED]


def test_who_proposed_a_rearrangement_decides_on_no_recheck_that_it_leads_to() -> None:
    waiting = events.RearrangementProposed(
        rearrangement="r1", kind="split", into=None, persons=("p1",), by="li", relations={"p1": "self"}, reason="分户"
    )
    kept = facts.FileKept(
        org_path="44",
        round=2,
        category="1",
        clause="三(一)",
        kept_on=TODAY,
        recheck_due_on=TODAY,
        against_proposal=False,
    )
    declined = events.RearrangementDecided(rearrangement="r1", decision="decline", reason="x")

    def changed(*happened: object) -> bool:
        return duties.signer("LI", (("system:intake", event) for event in happened)).changed

    assert (changed(waiting), changed(waiting, kept), changed(waiting, declined, kept)) == (True, True, False)


def test_who_proposed_it_decides_neither_on_the_receiving_file_nor_on_a_file_of_their_own() -> None:
    """The proposal stands in the file that lets go, and nobody looks there when the other one is decided on."""
    told = facts.FileChanged(
        org_path="44",
        change="r1",
        kind="member_joined",
        persons=("p1",),
        on=TODAY,
        members=("a", "p1"),
        account="account:1",
        consent=CONSENT,
        proposed_by="li",
        details=details(),
    )
    own = replace(SUBMITTED, channel="split", proposed_by="li")
    assert duties.signer("LI", [("approver", told)]).changed
    assert not duties.signer("approver", [("approver", told)]).changed
    assert duties.signer("LI", [("approver", own)]).brought_in
    assert not duties.signer("somebody", [("approver", own)]).brought_in
