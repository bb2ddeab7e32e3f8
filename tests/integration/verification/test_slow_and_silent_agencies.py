"""Late, double, contradictory, silent and unreachable agencies; consent that ends; households that withdraw."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from chassis.breaker import FAILURES_MAX
from contracts import intake
from contracts.verification import AgencySilent, ReportCompleted
from services.verification.domain.events import AnswerCameLate, AnswerContradicted, InquiryOpened, QuestionRefused
from tests.integration.verification.applications import TODAY, consent, details_of, items, submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import Asked, read_all, written

BODY = POPULATION.households[0].body


@pytest.fixture
def town(make_town) -> Town:
    made: Town = make_town(agencies=False)
    return made


def apply(town: Town, **changes: Any) -> str:
    return town.apply(submitted(town.service.vault, BODY, **changes))


def asked(town: Town) -> list[Asked]:
    return read_all(town.asked)


def answer(town: Town, one: Asked, *records: dict[str, Any]) -> int:
    return int(town.callback(written(one, town.agency_keys[one.agency], *records)).status_code)


def test_a_retry_keeps_its_ids_and_its_hash_and_takes_a_new_message_id(town: Town) -> None:
    town.down = {"tax"}
    apply(town)
    town.deliver()
    town.down = set()
    town.move(hours=5)
    town.due_again()
    town.deliver()
    first, second = (one for one in asked(town) if one.item == "tax")
    assert first.message_id != second.message_id
    assert (first.transaction_id, first.reference_id, first.hash) == (
        second.transaction_id,
        second.reference_id,
        second.hash,
    )
    assert town.open_deliveries() == 0


def test_a_question_that_was_answered_is_not_sent_again(town: Town) -> None:
    town.down = {"tax"}
    apply(town)
    town.deliver()
    (one,) = (each for each in asked(town) if each.item == "tax")
    assert answer(town, one) == 200
    town.due_again()
    town.deliver()
    assert len([each for each in asked(town) if each.item == "tax"]) == 1
    assert town.open_deliveries() == 0


def test_the_breaker_spares_an_agency_that_is_down(town: Town) -> None:
    town.down = {"tax"}
    for _ in range(FAILURES_MAX + 5):
        apply(town)
    town.deliver()
    assert len([each for each in asked(town) if each.item == "tax"]) == FAILURES_MAX
    assert town.one("SELECT count(*) FROM deliveries WHERE attempts = 0") == 5


def test_at_the_deadline_the_silent_are_named_and_open_questions_end(town: Town) -> None:
    town.down = {"tax"}
    household = apply(town)
    town.deliver()
    for one in asked(town):
        if one.item != "tax":
            answer(town, one)
    town.move(days=14)
    assert "ReportCompleted" not in town.story(household)
    town.move(days=15)
    *_, silent, report = town.events(household)
    assert silent == AgencySilent(round=1, item="tax", agency="tax")
    assert isinstance(report, ReportCompleted)
    assert not report.complete
    assert {fact.name: fact.value for fact in report.facts}["household_income"] is None
    assert town.open_deliveries() == 1
    town.due_again()
    town.deliver()
    assert town.open_deliveries() == 0
    assert len([one for one in asked(town) if one.item == "tax"]) == 1


def test_a_contradictory_answer_is_kept_and_a_late_one_brings_the_report_out_again(town: Town) -> None:
    household = apply(town)
    town.deliver()
    (tax,) = (each for each in asked(town) if each.item == "tax")
    assert answer(town, tax, {"person": tax.tokens[0], "monthly_income": "10.00"}) == 200
    assert answer(town, tax, {"person": tax.tokens[0], "monthly_income": "20.00"}) == 200
    town.move(days=15)
    (dibao,) = (each for each in asked(town) if each.item == "dibao")
    for _ in range(2):
        assert answer(town, dibao) == 200
    events = town.events(household)
    assert [type(event) for event in events if isinstance(event, AnswerContradicted | AnswerCameLate)] == [
        AnswerContradicted,
        AnswerCameLate,
    ]
    first, again = (event for event in events if isinstance(event, ReportCompleted))
    assert (first.revision, again.revision, again.because, again.revised) == (0, 1, "late_answer", ("dibao",))


def test_answers_that_come_at_the_same_moment_are_each_recorded_once(town: Town) -> None:
    household = apply(town)
    town.deliver()
    letters = [written(one, town.agency_keys[one.agency]) for one in asked(town) for _ in range(3)]
    with ThreadPoolExecutor(16) as together:
        assert {answer.status_code for answer in together.map(town.callback, letters)} == {200}
    told = town.story(household)
    assert (told.count("AnswerRecorded"), told.count("ReportCompleted")) == (len(items()), 1)
    assert "AnswerCameLate" not in told


def test_an_item_outside_the_consent_is_never_sent(town: Town) -> None:
    household = apply(town, consent=consent(town.service.vault, BODY, items=("dibao", "hukou")))
    town.deliver()
    assert sorted(one.item for one in asked(town)) == ["dibao", "hukou"]
    refused = [event for event in town.events(household) if isinstance(event, QuestionRefused)]
    assert {event.reason for event in refused} == {"item_not_covered"}
    assert len(refused) == len(items()) - 2


def test_a_consent_that_expires_while_the_agency_is_down_stops_the_question(town: Town) -> None:
    household = apply(town, consent=consent(town.service.vault, BODY, valid_until=date(2026, 11, 3)))
    town.down = {"tax"}
    town.deliver()
    town.down = set()
    town.move(days=2)
    town.due_again()
    town.deliver()
    assert [one.item for one in asked(town)].count("tax") == 1
    refused = town.events(household)[-1]
    assert refused == QuestionRefused(item="tax", agency="tax", reason="consent_expired")
    assert town.open_deliveries() == 0


def test_without_any_consent_nothing_leaves_and_the_report_says_so(town: Town) -> None:
    household = apply(town, consent=consent(town.service.vault, BODY, persons=()))
    town.deliver()
    assert town.asked == []
    report = town.events(household)[-1]
    assert isinstance(report, ReportCompleted)
    assert {item.outcome for item in report.items} == {"refused"}


def test_a_withdrawn_application_stops_its_inquiry(town: Town) -> None:
    household = apply(town)
    town.hear(household, intake.ApplicationWithdrawn(reason="moved away"))
    town.deliver()
    assert town.asked == []
    assert town.story(household) == ["InquiryOpened", "InquiryStopped"]
    town.move(days=40)
    assert town.story(household) == ["InquiryOpened", "InquiryStopped"]


def test_a_consent_that_is_withdrawn_ends_the_questions_and_what_comes_after_is_sealed_away(town: Town) -> None:
    household = apply(town)
    town.deliver()
    asked = len(town.asked)
    town.hear(
        household,
        intake.ConsentWithdrawn(reference="GX-0001", persons=("a",), withdrawn_on=date(2026, 11, 2), reason="不同意"),
    )
    town.reported(household)
    story = town.story(household)
    assert (story.count("ConsentEnded"), story.count("ReportCompleted"), len(town.asked)) == (1, 1, asked)
    town.due_again()
    town.deliver()
    assert len(town.asked) == asked, "nobody is asked again"


def test_after_a_withdrawal_an_answer_to_an_earlier_round_is_sealed_away_too(town: Town) -> None:
    household = apply(town)
    town.deliver()
    (tax,) = [one for one in asked(town) if one.item == "tax"]
    town.move(days=15)
    vault = town.service.vault
    details = details_of(vault, BODY)
    again = intake.ApplicationResubmitted(
        round=2,
        members=tuple(member.token for member in details.members),
        account="account:x",
        consent=consent(vault, BODY),
        items=("tax",),
        details=details,
    )
    town.hear(household, again)
    town.hear(
        household,
        intake.ConsentWithdrawn(reference="GX-0001", persons=("a",), withdrawn_on=date(2026, 11, 17), reason="不同意"),
    )
    assert town.story(household).count("ConsentEnded") == 2
    answer(town, tax)
    assert town.story(household)[-1] == "AnswerQuarantined"
    assert "AnswerCameLate" not in town.story(household)


def test_a_file_that_closes_ends_the_round_of_its_recheck(town: Town) -> None:
    household = apply(town)
    closed = intake.FileClosed(
        org_path="44", reason="merged", closed_on=date(2026, 11, 3), members=(), merged_into="another"
    )
    town.hear(household, closed)
    town.deliver()
    assert town.asked == []
    assert town.story(household) == ["InquiryOpened", "InquiryStopped"]
    assert town.events(household)[-1].reason == "file_closed"


def test_a_second_round_asks_only_what_it_is_told_to_and_keeps_the_other_answers(town: Town) -> None:
    household = apply(town)
    town.deliver()
    for one in asked(town):
        if one.item != "tax":
            answer(town, one)
    town.move(days=15)
    town.asked.clear()
    vault = town.service.vault
    resubmitted = intake.ApplicationResubmitted(
        round=2,
        members=tuple(member.token for member in details_of(vault, BODY).members),
        account="account:x",
        consent=consent(vault, BODY),
        items=("tax",),
        details=details_of(vault, BODY),
    )
    town.due_again()
    town.hear(household, resubmitted)
    town.deliver()
    (tax,) = asked(town)
    answer(town, tax)
    report = town.events(household)[-1]
    assert isinstance(report, ReportCompleted)
    assert (report.round, report.complete, len(report.items)) == (2, True, len(items()))
    second = town.get(f"/v1/households/{household}/inquiries", org_path="44").json()["items"][1]
    assert (second["round"], second["status"], len(second["items"])) == (2, "reported", len(items()))


def test_a_recheck_asks_only_what_changed_and_only_about_who_has_signed(town: Town) -> None:
    household = apply(town)
    town.deliver()
    for one in asked(town):
        answer(town, one)
    town.asked.clear()
    vault = town.service.vault
    given = consent(vault, BODY)
    signed = msgspec.structs.replace(given, persons=given.persons[:1])
    begun = intake.RecheckBegun(
        round=2, reasons=("income",), items=("tax",), consent=signed, details=details_of(vault, BODY)
    )
    town.hear(household, begun)
    town.hear(household, begun)
    town.deliver()
    (tax,) = asked(town)
    answer(town, tax)
    report = town.events(household)[-1]
    assert isinstance(report, ReportCompleted)
    assert (report.round, report.complete, len(report.items)) == (2, True, len(items()))
    (opened,) = [event for event in town.events(household) if isinstance(event, InquiryOpened) and event.round == 2]
    assert opened.persons == given.persons[:1]


def test_an_objection_asks_everything_again(town: Town) -> None:
    household = apply(town)
    town.deliver()
    for one in asked(town):
        answer(town, one)
    vault = town.service.vault
    town.hear(
        household,
        intake.ObjectionRaised(
            round=2, items=items(), consent=consent(vault, BODY), objection="x", details=details_of(vault, BODY)
        ),
    )
    opened = town.events(household)[-1]
    assert isinstance(opened, InquiryOpened)
    assert (opened.round, len(opened.questions), opened.earlier) == (2, len(items()), ())


def test_an_erased_household_is_asked_about_no_more(town: Town, shred: Any) -> None:
    household = apply(town)
    shred(town.service.vault, household)
    town.deliver()
    assert town.asked == []
    town.move(days=15)
    assert town.one("SELECT count(*) FROM events WHERE type LIKE '%%InquiryStopped%%'") == 1


def test_what_intake_told_of_a_household_that_is_erased_meanwhile_holds_up_nothing(town: Town, shred: Any) -> None:
    """Verification was behind: the application, its next rounds and the withdrawal are read after the erasure."""
    vault = town.service.vault
    early, late = apply(town), str(uuid4())
    vault.create(late)
    common: dict[str, Any] = {"items": items(), "consent": consent(vault, BODY), "details": details_of(vault, BODY)}
    withdrawn = intake.ConsentWithdrawn(reference="GX", persons=("a",), withdrawn_on=TODAY, reason="不同意")
    messages = [
        town.said(late, submitted(vault, BODY)),
        town.said(late, intake.ObjectionRaised(round=2, objection="x", **common)),
        town.said(late, intake.RecheckBegun(round=3, reasons=("term",), **common)),
        town.said(early, withdrawn),
    ]
    shred(vault, early)
    shred(vault, late)
    for message in messages:
        town.handle(message)
    assert town.parked() == []
    assert town.story(late) == []
    assert "ReportCompleted" not in town.story(early)
    assert town.story(early)[-1] == "InquiryStopped"
