"""An agency answers a signed question with a signed answer that is bound to it, from the truth."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from agencies.behaviour import Behaviour, Manner, Outage
from agencies.delay import Fixed
from agencies.faults import Fault
from agencies.people.identity import fifteen_digits
from dci.codes import SearchReason, Status
from dci.keys import SigningKey
from dci.questions import Person
from kernel.calendar import add_working_days, opening_hour
from tests.support.until import wait_until
from tests.unit.agencies.office import POPULATION, Listener, opened, question

NOT_BELIEVED = (
    Fault.REVOKED_KEY,
    Fault.FUTURE_KEY,
    Fault.EXPIRED_SIGNATURE,
    Fault.FUTURE_SIGNATURE,
    Fault.MALFORMED,
)


def test_a_signed_question_gets_a_signed_and_bound_answer() -> None:
    with opened() as office:
        status, asked = office.ask(question())
        wait_until(office.is_quiet, "the answer")
        [answer] = office.listener.answers()

    members = POPULATION.households[0].body["members"]
    grown = POPULATION.households[0].body["consent"]["signatories"]
    assert status == 202
    assert answer.question_hash == asked.question_hash
    assert (answer.transaction_id, answer.reference_id, answer.status) == ("t-1", "r-1", Status.SUCCEEDED)
    assert answer.records == [
        {"person": f"p{place}", "monthly_income": members[place]["monthly_income"]} for place in grown
    ]


def test_an_old_number_finds_the_same_person() -> None:
    member = next(
        one
        for household in POPULATION.households
        for one in household.body["members"]
        if len(one["id_number"]) == 18 and one["id_number"][6:8] == "19"
    )
    old = Person(id_number=fifteen_digits(member["id_number"]), token="old")
    asked = replace(question(item="hukou", agency="public_security"), persons=(old,))
    with opened() as office:
        office.ask(asked)
        wait_until(office.is_quiet, "the answer")
        [answer] = office.listener.answers()

    assert answer.records == [{"person": "old"} | POPULATION.on_file[member["id_number"]]["hukou"]]


def test_nothing_on_file_is_a_successful_answer_without_records() -> None:
    nobody = question(item="business_registration", agency="market_regulation")
    with opened() as office:
        office.ask(nobody)
        wait_until(office.is_quiet, "the answer")
        [answer] = office.listener.answers()

    assert (answer.status, answer.records) == (Status.SUCCEEDED, [])


def test_a_question_for_another_agency_is_rejected_in_the_callback() -> None:
    with opened() as office:
        status, _ = office.ask(question(item="vehicle", agency="tax"))
        wait_until(office.is_quiet, "the answer")
        [answer] = office.listener.answers()

    assert status == 202
    assert (answer.status, answer.reason_code) == (Status.REJECTED, SearchReason.SEARCH_CRITERIA_INVALID)


def test_a_stranger_a_wrong_address_and_an_unknown_agency_are_refused() -> None:
    with opened() as office:
        stranger, _ = office.ask(question(), key=SigningKey.generate("verification", "1"))
        elsewhere, _ = office.ask(question(), uri="http://192.0.2.1/registry/on-search")
        nowhere = office.client.post("/nobody/registry/search", content=b"{}").status_code
        broken = office.client.post("/tax/registry/search", content=b"{").status_code
        wait_until(office.is_quiet, "the reports at the start")
        answers = office.listener.answers()

    assert (stranger, elsewhere, nowhere, broken) == (401, 400, 404, 400)
    assert answers == []


def test_a_slow_agency_answers_at_nine_on_its_working_day() -> None:
    with opened(Behaviour(default=Manner(delay=Fixed(value=3)))) as office:
        office.ask(question())
        wait_until(office.is_quiet, "the reports at the start")
        before = office.listener.answers()
        due = datetime.fromisoformat(office.pending()["earliest_due"])
        office.clock.instant = due
        wait_until(office.listener.answers, "the answer")
        wait_until(office.is_quiet, "quiet")
        [answer] = office.listener.answers()
        after = office.pending()

    assert before == []
    assert due == opening_hour(add_working_days(date(2026, 11, 1), 3))
    assert answer.answered_at == due
    assert after == {
        "due": 0,
        "in_flight": 0,
        "waiting": 0,
        "earliest_due": None,
        "quiet": True,
        "not_acknowledging": [],
    }


@pytest.mark.parametrize(
    ("manner", "letters", "right"),
    [
        (Manner(faults={Fault.SILENT: 1.0}), 0, 0),
        (Manner(faults={Fault.TWICE: 1.0}), 2, 2),
        (Manner(faults={Fault.WRONG_SIGNATURE: 1.0}), 2, 1),
        (Manner(faults={Fault.WRONG_SIGNATURE: 1.0}, bad_only=True), 1, 0),
        (Manner(faults={Fault.REORDERED: 1.0}), 1, 1),
        *((Manner(faults={bad: 1.0}), 2, 1) for bad in NOT_BELIEVED),
        (Manner(faults={Fault.ANOTHER_HOUSEHOLD: 1.0}), 2, 2),
        (Manner(faults={Fault.HALF_ANSWER: 1.0}), 1, 1),
    ],
)
def test_bad_manners_are_as_configured(manner: Manner, letters: int, right: int) -> None:
    with opened(Behaviour(default=manner)) as office:
        status, _ = office.ask(question())
        wait_until(office.is_quiet, "quiet")
        sent = [body for url, body in office.listener.bodies if url.endswith("on-search")]
        answers = office.listener.answers()

    assert (status, len(sent), len(answers)) == (202, letters, right)


def test_an_outage_refuses_with_503_and_promises_nothing() -> None:
    out = Behaviour(agencies={"tax": Manner(outages=[Outage()])})
    with opened(out) as office:
        at_tax, _ = office.ask(question())
        at_police, _ = office.ask(question(item="hukou", agency="public_security"), message_id="m-2")
        wait_until(office.is_quiet, "quiet")
        answers = office.listener.answers()

    assert (at_tax, at_police, len(answers)) == (503, 202, 1)


def test_agencies_that_owe_too_many_letters_refuse_more_questions_until_some_are_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("agencies.outbox.OWED_MAX", 1)
    with opened(Behaviour(default=Manner(delay=Fixed(value=1)))) as office:
        first, _ = office.ask(question(), message_id="m-1")
        second, _ = office.ask(question(), message_id="m-2")
        office.clock.move(days=2)
        wait_until(office.is_quiet, "quiet")
        third, _ = office.ask(question(), message_id="m-3")
    assert (first, second, third) == (202, 503, 202)


def test_a_repeated_question_gets_the_same_answer_again_and_only_one_while_it_is_owed() -> None:
    with opened(Behaviour(default=Manner(delay=Fixed(value=1)))) as office:
        office.ask(question(), message_id="m-1")
        office.ask(question(), message_id="m-2")
        office.clock.move(days=2)
        wait_until(office.listener.answers, "the answer")
        wait_until(office.is_quiet, "quiet")
        owed_once = office.listener.answers()
        office.ask(question(), message_id="m-3")
        wait_until(lambda: len(office.listener.answers()) == 2, "the repeated answer")
        first, repeated = office.listener.answers()

    assert len(owed_once) == 1
    assert (repeated.records, repeated.question_hash) == (first.records, first.question_hash)


def test_the_same_message_twice_gets_one_answer() -> None:
    with opened() as office:
        first, asked = office.ask(question())
        again = office.client.post("/tax/registry/search", content=asked.body)
        wait_until(office.is_quiet, "quiet")
        answers = office.listener.answers()

    assert (first, again.status_code, again.json()["message"]["ack_status"]) == (202, 200, "NACK")
    assert len(answers) == 1


def test_another_question_under_the_same_reference_is_rejected() -> None:
    with opened() as office:
        office.ask(question(household=0), message_id="m-1")
        wait_until(office.is_quiet, "quiet")
        office.ask(question(household=1), message_id="m-2")
        wait_until(lambda: len(office.listener.answers()) == 2, "the second answer")
        [_, second] = office.listener.answers()

    assert second.reason_code == SearchReason.REFERENCE_ID_DUPLICATE


def test_an_answer_is_sent_until_it_is_taken() -> None:
    with opened(listener=Listener(fails=6)) as office:
        office.ask(question())
        wait_until(office.is_quiet, "quiet")
        answers = office.listener.answers()

    assert len(answers) == 1


def test_an_answer_whose_signature_is_not_believed_is_signed_anew_and_sent_again() -> None:
    with opened(listener=Listener(doubts=3)) as office:
        office.ask(question())
        wait_until(office.is_quiet, "quiet")
        answers = office.listener.answers()

    assert len(answers) == 1


def test_a_killed_process_remembers_what_it_owes(tmp_path: Path) -> None:
    slow = Behaviour(default=Manner(delay=Fixed(value=2)))
    with opened(slow, tmp_path / "journal") as office:
        office.ask(question(), message_id="m-1")
        wait_until(office.is_quiet, "quiet")
        reported = len(office.listener.reports())
    with (tmp_path / "journal").open("ab") as journal:
        journal.write(b'{"type":"sent","id":"torn')

    with opened(slow, tmp_path / "journal") as office:
        office.ask(question(), message_id="m-2")
        office.clock.move(days=5)
        wait_until(office.listener.answers, "the answer")
        wait_until(office.is_quiet, "quiet")
        answers, again = office.listener.answers(), office.listener.reports()

    assert reported > 0
    assert (len(answers), again) == (1, [])
    assert answers[0].answered_at < datetime(2026, 11, 6, tzinfo=UTC)
