"""审核: the proposal and a person's decision on it."""

from datetime import date
from typing import Any

import msgspec
import pytest

from contracts import intake as facts
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain.commands import Approve, Find, Judgement, Reject, RemindReviewer, Return, Signer
from services.intake.domain.events import DecisionProposed, FindingMade, ReviewOverdue
from services.intake.domain.household import reviewing
from services.intake.domain.household.states import UnderReview
from services.intake.handlers.timers import timers_for
from tests.unit.intake.situations import (
    APPROVED,
    NOTICE,
    ON_NOTICE,
    POSTED,
    REVIEWER,
    SUBMITTED,
    given,
    judgement,
    propose,
    proposed,
)

WITHDRAWN = facts.ApplicationWithdrawn(reason="")


def approve(
    judged: Judgement | None = None, category: str | None = None, reason: str = "", by: Signer = REVIEWER
) -> Approve:
    return Approve(
        by=by,
        judgement=judged or judgement(),
        category=category,
        reason=reason,
        notice=NOTICE,
    )


def test_a_report_becomes_a_proposal() -> None:
    assert reviewing.propose(propose("2", unanswered=("tax",)), given(SUBMITTED)) == [
        proposed("2", unanswered=("tax",))
    ]


@pytest.mark.parametrize("happened", [(SUBMITTED, proposed()), (SUBMITTED, WITHDRAWN), ON_NOTICE])
def test_a_report_that_nobody_waits_for_changes_nothing(happened: tuple[object, ...]) -> None:
    assert reviewing.propose(propose(), given(*happened)) == []


def test_a_report_of_another_round_changes_nothing() -> None:
    assert reviewing.propose(propose(of_round=2), given(SUBMITTED)) == []


def test_a_report_about_nobody_is_refused() -> None:
    with pytest.raises(DomainError, match="unknown_household"):
        reviewing.propose(propose(), given())


@pytest.mark.parametrize("category", [None, "1"])
def test_an_approval_takes_the_proposed_category_and_posts_the_notice(category: str | None) -> None:
    assert reviewing.approve(approve(category=category), given(SUBMITTED, proposed())) == [APPROVED, POSTED]


def find(proposal: str = "1", **found: bool) -> Find:
    return Find(by=REVIEWER, found=found, reason="入户走访", judgement=judgement(proposal))


HARD = FindingMade(found={"difficulty_found": True}, reason="入户走访")


def test_a_finding_is_kept_with_its_reason_and_the_household_is_proposed_anew_with_it() -> None:
    assert reviewing.find(find("2", difficulty_found=True), given(SUBMITTED, proposed("none"))) == [
        HARD,
        msgspec.structs.replace(
            proposed("2"),
            facts={"household_income": 120_000, "difficulty_found": True},
            provenance={"household_income": "verified:tax", "difficulty_found": "visited"},
        ),
    ]


def test_the_same_finding_again_is_refused_and_another_replaces_it() -> None:
    state = given(SUBMITTED, proposed(), HARD)
    with pytest.raises(DomainError, match="finding_made_already"):
        reviewing.find(find(difficulty_found=True), state)
    (taken_back, _) = reviewing.find(find(difficulty_found=False), state)
    assert taken_back == FindingMade(found={"difficulty_found": False}, reason="入户走访")
    erased = given(SUBMITTED, proposed(), msgspec.structs.replace(HARD, found=Withheld.ERASED))
    assert isinstance(erased, UnderReview)
    assert erased.case.findings == {}
    after = given(SUBMITTED, proposed(), HARD, taken_back)
    assert isinstance(after, UnderReview)
    assert after.case.findings == {"difficulty_found": False}


def test_a_finding_says_what_was_found_while_the_household_is_under_review() -> None:
    with pytest.raises(DomainError, match="finding_required"):
        reviewing.find(find(), given(SUBMITTED, proposed()))
    for happened in ((SUBMITTED,), ON_NOTICE):
        with pytest.raises(DomainError, match="not_under_review"):
            reviewing.find(find(difficulty_found=True), given(*happened))


def test_a_finding_gives_the_reviewer_no_further_days() -> None:
    state = given(SUBMITTED, proposed())
    assert [timer.kind for timer in timers_for("h", state, [proposed()])] == ["review_overdue"]
    assert timers_for("h", state, reviewing.find(find(difficulty_found=True), state)) == []


