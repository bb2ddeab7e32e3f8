"""What may be asked: only items, persons and days that the consent covers; each refusal is said."""

from datetime import date

import msgspec
import pytest

from contracts.verification import ReportCompleted
from services.verification.domain.commands import RefuseQuestion
from services.verification.domain.events import AnswerRecorded, InquiryOpened, Question, QuestionRefused
from services.verification.domain.inquiry import initial
from services.verification.domain.inquiry.start import open_inquiry, refuse_question
from tests.unit.verification.households import CONSENT, DUE, NAME, TODAY, given, opened, opening


def test_one_question_per_item_goes_to_the_agency_that_answers_it() -> None:
    (event,) = open_inquiry(opening(), initial())
    assert isinstance(event, InquiryOpened)
    assert event.questions == (
        Question("dibao", "civil_affairs", f"{NAME}-dibao", DUE),
        Question("medical", "medical_insurance", f"{NAME}-medical", DUE),
        Question("tax", "tax", f"{NAME}-tax", DUE),
    )
    assert event.persons == ("a", "b", "c")


def test_opening_the_same_round_again_changes_nothing() -> None:
    assert open_inquiry(opening(), opened()) == []


def test_an_item_that_the_consent_does_not_cover_is_refused_and_the_others_are_asked() -> None:
    consent = msgspec.structs.replace(CONSENT, items=("dibao", "tax"))
    event, refused = open_inquiry(opening(consent=consent), initial())
    assert isinstance(event, InquiryOpened)
    assert [question.item for question in event.questions] == ["dibao", "tax"]
    assert refused == QuestionRefused(item="medical", agency="medical_insurance", reason="item_not_covered")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"valid_until": date(2026, 11, 1)}, "consent_expired"),
        ({"signed_on": date(2026, 11, 3)}, "consent_not_yet_signed"),
        ({"persons": ()}, "nobody_covered"),
    ],
)
def test_a_consent_not_in_force_asks_nothing_and_reports_at_once(changes: dict[str, object], reason: str) -> None:
    consent = msgspec.structs.replace(CONSENT, **changes)
    _, *refused, report = open_inquiry(opening(consent=consent), initial())
    assert [event.reason for event in refused if isinstance(event, QuestionRefused)] == [reason] * 3
    assert isinstance(report, ReportCompleted)
    assert not report.complete
    assert {item.outcome for item in report.items} == {"refused"}


def test_only_covered_persons_are_asked_about() -> None:
    consent = msgspec.structs.replace(CONSENT, persons=("a", "c"))
    (event,) = open_inquiry(opening(consent=consent), initial())
    assert isinstance(event, InquiryOpened)
    assert event.persons == ("a", "c")


def test_a_consent_that_expires_before_the_question_leaves_ends_it() -> None:
    later = date(2026, 12, 1)
    assert refuse_question(RefuseQuestion(item="tax", today=later), opened()) == [
        QuestionRefused(item="tax", agency="tax", reason="consent_expired")
    ]


def test_a_question_that_the_consent_still_covers_is_not_refused() -> None:
    assert refuse_question(RefuseQuestion(item="tax", today=TODAY), opened()) == []


def test_the_last_refused_question_brings_the_report() -> None:
    state = given(*open_inquiry(opening(items=("tax",)), initial()))
    refused, report = refuse_question(RefuseQuestion(item="tax", today=date(2026, 12, 1)), state)
    assert isinstance(refused, QuestionRefused)
    assert isinstance(report, ReportCompleted)


def test_a_question_already_answered_is_not_refused_any_more() -> None:
    begun = open_inquiry(opening(), initial())
    recorded = AnswerRecorded(item="tax", agency="tax", received_on=TODAY, records=(), raw=b"")
    assert refuse_question(RefuseQuestion(item="tax", today=date(2026, 12, 1)), given(*begun, recorded)) == []
