"""撤回授权: nobody is asked any more, what was answered stands, and what comes after is only kept."""

from functools import reduce

from msgspec.structs import replace

from contracts.verification import ReportCompleted
from kernel.personal import Withheld
from services.verification.domain import events
from services.verification.domain.commands import EndConsent, TakeAnswer
from services.verification.domain.inquiry import evolve, initial
from services.verification.domain.inquiry.callback import take_answer
from services.verification.domain.inquiry.conclusion import end_consent
from services.verification.domain.inquiry.start import open_inquiry
from services.verification.domain.inquiry.states import Reported, State
from tests.unit.verification.households import TODAY, answer, opened, opening, tax

ENDED = EndConsent(("a",), TODAY)


def after(state: State, *happened: object) -> State:
    return reduce(evolve, happened, state)


def answered(state: State, command: TakeAnswer) -> State:
    return after(state, *take_answer(command, state))


def test_what_was_answered_stands_and_the_open_items_are_refused_in_one_report() -> None:
    first, *refused, report = end_consent(ENDED, answered(opened(), answer("tax", tax())))
    assert first == events.ConsentEnded(persons=("a",), ended_on=TODAY)
    assert {(one.item, one.reason) for one in refused if isinstance(one, events.QuestionRefused)} == {
        ("dibao", "consent_withdrawn"),
        ("medical", "consent_withdrawn"),
    }
    assert isinstance(report, ReportCompleted)
    assert not report.complete
    assert {item.item: item.outcome for item in report.items} == {
        "tax": "matched",
        "dibao": "refused",
        "medical": "refused",
    }


def test_an_answer_that_comes_after_is_kept_once_and_read_by_nothing() -> None:
    state = after(opened(), *end_consent(ENDED, opened()))
    assert isinstance(state, Reported)
    assert take_answer(answer("tax", tax()), state) == [
        events.AnswerQuarantined(item="tax", agency="tax", received_on=TODAY, raw=b"raw")
    ]
    kept = answered(state, answer("tax", tax()))
    assert take_answer(answer("tax", tax("b")), kept) == []


def test_after_the_report_the_end_is_noted_and_a_correction_is_quarantined_too() -> None:
    reported = answered(answered(answered(opened(), answer("tax", tax())), answer("dibao")), answer("medical"))
    assert end_consent(ENDED, reported) == [events.ConsentEnded(persons=("a",), ended_on=TODAY)]
    state = after(reported, *end_consent(ENDED, reported))
    (event,) = take_answer(answer("tax", tax("b")), state)
    assert isinstance(event, events.AnswerQuarantined)
    assert end_consent(ENDED, state) == []


def test_of_an_erased_household_the_end_of_its_consent_makes_no_report() -> None:
    (whole,) = open_inquiry(opening(), initial())
    assert isinstance(whole, events.InquiryOpened)
    erased = replace(whole, declared=Withheld.ERASED, hashes=Withheld.ERASED, earlier=Withheld.ERASED)
    *_, last = end_consent(ENDED, evolve(initial(), erased))
    assert last == events.InquiryStopped(reason="erased")
