"""The door: what is accepted, what is refused, and that each is acknowledged in the form DCI asks for."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import pytest

from dci.acks import Ack, nack
from dci.answers import Answer, read_answers
from dci.codes import AckCode, AckStatus
from dci.envelope import envelope
from dci.parser import decode
from dci.questions import Question, SignedQuestion, question_hash, read_question
from dci.receiver import ON_SEARCH, SEARCH, Accepted, Refusal, accept, unfit_transport


def changed(body: bytes, key: Any, now: datetime, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The body with a change made before signing: well signed, badly formed."""
    whole = msgspec.json.decode(body)
    change(whole)
    header, message = (json.dumps(whole[name]).encode() for name in ("header", "message"))
    return envelope(header, message, key, now)


def test_a_question_is_accepted_and_reads_as_it_was_asked(
    asked: SignedQuestion, question: Question, parties: Any, now: datetime
) -> None:
    accepted = accept(asked.body, parties.keys, now, SEARCH, "tax")
    assert isinstance(accepted, Accepted)
    (request,) = accepted.message.search_request
    assert read_question(accepted.message.transaction_id, request) == question
    assert question_hash(accepted.verified.message) == asked.question_hash


def test_an_answer_is_accepted_and_names_its_question(
    answered: bytes, answer: Answer, parties: Any, now: datetime
) -> None:
    accepted = accept(answered, parties.keys, now, ON_SEARCH, "verification")
    assert isinstance(accepted, Accepted)
    assert read_answers(accepted.header, accepted.message) == [answer]


def test_an_ack_has_a_time_with_zone_and_the_correlation_id(asked: SignedQuestion, parties: Any, now: datetime) -> None:
    accepted = accept(asked.body, parties.keys, now, SEARCH)
    assert isinstance(accepted, Accepted)
    assert msgspec.json.decode(accepted.ack) == {
        "message": {
            "ack_status": "ACK",
            "timestamp": "2026-11-02T01:00:00Z",
            "correlation_id": accepted.correlation_id,
        }
    }


@pytest.mark.parametrize(
    ("change", "code", "status"),
    [
        (lambda w: w["header"].update(action="subscribe"), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].update(action="dance"), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].pop("message_id"), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].update(message_id=None), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].update(message_id="x" * 100), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].update(message_ts="2026-11-02T09:00:00"), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].update(version="2.0.0"), AckCode.VERSION_NOT_SUPPORTED, 400),
        (lambda w: w["header"].update(is_msg_encrypted=True), AckCode.ENCRYPTION_INVALID, 400),
        (lambda w: w["header"].update(receiver_id="education"), AckCode.RECEIVER_ID_INVALID, 400),
        (lambda w: w["header"].update(sender_id="tax"), AckCode.SENDER_ID_INVALID, 403),
        (lambda w: w["message"].update(search_request=[]), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].update(total_count=1.0), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].update(total_count=True), AckCode.REQUEST_BAD, 400),
        (lambda w: w["header"].update(total_count="1"), AckCode.REQUEST_BAD, 400),
        (lambda w: w["message"]["search_request"][0].update(locale="zh"), AckCode.REQUEST_BAD, 400),
    ],
)
def test_a_refusal_has_its_code_its_status_and_a_whole_ack(
    change: Callable[[dict[str, Any]], object],
    code: AckCode,
    status: int,
    asked: SignedQuestion,
    parties: Any,
    now: datetime,
) -> None:
    body = changed(asked.body, parties.verification, now, change)
    refused = accept(body, parties.keys, now, SEARCH, "tax")
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.http_status) == (code, status)
    assert msgspec.json.decode(refused.ack) == {
        "message": {
            "ack_status": "ERR",
            "timestamp": "2026-11-02T01:00:00Z",
            "correlation_id": refused.correlation_id,
            "error": {"code": code.value, "message": refused.reason},
        }
    }


CONTROLS = ("\0", "\x1b", "\x7f", "\x85", "\ud800")
UNSEEN = (*CONTROLS, "\u200b", "\u202e", "\ufeff", "\ufe0f", "\u3164")


