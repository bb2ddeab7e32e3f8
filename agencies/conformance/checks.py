"""What a registry is asked to do, one check after another: the standard's letter, and what our seeker needs beyond it.

See docs/for-registries.md for the table; a check that a registry does not offer is no failure.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, Literal, NamedTuple

import msgspec

from agencies.conformance.conversation import NOBODY, Answered, Conversation, Sent, records
from dci.codes import AckCode, AckStatus, Action, SearchReason, Status
from dci.keys import SigningKey
from dci.messages import Envelope, OnSearch
from dci.parser import Malformed, decode
from dci.receiver import Accepted, AcceptedOnSearch, Refusal
from dci.signatures import SignatureRefused, verify

Verdict = Literal["passed", "failed", "not_offered", "not_tried"]


class Found(NamedTuple):
    verdict: Verdict
    why: str = ""


class Check(NamedTuple):
    """`what`: 中文 · English."""

    name: str
    what: str
    judge: Callable[[Conversation], Found]


PASSED: Final = Found("passed")
NO_PERSONS: Final = Found("not_tried", "没有测试人员 · no test persons were named")


def failed(why: str) -> Found:
    return Found("failed", why)


def search_is_acknowledged(talk: Conversation) -> Found:
    sent = talk.search((NOBODY,))
    return _acknowledged(sent.reply)


def _acknowledged(reply: Answered) -> Found:
    ack = reply.ack
    if ack is None or ack.message.ack_status is not AckStatus.ACK or reply.status not in (200, 202):
        return failed(reply.said)
    return PASSED


def answer_comes(talk: Conversation) -> Found:
    """Signed, bound to its question, with the correlation id of the ack."""
    sent = talk.search((NOBODY,))
    answer = talk.answer(sent)
    if answer is None:
        return failed(
            f"{talk.patience_s:g} 秒内没有可信的答复 · no answer that could be believed; ack: {sent.reply.said}"
        )
    return _bound(answer, sent)


def _bound(answer: AcceptedOnSearch, sent: Sent) -> Found:
    references = [response.reference_id for response in answer.message.search_response]
    stated = (answer.header.meta or {}).get("question_hash")
    ack = sent.reply.ack
    if references != [sent.reference_id]:
        return failed("reference_id 未原样返回 · reference_id is not echoed")
    if ack is None or answer.message.correlation_id != ack.message.correlation_id:
        return failed("correlation_id 与受理回执不同 · correlation_id is not that of the ack")
    if stated != sent.question_hash:
        return failed("header.meta.question_hash 缺失或不符 · missing, or not of this question")
    return PASSED


def unknown_person(talk: Conversation) -> Found:
    """Looked, and nothing is on file: succ, and an empty list."""
    return _with_answer(talk, talk.search((NOBODY,)), _nothing_on_file)


def _nothing_on_file(answer: AcceptedOnSearch) -> Found:
    (response, *_) = answer.message.search_response
    if response.status is not Status.SUCCEEDED or records(answer.message):
        return failed(f"status {response.status}, {len(records(answer.message))} records")
    return PASSED


def known_person(talk: Conversation) -> Found:
    """About who was asked about, and about nobody else."""
    if not talk.registry.persons:
        return NO_PERSONS
    sent = talk.search(talk.registry.persons)
    tokens = {person.token for person in sent.persons}

    def judge(answer: AcceptedOnSearch) -> Found:
        told = [record.get("person") for record in records(answer.message)]
        if strangers := [token for token in told if token not in tokens]:
            return failed(f"{len(strangers)} 条记录不是所问的人 · records about nobody who was asked about")
        return PASSED if told else failed("没有记录 · no record of anybody")

    return _with_answer(talk, sent, judge)


def unknown_query(talk: Conversation) -> Found:
    """The ack judges the envelope alone: what cannot be asked is rejected in the callback."""

    def of_another_type(message: dict[str, Any]) -> None:
        criteria = message["search_request"][0]["search_criteria"]
        criteria |= {"query_type": "idtype-value", "query": {"type": "ns:cn:IdType:Nothing", "value": "x"}}

    def judge(answer: AcceptedOnSearch) -> Found:
        (response, *_) = answer.message.search_response
        right = (Status.REJECTED, SearchReason.SEARCH_CRITERIA_INVALID)
        told = (response.status, response.status_reason_code)
        return PASSED if told == right else failed(f"{told[0]} {told[1]}")

    sent = talk.search((NOBODY,), change=of_another_type)
    found = _acknowledged(sent.reply)
    return _with_answer(talk, sent, judge) if found is PASSED else found


def wrong_signature(talk: Conversation) -> Found:
    stranger = SigningKey.generate(talk.key.sender_id, talk.key.key_id, talk.key.suite)
    return _refused(_unasked(talk, key=stranger), 401, AckCode.SIGNATURE_INVALID)


def expired_signature(talk: Conversation) -> Found:
    return _refused(_unasked(talk, before=timedelta(hours=2)), 401, AckCode.SIGNATURE_INVALID)


def unknown_sender(talk: Conversation) -> Found:
    nobody = SigningKey.generate("nobody-whom-you-know", "1")
    refused = _unasked(talk, key=nobody)
    return _refused(refused, 403, AckCode.SENDER_ID_INVALID)


def altered_byte(talk: Conversation) -> Found:
    body = talk.signed(talk.quiet_message()).replace(NOBODY.encode(), NOBODY[:-1].encode() + b"1")
    return _refused(talk.send("search", body), 401, AckCode.SIGNATURE_INVALID)


def no_signature(talk: Conversation) -> Found:
    signed = decode(talk.signed(talk.quiet_message()), Envelope)
    body = b'{"header":%b,"message":%b}' % (signed.header, signed.message)
    return _refused(talk.send("search", body), 401, AckCode.SIGNATURE_MISSING)


def malformed(talk: Conversation) -> Found:
    """Rightly signed, and no search; not JSON; another kind of content."""
    search_missing = talk.send("search", talk.signed(b'{"transaction_id":"check"}'))
    no_json = talk.send("search", b"{")
    of_another_kind = talk.send("search", talk.signed(talk.quiet_message()), {"content-type": "text/plain"})
    for reply in (search_missing, no_json, of_another_kind):
        found = _refused(reply, 400, AckCode.REQUEST_BAD)
        if found is not PASSED:
            return found
    return PASSED


def duplicate_message(talk: Conversation) -> Found:
    """The very bytes again: said to be a duplicate, and never taken a second time."""
    sent = talk.search((NOBODY,))
    if talk.answer(sent) is None:
        return failed("没有答复 · no answer to the first")
    again = talk.send("search", sent.body)
    ack = again.ack
    if ack is None or ack.message.ack_status is AckStatus.ACK:
        return failed(again.said)
    return PASSED


def same_question_again(talk: Conversation) -> Found:
    """A retry under a new message id gets the same answer."""
    sent = talk.search(talk.registry.persons or (NOBODY,))
    first = talk.answer(sent)
    if first is None:
        return failed("没有答复 · no answer to the first")
    before = len(talk.answers(sent))
    again = talk.search((), like=sent)
    second = talk.answer(sent, before + 1)
    if second is None:
        return failed(f"重问没有答复 · no answer to the retry; ack: {again.reply.said}")
    if records(second.message) != records(first.message):
        return failed("两次答复不同 · another answer than the first time")
    return PASSED


def two_pages(talk: Conversation) -> Found:
    """Where a registry cuts pages, they are really cut."""
    if len(talk.registry.persons) < 2:
        return NO_PERSONS

    def by_ones(message: dict[str, Any]) -> None:
        page = {"page_size": 1, "page_number": 1}
        message["search_request"][0]["search_criteria"]["pagination"] = page

    def judge(answer: AcceptedOnSearch) -> Found:
        page = answer.message.search_response[0].pagination
        told = len(records(answer.message))
        if page is None:
            return Found("not_offered", "一页答完 · answers in one page")
        return PASSED if told <= page.page_size == 1 else failed(f"page_size {page.page_size}, {told} records")

    return _with_answer(talk, talk.search(talk.registry.persons, change=by_ones), judge)


def sync_search(talk: Conversation) -> Found:
    """Where it is offered: the whole signed envelope at once."""
    sent = talk.search((NOBODY,), action="sync/search")
    if _is_nowhere(sent.reply):
        return Found("not_offered", sent.reply.said)
    return _whole_envelope(talk, sent.reply, Action.ON_SEARCH)


def txn_status(talk: Conversation) -> Found:
    """Where it is offered: what became of a transaction, 200 also for one that is not known."""
    known = talk.search((NOBODY,))
    if talk.answer(known) is None:
        return failed("没有答复 · no answer to ask about")
    for transaction in (known.transaction_id, "check-nothing-of-the-kind"):
        reply = talk.send("sync/txn/status", talk.status_query(transaction))
        if _is_nowhere(reply):
            return Found("not_offered", reply.said)
        found = _whole_envelope(talk, reply, Action.TXN_ON_STATUS)
        if found is not PASSED:
            return found
    return PASSED


def every_answer_is_believed(talk: Conversation) -> Found:
    """Over all that came: whole, rightly signed with a key in force, in the standard's shape."""
    for heard in talk.listener.heard():
        judged = talk.judged(heard)
        if judged is None:
            return failed("连接中途断开 · a body that ended midway")
        if isinstance(judged, Refusal):
            return failed(f"{judged.code}: {judged.reason}")
    return PASSED


