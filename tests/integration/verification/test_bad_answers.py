"""What comes to the door and is not an answer to a question of ours: refused by name, and nothing of it kept."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from chassis import metrics
from dci.acks import Ack
from dci.codes import AckStatus
from dci.keys import SigningKey
from dci.parser import decode
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import Asked, declined, read_all, written
from tests.support.service import START

BODY = POPULATION.households[0].body


@pytest.fixture
def town(make_town) -> Town:
    """One household whose questions went out; nobody has answered yet."""
    made = make_town(agencies=False)
    made.household = made.apply(submitted(made.service.vault, BODY))
    made.deliver()
    return made


def asked_of(town: Town, item: str = "tax") -> Asked:
    (found,) = (one for one in read_all(town.asked) if one.item == item)
    return found


def ack_of(answer: Any) -> tuple[int, AckStatus, str | None]:
    message = decode(answer.content, Ack).message
    return answer.status_code, message.ack_status, message.error.message if message.error else None


def refusals(town: Town) -> list[tuple[str, str]]:
    codec = town.service.store.codec
    with town.service.store.reading() as connection:
        rows = connection.execute("SELECT body FROM events WHERE stream LIKE 'refused-%%' ORDER BY position")
        found = [codec.decode(body).event for (body,) in rows.fetchall()]
    return [(event.sender, event.reason) for event in found]


def test_what_is_not_signed_is_counted_and_nothing_of_it_is_stored(town: Town) -> None:
    """FAULTS A6: unsigned callbacks naming a household became events of its story."""
    before = town.one("SELECT position FROM counter")
    asked = asked_of(town)
    forger = SigningKey.generate("tax", "1")
    body = written(asked, forger, {"person": asked.tokens[0], "monthly_income": "1.00"})
    counted = not_believed()
    for _ in range(2):
        assert ack_of(town.callback(body)) == (401, AckStatus.ERR, "signature_does_not_match")
    assert not_believed() == counted + 2
    assert town.one("SELECT position FROM counter") == before


def not_believed() -> float:
    return metrics.MESSAGES_NOT_BELIEVED.labels("signature_does_not_match")._value.get()


def test_a_sender_who_is_refused_again_and_again_is_kept_once_an_hour_and_not_in_the_story(town: Town) -> None:
    """FAULTS A6."""
    asked, told = asked_of(town), town.story(town.household)
    for number in range(20):
        town.callback(written(asked, town.agency_keys["tax"], question_hash=f"another-{number}"))
        nowhere = f"inquiry-{uuid.uuid4()}-1"
        town.callback(written(asked, town.agency_keys["tax"], transaction_id=nowhere))
    assert refusals(town) == [("tax", "answers_another_question"), ("tax", "no_such_question")]
    town.set_clock(START + timedelta(hours=1))
    town.callback(written(asked, town.agency_keys["tax"], question_hash="another"))
    assert len(refusals(town)) == 3
    assert town.story(town.household) == told


def test_a_stranger_who_names_no_inquiry_of_ours_leaves_nothing(town: Town) -> None:
    before = town.one("SELECT position FROM counter")
    stranger = SigningKey.generate("nobody", "1")
    asked = asked_of(town)
    nowhere = Asked(**{**asked.__dict__, "transaction_id": f"inquiry-{uuid.uuid4()}-1"})
    assert ack_of(town.callback(written(nowhere, stranger))) == (403, AckStatus.ERR, "sender_unknown")
    assert ack_of(town.callback(b"no json"))[:2] == (400, AckStatus.ERR)
    assert ack_of(town.callback(b"[" * 50_000))[:2] == (400, AckStatus.ERR)
    assert town.one("SELECT position FROM counter") == before


def test_an_altered_record_breaks_the_signature(town: Town) -> None:
    asked = asked_of(town)
    body = written(asked, town.agency_keys["tax"], {"person": asked.tokens[0], "monthly_income": "900.00"})
    assert ack_of(town.callback(body.replace(b'"900.00"', b'"100.00"')))[0] == 401


def test_an_answer_to_another_question_is_refused(town: Town) -> None:
    asked = asked_of(town)
    body = written(asked, town.agency_keys["tax"], question_hash=asked_of(town, "dibao").hash)
    assert ack_of(town.callback(body)) == (200, AckStatus.NACK, "answers_another_question")
    assert refusals(town) == [("tax", "answers_another_question")]


def test_an_answer_to_no_question_and_one_of_the_wrong_agency_read_alike(town: Town) -> None:
    asked = asked_of(town)
    tax, bank = town.agency_keys["tax"], town.agency_keys["bank"]
    refused = (200, AckStatus.NACK, "no_such_question")
    assert ack_of(town.callback(written(asked, tax, transaction_id=f"inquiry-{uuid.uuid4()}-1"))) == refused
    assert ack_of(town.callback(written(asked, tax, transaction_id="inquiry-'; --"))) == refused
    assert ack_of(town.callback(written(asked, tax, reference_id="another"))) == refused
    assert ack_of(town.callback(written(asked, bank))) == refused
    assert len(refusals(town)) == 2  # one about no inquiry of ours, one about this one: once an hour
    assert town.story(town.household).count("AnswerRecorded") == 0


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([{"person": "person:stranger", "monthly_income": "1.00"}], "about_a_person_not_asked"),
        ([{"monthly_income": "1.00"}], "about_a_person_not_asked"),
        ([{"person": "first", "monthly_income": "1.005"}], "records_malformed"),
        ([{"person": "first"}], "records_malformed"),
    ],
)
def test_records_that_do_not_fit_the_question_are_refused(town: Town, records: list[Any], reason: str) -> None:
    asked = asked_of(town)
    records = [one | {"person": asked.tokens[0]} if one.get("person") == "first" else one for one in records]
    answer = town.callback(written(asked, town.agency_keys["tax"], *records))
    assert ack_of(answer) == (200, AckStatus.NACK, reason)


def test_a_body_beyond_the_limit_is_refused_and_one_below_it_is_kept_whole(town: Town) -> None:
    asked, key = asked_of(town), town.agency_keys["tax"]
    record = {"person": asked.tokens[0], "monthly_income": "1.00", "note": "x" * 41_000}
    assert ack_of(town.callback(written(asked, key, record))) == (400, AckStatus.ERR, "body_too_large")
    noise = "".join(uuid.uuid4().hex for _ in range(1_200))
    assert ack_of(town.callback(written(asked, key, record | {"note": noise[:38_000]})))[1] is AckStatus.ACK


def test_an_agency_may_decline_and_the_ack_is_plain(town: Town) -> None:
    asked = asked_of(town)
    assert ack_of(town.callback(declined(asked, town.agency_keys["tax"]))) == (200, AckStatus.ACK, None)
    assert town.story(town.household)[-1] == "AgencyDeclined"


def test_no_ack_says_anything_about_the_household(town: Town) -> None:
    asked = asked_of(town)
    keys = town.agency_keys
    answers = [
        town.callback(written(asked, keys["tax"])),
        town.callback(written(asked, keys["bank"])),
        town.callback(written(asked, keys["tax"], question_hash="x")),
        town.callback(written(asked, SigningKey.generate("tax", "1"))),
    ]
    said = "".join(answer.text for answer in answers)
    for secret in (town.household, asked.hash, asked.reference_id, *asked.tokens):
        assert secret not in said
    for member in BODY["members"]:
        assert member["id_number"] not in said
        assert member["name"] not in said
