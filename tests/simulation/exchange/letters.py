"""What an agency sends: right answers, and everything else that agencies, and those who pose as one, have ever sent."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from dci.answers import GIVEN, Answer, response
from dci.codes import Action, SearchReason, Status, TxnType
from dci.envelope import callback, envelope
from dci.keys import SigningKey
from dci.messages import Envelope, OnSearch, PageRequest
from dci.parser import decode
from dci.statuses import StatusAnswer, TxnOnStatus
from kernel.items import Item
from tests.integration.verification.letters import Asked
from tests.simulation.exchange.records import ON_FILE

MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Said:
    """What is said to one question: person -> which of `ON_FILE`; None: the agency declines."""

    asked: Asked
    told: dict[str, int] | None

    @property
    def item(self) -> str:
        return self.asked.item

    @property
    def records(self) -> list[dict[str, Any]]:
        file = ON_FILE[Item(self.item)]
        return [{"person": person, **file[which % len(file)]} for person, which in (self.told or {}).items()]


@dataclass(frozen=True)
class Letter:
    """A right one, as it was signed."""

    said: tuple[Said, ...]
    key: SigningKey
    signed_at: datetime
    message_id: str
    standing: str = GIVEN
    told_ago: timedelta = timedelta(0)
    """How old the word is when it is signed."""

    @property
    def told_at(self) -> datetime:
        return self.signed_at - self.told_ago

    @property
    def asked(self) -> Asked:
        return self.said[0].asked

    def body(self, **changes: Any) -> bytes:
        return written(self, **changes)

    def is_good_at(self, now: datetime) -> bool:
        """As far as the signature's own times say."""
        created = int(self.signed_at.timestamp())
        return now.timestamp() < created + 300 and created <= now.timestamp() + 60


def written(
    letter: Letter,
    *,
    key: SigningKey | None = None,
    signed_at: datetime | None = None,
    records: Sequence[dict[str, Any]] | None = None,
    page: PageRequest | None = None,
    status: Status | None = None,
    action: Action = Action.ON_SEARCH,
    receiver_id: str = "verification",
    **changes: Any,
) -> bytes:
    """`changes`: of the first answer."""
    at, asked = signed_at or letter.signed_at, letter.asked
    answers = [_answer(said, at - letter.told_ago) for said in letter.said]
    answers[0] = replace(answers[0], **changes)
    if records is not None:
        answers[0] = replace(answers[0], records=list(records))
    if page is not None:
        answers[0] = replace(answers[0], page=page)
    if status is not None:
        answers[0] = replace(answers[0], status=status)
    message = OnSearch(
        transaction_id=answers[0].transaction_id,
        correlation_id="c-1",
        search_response=[response(one) for one in answers],
    )
    return callback(
        action,
        message,
        key or letter.key,
        message_id=letter.message_id,
        receiver_id=receiver_id,
        now=at,
        total_count=len(answers),
        question_hash=changes.get("question_hash", asked.hash),
        standing=None if letter.standing == GIVEN else letter.standing,
    )


def _answer(said: Said, at: datetime) -> Answer:
    declined = said.told is None
    return Answer(
        transaction_id=said.asked.transaction_id,
        reference_id=said.asked.reference_id,
        correlation_id="c-1",
        status=Status.REJECTED if declined else Status.SUCCEEDED,
        records=said.records,
        answered_at=at,
        question_hash=said.asked.hash,
        reason_code=SearchReason.SEARCH_CRITERIA_INVALID if declined else None,
        item=said.item,
    )


def restyled(letter: Letter) -> bytes:
    """The same, as another's JSON has it: broken into lines, every letter escaped that may be; signed as it stands."""
    whole = decode(letter.body(), Envelope)
    header, message = (json.dumps(json.loads(bytes(part)), indent=1).encode() for part in (whole.header, whole.message))
    return envelope(header, message, letter.key, letter.signed_at)