@pytest.mark.parametrize("proposal", ["2", "none", "excluded", "undetermined"])
def test_an_approval_against_the_proposal_needs_a_reason_and_says_so(proposal: str) -> None:
    state, judged = given(SUBMITTED, proposed(proposal)), judgement(proposal)
    with pytest.raises(DomainError) as refused:
        reviewing.approve(approve(judged, "1"), state)
    assert (refused.value.code, refused.value.params) == ("reason_required", {"proposal": proposal})
    assert reviewing.approve(approve(judged, "1", "长期困难"), state) == [
        DecisionProposed(
            decision="approve", category="1", grounds=("against_proposal",), by="reviewer", reason="长期困难"
        )
    ]


@pytest.mark.parametrize(
    ("proposal", "category", "code"),
    [("none", None, "category_required"), ("undetermined", None, "category_required"), ("1", "9", "unknown_category")],
)
def test_an_approval_names_a_category_that_the_document_knows(proposal: str, category: str | None, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        reviewing.approve(approve(judgement(proposal), category, "x"), given(SUBMITTED, proposed(proposal)))
    assert refused.value.code == code


@pytest.mark.parametrize("changes", [{"parameters_version": "v2"}, {"profile_version": "p2"}])
def test_a_decision_under_another_line_or_profile_says_so_first(changes: dict[str, Any]) -> None:
    later = date(2026, 11, 6)
    judged = judgement(judged_on=later, **changes)
    assert reviewing.approve(approve(judged), given(SUBMITTED, proposed())) == [
        proposed(judged_on=later, **changes),
        APPROVED,
        POSTED,
    ]


def test_a_proposal_that_turned_meanwhile_makes_the_approval_need_a_reason() -> None:
    judged = judgement("none", parameters_version="v2")
    with pytest.raises(DomainError, match="reason_required"):
        reviewing.approve(approve(judged, "1"), given(SUBMITTED, proposed()))


@pytest.mark.parametrize(
    ("proposal", "reason", "decided"),
    [
        ("none", "", facts.ApplicationRejected(clause="三(一)", against_proposal=False, reason="")),
        ("excluded", "", facts.ApplicationRejected(clause="三(一)", against_proposal=False, reason="")),
        (
            "1",
            "财产超限",
            DecisionProposed(
                decision="reject", clause="三(一)", grounds=("against_proposal",), by="reviewer", reason="财产超限"
            ),
        ),
    ],
)
def test_a_rejection_names_its_clause_and_a_reason_against_the_proposal(
    proposal: str, reason: str, decided: object
) -> None:
    command = Reject(by=REVIEWER, judgement=judgement(proposal), clause="三(一)", reason=reason)
    assert reviewing.reject(command, given(SUBMITTED, proposed(proposal))) == [decided]


@pytest.mark.parametrize(
    ("proposal", "clause", "code"), [("none", "", "clause_required"), ("1", "三(一)", "reason_required")]
)
def test_a_rejection_without_clause_or_reason_is_refused(proposal: str, clause: str, code: str) -> None:
    command = Reject(by=REVIEWER, judgement=judgement(proposal), clause=clause, reason="")
    with pytest.raises(DomainError, match=code):
        reviewing.reject(command, given(SUBMITTED, proposed(proposal)))


def test_a_return_names_the_papers() -> None:
    state = given(SUBMITTED, proposed())
    assert reviewing.send_back(Return(by=REVIEWER, papers=("income",)), state) == [
        facts.ApplicationReturned(papers=("income",))
    ]
    with pytest.raises(DomainError, match="papers_required"):
        reviewing.send_back(Return(by=REVIEWER, papers=()), state)


@pytest.mark.parametrize("happened", [(SUBMITTED,), ON_NOTICE])
def test_nothing_is_decided_outside_a_review(happened: tuple[object, ...]) -> None:
    state = given(*happened)
    rejection = Reject(by=REVIEWER, judgement=judgement("none"), clause="三(一)", reason="")
    for decide in (
        lambda: reviewing.approve(approve(), state),
        lambda: reviewing.reject(rejection, state),
        lambda: reviewing.send_back(Return(by=REVIEWER, papers=("income",)), state),
    ):
        with pytest.raises(DomainError, match="not_under_review"):
            decide()


def test_a_reviewer_is_reminded_only_while_nobody_decided_on_that_round() -> None:
    due = RemindReviewer(round=1, due_on=date(2026, 11, 9))
    assert reviewing.remind(due, given(SUBMITTED, proposed())) == [ReviewOverdue(round=1, due_on=date(2026, 11, 9))]
    assert reviewing.remind(due, given(*ON_NOTICE)) == []
    assert reviewing.remind(msgspec.structs.replace(due, round=2), given(SUBMITTED, proposed())) == []