@pytest.mark.parametrize("kind", [SEARCH, ON_SEARCH], ids=lambda kind: kind.action.value)
@pytest.mark.parametrize("member", ["note", "Message", "encrypted", ""])
def test_a_member_that_nobody_signed_is_refused(
    kind: Any, member: str, asked: SignedQuestion, answered: bytes, parties: Any, now: datetime
) -> None:
    whole = asked.body if kind is SEARCH else answered
    for value in (b"null", b'{"amount":"9000.00"}'):
        body = whole[:-1] + b",%b:%b}" % (json.dumps(member).encode(), value)
        refused = accept(body, parties.keys, now, kind)
        assert isinstance(refused, Refusal)
        assert refused.code is AckCode.REQUEST_BAD


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
@pytest.mark.parametrize(
    "put",
    [
        lambda w, text: w["message"]["search_response"][0]["data"]["reg_records"][0].update(remark=[f"{text}"]),
        lambda w, text: w["message"]["search_response"][0]["data"]["reg_records"][0].update({f"a{text}b": {}}),
        lambda w, text: w["header"].update(meta={"note": {"deep": text}}),
    ],
)
def test_a_control_character_is_refused_wherever_it_stands(
    put: Callable[[dict[str, Any], str], object], control: str, answered: bytes, parties: Any, now: datetime
) -> None:
    body = changed(answered, parties.tax, now, lambda whole: put(whole, control))
    assert isinstance(accept(body, parties.keys, now, ON_SEARCH), Refusal)


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
@pytest.mark.parametrize(
    "put",
    [
        lambda w, text: w["message"].update(transaction_id=f"tx{text}1"),
        lambda w, text: w["message"]["search_response"][0].update(reference_id=f"ref-1{text}"),
        lambda w, text: w["header"].update(message_id=text),
    ],
)
def test_a_name_with_what_nobody_sees_is_refused(
    put: Callable[[dict[str, Any], str], object], unseen: str, answered: bytes, parties: Any, now: datetime
) -> None:
    body = changed(answered, parties.tax, now, lambda whole: put(whole, unseen))
    refused = accept(body, parties.keys, now, ON_SEARCH)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.http_status) == (AckCode.REQUEST_BAD, 400)


@pytest.mark.parametrize("name", [" tx-1", "tx-1 ", "tx\n1", "tx\t1", " ", "tx  1", "tx\u30001"], ids=ascii)
def test_a_name_is_one_line_without_blanks_around_it(name: str, answered: bytes, parties: Any, now: datetime) -> None:
    for change in (
        lambda w: w["message"].update(transaction_id=name),
        lambda w: w["message"].update(correlation_id=name),
        lambda w: w["header"].update(message_id=name),
    ):
        assert isinstance(accept(changed(answered, parties.tax, now, change), parties.keys, now, ON_SEARCH), Refusal)


def test_remarks_may_have_lines_and_names_may_be_chinese(answered: bytes, parties: Any, now: datetime) -> None:
    def put(whole: dict[str, Any]) -> None:
        whole["message"]["search_response"][0]["data"]["reg_records"][0]["remark"] = "一\n二\t三"
        whole["message"]["correlation_id"] = "民函 2026-11"

    assert isinstance(accept(changed(answered, parties.tax, now, put), parties.keys, now, ON_SEARCH), Accepted)


@pytest.mark.parametrize(("kind", "name"), [(SEARCH, "search_request"), (ON_SEARCH, "search_response")])
def test_a_reference_that_stands_twice_is_refused(
    kind: Any, name: str, asked: SignedQuestion, answered: bytes, parties: Any, now: datetime
) -> None:
    def twice(whole: dict[str, Any]) -> None:
        whole["message"][name] *= 2
        whole["header"].update(total_count=2)

    body, key = (asked.body, parties.verification) if kind is SEARCH else (answered, parties.tax)
    refused = accept(changed(body, key, now, twice), parties.keys, now, kind)
    assert isinstance(refused, Refusal)
    assert refused.reason == "rjct.reference_id.duplicate"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"total_count": 7}, "rjct.total_count.invalid"),
        ({"total_count": 0}, "rjct.total_count.invalid"),
        ({"completed_count": 2}, "rjct.total_count.invalid"),
        ({"message_ts": "1990-01-01T00:00:00Z"}, "rjct.message_ts.invalid"),
        ({"message_ts": "2026-11-01T00:59:59Z"}, "rjct.message_ts.invalid"),
        ({"message_ts": "2026-11-02T01:01:01Z"}, "rjct.message_ts.invalid"),
        ({"message_ts": "9999-12-31T00:00:00Z"}, "rjct.message_ts.invalid"),
    ],
    ids=str,
)
def test_a_header_says_what_the_message_is(
    change: dict[str, Any], reason: str, answered: bytes, parties: Any, now: datetime
) -> None:
    """FAULTS A20, and B35's neighbour: a `total_count` of 7 beside one event."""
    body = changed(answered, parties.tax, now, lambda whole: whole["header"].update(change))
    refused = accept(body, parties.keys, now, ON_SEARCH)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.reason, refused.http_status) == (AckCode.REQUEST_BAD, reason, 400)


def test_a_header_may_leave_the_counts_out(answered: bytes, parties: Any, now: datetime) -> None:
    def silent(whole: dict[str, Any]) -> None:
        del whole["header"]["total_count"], whole["header"]["completed_count"]

    assert isinstance(accept(changed(answered, parties.tax, now, silent), parties.keys, now, ON_SEARCH), Accepted)


