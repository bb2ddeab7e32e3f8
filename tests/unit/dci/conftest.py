"""Two parties with keys, and one question and one answer between them. Everybody is invented."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from dci.answers import Answer, answer_body
from dci.codes import Status
from dci.keys import KeyHistory, SigningKey
from dci.questions import Person, Question, SignedQuestion, ask

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Parties:
    verification: SigningKey
    tax: SigningKey
    keys: KeyHistory


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def parties() -> Parties:
    verification = SigningKey.generate("verification", "v1")
    tax = SigningKey.generate("tax", "t1")
    year = timedelta(days=365)
    known = [key.known(NOW - year, NOW + year) for key in (verification, tax)]
    return Parties(verification, tax, KeyHistory(known))


@pytest.fixture(scope="session")
def question() -> Question:
    person = Person(id_number="99010119800101001X", token="tok-1", name="试·例")
    return Question("tx-1", "ref-1", "social_security", "social_insurance", (person,), NOW, "GX-1")


@pytest.fixture(scope="session")
def asked(parties: Parties, question: Question) -> SignedQuestion:
    return ask(
        [question],
        parties.verification,
        message_id="m-1",
        sender_uri="http://127.0.0.1:7002/registry/on-search",
        receiver_id="tax",
        now=NOW,
    )


@pytest.fixture(scope="session")
def answer(asked: SignedQuestion) -> Answer:
    records = [{"person": "tok-1", "monthly_income": "1200.00"}]
    return Answer("tx-1", "ref-1", "corr-1", Status.SUCCEEDED, records, NOW, asked.question_hash)


@pytest.fixture(scope="session")
def answered(parties: Parties, answer: Answer) -> bytes:
    return answer_body(answer, parties.tax, message_id="m-2", receiver_id="verification", now=NOW)