def each_question_has_one_answer(talk: Conversation) -> Found:
    """Over all that came: answered once, not contradicted, and nothing that nobody asked."""
    asked = {sent.transaction_id for sent in talk.asked}
    for heard in talk.listener.heard():
        judged = talk.judged(heard)
        if isinstance(judged, Accepted) and judged.message.transaction_id not in asked:
            return failed("未问先答 · an answer to what was refused, or never asked")
    for sent in talk.asked:
        answers = talk.answers(sent)
        if any(_told(one) != _told(answers[0]) for one in answers):
            return failed("前后不一 · two answers that say two things")
        if len(answers) > talk.times_asked(sent):
            return failed(f"答了 {len(answers)} 次 · answered {len(answers)} times")
    return PASSED


def _told(answer: AcceptedOnSearch) -> bytes:
    return msgspec.json.encode(records(answer.message), order="deterministic")


def _with_answer(talk: Conversation, sent: Sent, judge: Callable[[AcceptedOnSearch], Found]) -> Found:
    answer = talk.answer(sent)
    return (
        failed(f"没有可信的答复 · no answer that could be believed; ack: {sent.reply.said}")
        if answer is None
        else judge(answer)
    )


def _unasked(talk: Conversation, key: SigningKey | None = None, before: timedelta = timedelta()) -> Answered:
    return talk.send("search", talk.signed(talk.quiet_message(), key=key, before=before))