@pytest.mark.parametrize(
    ("part", "again"),
    [
        (b'{"signature"', b'{"message":{},"signature"'),
        (b'"transaction_id":', b'"transaction_id":"other","transaction_id":'),
        (b'"transaction_id":', b'"tr\\u0061nsaction_id":"other","transaction_id":'),
        (b'"message_id":', b'"message_id":"other","message_id":'),
        (b'"monthly_income":', b'"monthly_income":"9.00","monthly_income":'),
    ],
    ids=["second message", "in the message", "escaped", "in the header", "in a record"],
)
def test_a_name_that_stands_twice_is_refused_at_every_level(
    part: bytes, again: bytes, answered: bytes, parties: Any, now: datetime
) -> None:
    """FAULTS A16."""
    whole = msgspec.json.decode(answered, type=dict[str, msgspec.Raw])
    parts = {name: bytes(raw).replace(part, again) for name, raw in whole.items()}
    signed = envelope(parts["header"], parts["message"], parties.tax, now).replace(
        b'{"signature"', again, part == b'{"signature"'
    )
    assert part in answered
    refused = accept(signed, parties.keys, now, ON_SEARCH)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.reason) == (AckCode.REQUEST_BAD, "envelope_malformed")


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, None),
        ({"content-type": "application/json"}, None),
        ({"content-type": "Application/JSON; charset=UTF-8", "content-encoding": "identity"}, None),
        ({"content-encoding": "gzip"}, "content_encoding_not_supported"),
        ({"content-encoding": "identity, gzip"}, "content_encoding_not_supported"),
        ({"content-type": "text/plain"}, "content_type_not_supported"),
        ({"content-type": "application/json; charset=gbk"}, "content_type_not_supported"),
        ({"content-type": "application/jsonp"}, "content_type_not_supported"),
        ({"content-type": ""}, "content_type_not_supported"),
    ],
    ids=str,
)
def test_a_body_comes_as_plain_json(headers: dict[str, str], reason: str | None, now: datetime) -> None:
    """FAULTS A20."""
    unfit = unfit_transport(headers, now)
    assert (unfit and unfit.reason) == reason
    assert unfit is None or unfit.http_status == 400


def test_even_rubbish_and_unsigned_bodies_get_a_whole_ack(parties: Any, now: datetime) -> None:
    for body, code in (
        (b"\x00", AckCode.REQUEST_BAD),
        (b'{"header":{},"message":{}}', AckCode.SIGNATURE_MISSING),
        (b'{"signature":"x","header":{},"message":{}}', AckCode.SIGNATURE_INVALID),
    ):
        refused = accept(body, parties.keys, now, SEARCH)
        assert isinstance(refused, Refusal)
        ack = decode(refused.ack, Ack).message
        assert (ack.ack_status, ack.error and ack.error.code) == (AckStatus.ERR, code)


def test_a_refusal_names_the_place_and_never_the_value(asked: SignedQuestion, parties: Any, now: datetime) -> None:
    def personal(whole: dict[str, Any]) -> None:
        whole["message"]["search_request"][0]["search_criteria"]["query_type"] = "99010119800101001X"

    body = changed(asked.body, parties.verification, now, personal)
    refused = accept(body, parties.keys, now, SEARCH)
    assert isinstance(refused, Refusal)
    assert refused.reason == "wrong or missing at `$.search_request[0].search_criteria.query_type`"


def test_unknown_fields_are_passed_over_and_an_optional_null_counts_as_absent(
    asked: SignedQuestion, parties: Any, now: datetime
) -> None:
    def stranger(whole: dict[str, Any]) -> None:
        whole["header"] |= {"sender_uri": None, "colour": "red"}
        whole["message"]["search_request"][0] |= {"locale": None, "pagination": {"page_size": 5}}

    accepted = accept(changed(asked.body, parties.verification, now, stranger), parties.keys, now, SEARCH)
    assert isinstance(accepted, Accepted)
    assert accepted.message.search_request[0].locale is None


def test_nothing_that_is_written_holds_a_null(asked: SignedQuestion, answered: bytes, now: datetime) -> None:
    negative = nack("corr-9", now, AckCode.REQUEST_NOT_FOUND, "no such question")
    for body in (asked.body, answered, negative):
        assert b"null" not in body


def test_a_success_without_data_is_refused_and_not_read_as_nothing_found(
    answered: bytes, parties: Any, now: datetime
) -> None:
    body = changed(answered, parties.tax, now, lambda w: w["message"]["search_response"][0].pop("data"))
    refused = accept(body, parties.keys, now, ON_SEARCH)
    assert isinstance(refused, Refusal)
    assert refused.code is AckCode.REQUEST_BAD


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_of_several_is_not_the_whole_answer_be_it_the_last(
    number: int, answered: bytes, parties: Any, now: datetime
) -> None:
    page = {"page_size": 1, "page_number": number, "total_count": 2}
    body = changed(answered, parties.tax, now, lambda w: w["message"]["search_response"][0].update(pagination=page))
    accepted = accept(body, parties.keys, now, ON_SEARCH)
    assert isinstance(accepted, Accepted)
    (answer,) = read_answers(accepted.header, accepted.message)
    assert not answer.whole
