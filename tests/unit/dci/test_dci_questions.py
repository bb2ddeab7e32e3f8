"""Questions keep their bytes over retries, and any text a person may be called by goes there and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dci.answers import Answer, answer_body, read_answers
from dci.codes import QueryType, SearchReason, Status
from dci.keys import KeyHistory, SigningKey
from dci.messages import PageRequest, SearchCriteria, SearchRequest
from dci.questions import (
    NotUnderstood,
    Person,
    Question,
    ask,
    question_hash,
    read_question,
    search_message,
)
from dci.receiver import ON_SEARCH, SEARCH, Accepted, accept
from kernel import text

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
KEY = SigningKey.generate("verification", "v1")
KEYS = KeyHistory([KEY.known(NOW - timedelta(days=1))])

HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
seen = st.characters(exclude_categories=HIDDEN).filter(text.is_a_clean_line)
ids = st.text(seen, min_size=1, max_size=99).map(lambda written: " ".join(written.split())).filter(bool)
texts = st.text(seen)
codes = st.from_regex(r"[a-z]{2,9}(_[a-z]{2,9}){0,2}", fullmatch=True)
moments = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
maybe = st.none() | st.text(seen, min_size=1)
persons = st.builds(Person, id_number=ids, token=maybe, name=maybe)
questions = st.builds(
    Question,
    transaction_id=ids,
    reference_id=ids,
    agency=codes,
    item=codes,
    persons=st.lists(persons, min_size=1, max_size=4).map(tuple),
    asked_at=moments,
    consent_reference=maybe,
)
facts = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts
answers = st.builds(
    Answer,
    transaction_id=ids,
    reference_id=ids,
    correlation_id=ids,
    status=st.sampled_from(Status),
    records=st.lists(st.dictionaries(texts, facts, max_size=4), max_size=3),
    answered_at=moments,
    question_hash=maybe,
    reason_code=st.none() | st.sampled_from(SearchReason),
    reason_message=st.none() | st.text(seen, min_size=1, max_size=999),
)


@given(question=questions)
@settings(max_examples=60)
def test_any_question_comes_out_as_it_went_in(question: Question) -> None:
    sent = ask([question], KEY, message_id="m", sender_uri="http://127.0.0.1/", receiver_id="r", now=NOW)
    accepted = accept(sent.body, KEYS, NOW, SEARCH, "r")
    assert isinstance(accepted, Accepted)
    (request,) = accepted.message.search_request
    assert read_question(accepted.message.transaction_id, request) == question
    assert question_hash(accepted.verified.message) == sent.question_hash


@given(answer=answers)
@settings(max_examples=60)
def test_any_answer_comes_out_as_it_went_in(answer: Answer) -> None:
    body = answer_body(answer, KEY, message_id="m", receiver_id="r", now=NOW)
    accepted = accept(body, KEYS, NOW, ON_SEARCH, "r")
    assert isinstance(accepted, Accepted)
    assert read_answers(accepted.header, accepted.message) == [answer]


def test_one_envelope_asks_about_one_household_item_by_item(question: Question) -> None:
    both = [replace(question, item=item, reference_id=item) for item in ("marriage", "dibao")]
    sent = ask(both, KEY, message_id="m", sender_uri="u", receiver_id="civil_affairs", now=NOW)
    accepted = accept(sent.body, KEYS, NOW, SEARCH)
    assert isinstance(accepted, Accepted)
    assert accepted.header.total_count == 2
    assert [read_question("tx-1", one) for one in accepted.message.search_request] == both
    with pytest.raises(ValueError, match="too many values"):
        search_message([question, replace(question, transaction_id="another")])


def test_a_retry_is_a_new_message_with_the_same_question_hash(question: Question) -> None:
    def send(message_id: str, now: datetime) -> Any:
        return ask([question], KEY, message_id=message_id, sender_uri="u", receiver_id="tax", now=now)

    first, second = send("m-1", NOW), send("m-2", NOW + timedelta(hours=3))
    assert first.question_hash == second.question_hash
    assert first.body != second.body


def test_another_question_has_another_hash(question: Question) -> None:
    others = [
        replace(question, item="dibao"),
        replace(question, reference_id="ref-2"),
        replace(question, persons=(Person(id_number="990101199001010019", token="tok-1"),)),
    ]
    hashes = {question_hash(search_message([each])) for each in [question, *others]}
    assert len(hashes) == 4


def test_a_search_for_one_resident_id_number_is_understood() -> None:
    query = {"type": "ns:cn:IdType:ResidentId", "value": "99010119800101001X"}
    asked = read_question("tx", _request(QueryType.IDTYPE_VALUE, query))
    assert asked == Question("tx", "ref", "tax", "tax", (Person(id_number="99010119800101001X"),), NOW)


BY_NUMBER = "ns:cn:IdType:ResidentId"
FIRST, SECOND = "99010119800101001X", "990101199001010019"


def _equal(number: str) -> dict[str, str]:
    return {"attribute_name": BY_NUMBER, "operator": "eq", "attribute_value": number}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ([{"expression1": _equal(FIRST)}], [FIRST]),
        (
            [{"seq_num": 1, "expression1": _equal(FIRST), "condition": "or", "expression2": _equal(SECOND)}],
            [FIRST, SECOND],
        ),
        (
            [{"expression1": {"attribute_name": BY_NUMBER, "operator": "in", "attribute_value": [FIRST, SECOND]}}],
            [FIRST, SECOND],
        ),
    ],
)
def test_a_predicate_may_name_persons_by_their_numbers(query: Any, numbers: list[str]) -> None:
    asked = read_question("tx", _request(QueryType.PREDICATE, query))
    assert [person.id_number for person in asked.persons] == numbers


@pytest.mark.parametrize(
    ("beside", "inside", "page"),
    [
        (None, PageRequest(page_size=5), PageRequest(page_size=5, page_number=1)),
        (PageRequest(page_size=5, page_number=2), None, PageRequest(page_size=5, page_number=2)),
        (PageRequest(page_size=5), PageRequest(page_size=5), PageRequest(page_size=5)),
        (None, None, None),
    ],
)
def test_a_page_is_asked_for_beside_the_criteria_or_inside_them(beside: Any, inside: Any, page: Any) -> None:
    asked = _request(QueryType.IDTYPE_VALUE, {"type": BY_NUMBER, "value": FIRST}, beside, inside)
    assert read_question("tx", asked).page == page


def test_two_different_pages_are_none() -> None:
    asked = _request(
        QueryType.IDTYPE_VALUE,
        {"type": BY_NUMBER, "value": FIRST},
        PageRequest(page_size=5),
        PageRequest(page_size=5, page_number=2),
    )
    with pytest.raises(NotUnderstood) as caught:
        read_question("tx", asked)
    assert caught.value.reason is SearchReason.PAGINATION_INVALID


@pytest.mark.parametrize(
    ("query_type", "query"),
    [
        (QueryType.IDTYPE_VALUE, {"type": "ns:cn:IdType:Passport", "value": "E1"}),
        (QueryType.PREDICATE, [{"expression1": _equal(FIRST) | {"operator": "gte"}}]),
        (QueryType.PREDICATE, [{"expression1": _equal(FIRST) | {"attribute_name": "age"}}]),
        (QueryType.PREDICATE, [{"expression1": _equal(FIRST), "condition": "not", "expression2": _equal(SECOND)}]),
        (QueryType.IDTYPE_VALUE, {"value": "E1"}),
        (QueryType.EXPRESSION, {"type": "ns:org:QueryType:expression", "value": {"expression": {}}}),
        (QueryType.PREDICATE, [{"seq_num": 1}]),
    ],
)
def test_other_searches_are_for_the_callback_to_reject(query_type: QueryType, query: Any) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_question("tx", _request(query_type, query))
    assert caught.value.reason is SearchReason.SEARCH_CRITERIA_INVALID


def test_a_question_reads_like_this_on_the_wire(question: Question) -> None:
    assert msgspec.json.decode(search_message([question])) == {
        "transaction_id": "tx-1",
        "search_request": [
            {
                "reference_id": "ref-1",
                "timestamp": "2026-11-02T01:00:00Z",
                "search_criteria": {
                    "version": "1.0.0",
                    "reg_type": "ns:cn:RegistryType:SocialSecurity",
                    "reg_event_type": "ns:cn:RegistryEventType:SocialInsurance",
                    "query_type": "expression",
                    "query": {
                        "type": "ns:cn:QueryType:Persons",
                        "value": {
                            "expression": {
                                "persons": [{"id_number": "99010119800101001X", "token": "tok-1", "name": "试·例"}]
                            }
                        },
                    },
                    "consent": {"id": "GX-1", "purpose": {"code": "hardship_verification"}},
                },
                "locale": "zho",
            }
        ],
    }


def _request(
    query_type: QueryType, query: Any, beside: PageRequest | None = None, inside: PageRequest | None = None
) -> SearchRequest:
    criteria = SearchCriteria(
        reg_type="ns:cn:RegistryType:Tax",
        reg_event_type="ns:cn:RegistryEventType:Tax",
        query_type=query_type,
        query=query,
        pagination=inside,
    )
    return SearchRequest(reference_id="ref", timestamp=NOW, search_criteria=criteria, pagination=beside)
