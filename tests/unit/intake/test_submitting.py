"""申请: submitting, sending papers, withdrawing."""

import msgspec
import pytest

from contracts import intake as facts
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain.commands import CheckedApplication, Resubmit, Submit, Withdraw
from services.intake.domain.household.submitting import resubmit, submit, withdraw
from tests.unit.intake.situations import (
    BLOCKED,
    CONSENT,
    ITEMS,
    ON_NOTICE,
    OPEN,
    SUBMITTED,
    TODAY,
    UNION,
    details,
    given,
    member,
    proposed,
)

APPLICATION = CheckedApplication(
    org_path=UNION,
    region="440507",
    profile="shantou-2016",
    items=ITEMS,
    checked_on=TODAY,
    account="account:1",
    consent=CONSENT,
    details=details(),
)
SUBMIT = Submit(application=APPLICATION)
RETURNED = (SUBMITTED, proposed(unanswered=("student",)), facts.ApplicationReturned(papers=("income",)))
REJECTED = facts.ApplicationRejected(clause="三(一)", against_proposal=False, reason="")


def papers(**changes: object) -> Resubmit:
    return Resubmit(msgspec.structs.replace(APPLICATION, **changes))


def resubmitted(items: tuple[str, ...], **changes: object) -> list[object]:
    before = facts.ApplicationResubmitted(
        round=2, members=("a", "b"), account="account:1", consent=CONSENT, items=items, details=details()
    )
    return [msgspec.structs.replace(before, **changes)]


def test_an_application_is_submitted_with_its_consent_and_the_items_it_needs() -> None:
    assert submit(SUBMIT, given()) == [SUBMITTED]


@pytest.mark.parametrize(
    ("elsewhere", "flags"),
    [
        ({"a"}, ("legacy_number", "applicant_elsewhere")),
        ({"b", "z"}, ("legacy_number", "member_elsewhere")),
        ({"a", "b"}, ("legacy_number", "applicant_elsewhere", "member_elsewhere")),
        ({"z"}, ("legacy_number",)),
    ],
)
def test_a_roster_row_whose_members_are_elsewhere_is_submitted_with_flags(
    elsewhere: set[str], flags: tuple[str, ...]
) -> None:
    legacy = msgspec.structs.replace(APPLICATION, flags=("legacy_number",))
    command = Submit(application=legacy, elsewhere=frozenset(elsewhere), import_id="i1")
    expected = msgspec.structs.replace(SUBMITTED, channel="roster", import_id="i1", flags=flags)
    assert submit(command, given()) == [expected]


def test_the_same_submission_again_changes_nothing() -> None:
    assert submit(SUBMIT, given(SUBMITTED)) == []


def test_papers_ask_again_what_was_not_answered() -> None:
    assert resubmit(papers(), given(*RETURNED)) == resubmitted(("student",))


@pytest.mark.parametrize(
    ("changed", "items"),
    [
        (details(on_dibao=True), ("dibao", "student")),
        (details(hardship_expenditure_monthly=1), ("medical", "student")),
        (details(single_parent=True), ("marriage", "student")),
        (details(contract_months=12), ("social_insurance", "student")),
        (details(member("a", monthly_income=1), member("b", "spouse")), ("student", "tax")),
        (details(member("a", disability=True), member("b", "spouse")), ("disability", "student")),
        (details(member("a", health="ill"), member("b", "spouse")), ("medical", "student")),
        (details(member("a", name="陈测试二"), member("b", "spouse")), ("student",)),
    ],
)
def test_papers_ask_again_the_items_whose_declared_facts_changed(
    changed: facts.Details, items: tuple[str, ...]
) -> None:
    assert resubmit(papers(details=changed), given(*RETURNED)) == resubmitted(items, details=changed)


def test_papers_with_another_member_ask_everything_again() -> None:
    larger = details(member("a"), member("b", "spouse"), member("c", "child"))
    assert resubmit(papers(details=larger), given(*RETURNED)) == resubmitted(
        ITEMS, details=larger, members=("a", "b", "c")
    )


def test_papers_after_an_erasure_ask_everything_again() -> None:
    erased = msgspec.structs.replace(SUBMITTED, details=Withheld.ERASED)
    assert resubmit(papers(), given(erased, *RETURNED[1:])) == resubmitted(ITEMS)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (papers(region="440511"), "another_organisation"),
        (papers(details=details(member("c"))), "another_applicant"),
    ],
)
def test_papers_of_another_applicant_or_place_are_refused(command: Resubmit, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        resubmit(command, given(*RETURNED))
    assert refused.value.code == code


def test_papers_that_nobody_asked_for_are_refused() -> None:
    with pytest.raises(DomainError, match="not_returned"):
        resubmit(papers(), given(SUBMITTED))


@pytest.mark.parametrize(
    "happened", [(SUBMITTED,), (SUBMITTED, proposed()), RETURNED, ON_NOTICE, (*ON_NOTICE, BLOCKED)]
)
def test_a_household_may_withdraw_any_time_before_the_file_is_open(happened: tuple[object, ...]) -> None:
    withdrawn = facts.ApplicationWithdrawn(reason="已就业")
    assert withdraw(Withdraw("已就业"), given(*happened)) == [withdrawn]
    with pytest.raises(DomainError, match="already_withdrawn"):
        withdraw(Withdraw("搬走"), given(*happened, withdrawn))


@pytest.mark.parametrize("happened", [OPEN, (SUBMITTED, proposed(), REJECTED), ()])
def test_what_is_open_rejected_or_unknown_cannot_be_withdrawn(happened: tuple[object, ...]) -> None:
    with pytest.raises(DomainError, match="cannot_withdraw"):
        withdraw(Withdraw("x"), given(*happened))