def as_a_standing(letter: Letter) -> bytes:
    """The same told as how the transaction stands, at another door."""
    message = TxnOnStatus(
        transaction_id=letter.asked.transaction_id,
        correlation_id="c-1",
        txnstatus_response=StatusAnswer(txn_type=TxnType.ON_SEARCH, txn_status=decode(letter.body(), Envelope).message),
    )
    return callback(
        Action.TXN_ON_STATUS,
        message,
        letter.key,
        message_id=f"{letter.message_id}-status",
        receiver_id="verification",
        now=letter.signed_at,
        question_hash=letter.asked.hash,
        standing=None if letter.standing == GIVEN else letter.standing,
    )


@dataclass(frozen=True)
class Refused:
    """What a bad letter comes to: a status, `ERR` or `NACK`, and the reason, "" where any of the standard's will do."""

    status: int
    ack: str
    reason: str


Bad = Callable[[Letter], bytes]
UNBELIEVED: Final = 401, "ERR"
ODD: Final = {"person": "person:of-another-household", "monthly_income": "1.00"}

BAD: Final[dict[str, tuple[Bad, Refused]]] = {
    "another's key": (
        lambda it: it.body(key=SigningKey.generate(it.key.sender_id, it.key.key_id)),
        Refused(*UNBELIEVED, "signature_does_not_match"),
    ),
    "an unknown key": (
        lambda it: it.body(key=SigningKey.generate(it.key.sender_id, "999")),
        Refused(*UNBELIEVED, "key_unknown_or_not_in_force"),
    ),
    "an unknown sender": (
        lambda it: it.body(key=SigningKey.generate("stranger", "1")),
        Refused(403, "ERR", "sender_unknown"),
    ),
    "expired": (lambda it: it.body(signed_at=it.signed_at - 6 * MINUTE), Refused(*UNBELIEVED, "signature_expired")),
    "from the future": (
        lambda it: it.body(signed_at=it.signed_at + 2 * MINUTE), Refused(*UNBELIEVED, "signature_from_the_future"),
    ),
    "half of it": (lambda it: it.body()[: len(it.body()) // 2], Refused(400, "ERR", "")),
    "at another door": (lambda it: it.body(action=Action.NOTIFY), Refused(400, "ERR", "action_not_served_here")),
    "for somebody else": (
        lambda it: it.body(receiver_id="ledger"), Refused(400, "ERR", "addressed_to_somebody_else"),
    ),
    "one page of several": (
        lambda it: it.body(records=[ODD, ODD], page=PageRequest(page_size=1)),
        Refused(200, "NACK", "not_a_whole_answer"),
    ),
    "to an inquiry of nobody's": (
        lambda it: it.body(transaction_id="inquiry-00000000-0000-4000-8000-00000000dead-1"),
        Refused(200, "NACK", "no_such_question"),
    ),
    "to a question of nobody's": (
        lambda it: it.body(reference_id=f"{it.asked.transaction_id}-nothing"), Refused(200, "NACK", "no_such_question"),
    ),
}  # fmt: skip
"""Refused whatever has become of the inquiry."""

UNFIT: Final[dict[str, tuple[Bad, str]]] = {
    "to another question": (lambda it: it.body(question_hash="0" * 64), "answers_another_question"),
    "of another household": (lambda it: it.body(records=[ODD]), "about_a_person_not_asked"),
    "one person twice": (lambda it: it.body(records=[_of(it, 0), _of(it, 0)]), "one_person_twice"),
    "out of shape": (lambda it: it.body(records=[{"person": it.asked.tokens[0], "nothing": 1}]), "records_malformed"),
}
"""Signed and addressed rightly; refused for what they say, where anybody still reads it."""


def _of(letter: Letter, which: int) -> dict[str, Any]:
    return {"person": letter.asked.tokens[0], **ON_FILE[Item(letter.asked.item)][which]}