def _refused(reply: Answered, status: int, code: AckCode) -> Found:
    """With the ack envelope as its body, ERR, never 2xx."""
    ack = reply.ack
    error = ack.message.error if ack else None
    if ack is None or ack.message.ack_status is not AckStatus.ERR or not 400 <= reply.status < 500:
        return failed(f"应为 {status} {code} · should be {status} {code}: {reply.said}")
    if error is None or error.code is not code:
        return failed(f"应为 {code} · should be {code}: {reply.said}")
    return PASSED


def _is_nowhere(reply: Answered) -> bool:
    return reply.status in (404, 405, 501)


def _whole_envelope(talk: Conversation, reply: Answered, action: Action) -> Found:
    if reply.status != 200:
        return failed(reply.said)
    try:
        verified = verify(reply.body, talk.registry.keys, talk.now())
        told = decode(verified.header, _Acted).action
        if action is Action.ON_SEARCH:
            decode(verified.message, OnSearch)
    except (SignatureRefused, Malformed) as error:
        return failed(str(error))
    return PASSED if told is action else failed(f"action {told}")


class _Acted(msgspec.Struct, frozen=True):
    action: Action


CHECKS: Final = (
    Check("search_is_acknowledged", "问询有受理回执 · a search is acknowledged", search_is_acknowledged),
    Check("answer_comes", "答复已签名并对应所问 · the answer is signed and bound to its question", answer_comes),
    Check("unknown_person", "查无此人：succ 和空列表 · an unknown person: succ and an empty list", unknown_person),
    Check("known_person", "只答所问的人 · tells of those asked about alone", known_person),
    Check("unknown_query", "不认识的查询在答复中拒绝 · an unknown query is rejected in the callback", unknown_query),
    Check("wrong_signature", "拒收他人签名 · another's signature is refused", wrong_signature),
    Check("expired_signature", "拒收过期签名 · an expired signature is refused", expired_signature),
    Check("unknown_sender", "拒收不认识的发送方 · an unknown sender is refused", unknown_sender),
    Check("altered_byte", "拒收被改动的内容 · an altered byte is refused", altered_byte),
    Check("no_signature", "拒收无签名 · no signature is refused", no_signature),
    Check("malformed", "拒收不合标准的内容 · what is malformed is refused", malformed),
    Check("duplicate_message", "重复的 message_id 不再受理 · a message id twice is not taken again", duplicate_message),
    Check("same_question_again", "重问得同样的答复 · a retry gets the same answer", same_question_again),
    Check("two_pages", "分页 · pages are really cut", two_pages),
    Check("sync_search", "同步查询 · sync search", sync_search),
    Check("txn_status", "查询办理状态 · txn status", txn_status),
    Check("every_answer_is_believed", "每份答复都可信 · every answer can be believed", every_answer_is_believed),
    Check("each_question_has_one_answer", "一问一答 · each question has one answer", each_question_has_one_answer),
)
"""In this order: the last two judge all that came before."""
