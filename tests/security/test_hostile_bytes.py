"""Every door for signed messages, and everything that somebody may try at it: refused with the standard's status and
reason code, and nothing is stored but the refusal. What is right is taken by the same door, before and after."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
import pytest

from dci import receiver
from dci.codes import Action, Status, TxnType
from dci.envelope import callback, envelope
from dci.keys import KeyHistory, SigningKey
from dci.messages import Envelope, OnSearch
from dci.parser import decode
from dci.statuses import StatusAnswer, TxnOnStatus
from dci.subscriptions import OnSubscribe, OnUnsubscribe
from tests.conformance import schemas
from tests.conformance.stranger import registry
from tests.conformance.test_registry import AGENCY, KNOWN, SEED, criteria, search, status_of, subscribe
from tests.security.test_flipped_bytes import stored
from tests.security.worlds.ledger import CHARITY, LedgerWorld
from tests.security.worlds.open import Worlds
from tests.security.worlds.verification import VerificationWorld

ABOUT: Final[dict[str, Any]] = {"transaction_id": "t", "correlation_id": "c"}


@dataclass
class Door:
    """One door: where it is, who may sign there, a right message, and what has been kept so far."""

    path: str
    key: SigningKey
    right: Callable[[], bytes]
    post: Callable[..., Any]
    kept: Callable[[], Any]
    others: tuple[str, ...]
    """Doors beside it, of the same house."""

    def parts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        whole = decode(self.right(), Envelope)
        return msgspec.json.decode(whole.header), msgspec.json.decode(whole.message)


def messages(now: datetime) -> dict[str, tuple[Action, Any]]:
    nothing = msgspec.Raw(msgspec.json.encode(OnSearch(**ABOUT, search_response=[])))
    standing = StatusAnswer(txn_type=TxnType.ON_SEARCH, txn_status=nothing)
    return {
        "on-subscribe": (Action.ON_SUBSCRIBE, OnSubscribe(**ABOUT, subscribe_response=[])),
        "on-unsubscribe": (Action.ON_UNSUBSCRIBE, OnUnsubscribe(**ABOUT, timestamp=now, status=Status.SUCCEEDED)),
        "txn/on-status": (Action.TXN_ON_STATUS, TxnOnStatus(**ABOUT, txnstatus_response=standing)),
    }


def seeker(world: Any, path: str) -> Door:
    assert isinstance(world, VerificationWorld)
    _, asked = world.waiting()
    key = world.hosted.agency_keys[asked.agency]

    def right() -> bytes:
        if path == "on-search":
            return world.answer(asked)
        now = datetime.now(UTC)
        if path == "notify":
            data = {"reg_record_type": "ns:cn:RegRecordType:Nothing", "reg_records": {}}
            event = {"reference_id": "r", "timestamp": now.isoformat(), "data": data}
            message: Any = msgspec.json.encode({"transaction_id": "t", "notify_event": [event]})
            action = Action.NOTIFY
        else:
            action, message = messages(now)[path]
        count = 0 if path == "on-subscribe" else 1
        return callback(action, message, key, message_id="m-1", receiver_id="verification", now=now, total_count=count)

    doors = ("on-search", "on-subscribe", "on-unsubscribe", "txn/on-status", "notify")
    return Door(
        f"/registry/{path}",
        key,
        right,
        world.door.post,
        lambda: stored(world),
        tuple(f"/registry/{one}" for one in doors if one != path),
    )


def reporter(world: Any) -> Door:
    assert isinstance(world, LedgerWorld)
    return Door("/registry/notify", CHARITY, world.report, world.door.post, lambda: stored(world), ())


SEEKER: Final = ("on-search", "on-subscribe", "on-unsubscribe", "txn/on-status", "notify")
REGISTRY: Final = {
    "search": "search",
    "sync/search": "search",
    "subscribe": "subscribe",
    "unsubscribe": "unsubscribe",
    "txn/status": "txn-status",
    "sync/txn/status": "txn-status",
}


@pytest.fixture(
    params=[
        ("ledger", "notify"),
        *(("verification", path) for path in SEEKER),
        *(("agency", path) for path in REGISTRY),
    ],
    ids="/".join,
)
def door(request: pytest.FixtureRequest, worlds: Worlds) -> Iterator[Door]:
    house, path = request.param
    if house == "ledger":
        yield reporter(worlds.world("ledger"))
    elif house == "verification":
        yield seeker(worlds.world("verification"), path)
    else:
        with registry(SEED, KNOWN) as opened:
            yield agency(opened, path)


def agency(opened: Any, path: str) -> Door:
    key = SigningKey.of("stranger.example", "1", SEED)
    action = REGISTRY[path]

    def right() -> bytes:
        message = {
            "search": lambda: search(criteria(opened)),
            "subscribe": lambda: subscribe(opened),
            "unsubscribe": lambda: {"transaction_id": "t", "timestamp": now(), "subscription_codes": ["s"]},
            "txn-status": lambda: status_of("search", "transaction_id", "t"),
        }[action]()
        return bytes(opened.stranger.envelope(action, message, AGENCY, sender_uri=None))

    others = tuple(f"/{AGENCY}/registry/{one}" for one, does in REGISTRY.items() if does != action)
    # What an agency keeps is what it will answer: here nothing, as no address was given.
    return Door(
        f"/{AGENCY}/registry/{path}", key, right, opened.client.post, lambda: list(opened.stranger.heard), others
    )


def now() -> str:
    return datetime.now(UTC).isoformat()


def made(
    door: Door, change: Callable[[dict[str, Any], dict[str, Any]], object], key: SigningKey | None = None
) -> bytes:
    """A message signed by whom it says, and changed before."""
    header, message = door.parts()
    change(header, message)
    return signed(json.dumps(header).encode(), json.dumps(message).encode(), key or door.key)


def signed(header: bytes, message: bytes, key: SigningKey, at: datetime | None = None, **lives: float) -> bytes:
    return envelope(header, message, key, at or datetime.now(UTC), timedelta(**(lives or {"minutes": 5})))


def as_it_stands(door: Door, key: SigningKey, at: datetime | None = None, **lives: float) -> bytes:
    header, message = door.parts()
    header.pop("sender_id", None)
    return signed(json.dumps(header).encode(), json.dumps(message).encode(), key, at, **lives)


def spliced(door: Door) -> bytes:
    """The header of one right message, the message of another, and the signature of the first."""
    first, second = (
        decode(door.right(), Envelope),
        decode(made(door, lambda _, it: it.update(transaction_id="t-9")), Envelope),
    )
    return b'{"signature":%b,"header":%b,"message":%b}' % (
        msgspec.json.encode(first.signature),
        bytes(first.header),
        bytes(second.message),
    )


def nested(door: Door, deep: int) -> bytes:
    header, message = door.parts()
    header["meta"] = "HERE"
    raw = json.dumps(header).encode().replace(b'"HERE"', b'{"a":' * deep + b"1" + b"}" * deep)
    return signed(raw, json.dumps(message).encode(), door.key)


def called(door: Door, transaction: str | None) -> bytes:
    return made(door, lambda _, message: message.update(transaction_id=transaction))


def unnamed(door: Door) -> str:
    return f"{door.key.sender_id}-of-nowhere"


AN_HOUR: Final = timedelta(hours=1)
BAD, MISSING, INVALID = "err.request.bad", "err.signature.missing", "err.signature.invalid"
SENDER, RECEIVER = "err.sender_id.invalid", "err.receiver_id.invalid"

Hostile = Callable[[Door], bytes]
TRIED: Final[dict[str, tuple[Hostile, int, str]]] = {
    "nothing": (lambda it: b"", 400, BAD),
    "no JSON": (lambda it: b"\x00\xff", 400, BAD),
    "a list": (lambda it: b"[]", 400, BAD),
    "null": (lambda it: b"null", 400, BAD),
    "cut off": (lambda it: it.right()[:-20], 400, BAD),
    "two in one": (lambda it: it.right() * 2, 400, BAD),
    "nested in nothing": (lambda it: b"[" * 10_000, 400, BAD),
    "nested in a signed header": (lambda it: nested(it, 10_000), 400, BAD),
    "a byte order mark": (lambda it: b"\xef\xbb\xbf" + it.right(), 400, BAD),
    "UTF-16": (lambda it: it.right().decode().encode("utf-16"), 400, BAD),
    "broken UTF-8": (lambda it: it.right().replace(b'"version"', b'"vers\xff"'), 400, BAD),
    "unsigned": (lambda it: b'{"header":{},"message":{}}', 401, MISSING),
    "an empty signature": (lambda it: b'{"signature":"","header":{},"message":{}}', 401, MISSING),
    "a signature of another form": (lambda it: b'{"signature":"unsigned-stub","header":{},"message":{}}', 401, INVALID),
    "an altered header": (lambda it: it.right().replace(b'"version"', b'"Version"', 1), 401, INVALID),
    "an altered message": (
        lambda it: it.right().replace(b'"transaction_id":"', b'"transaction_id":"x', 1), 401, INVALID,
    ),
    "an altered space": (lambda it: it.right().replace(b'"message":{', b'"message":{ ', 1), 401, INVALID),
    "another's message under a right header": (spliced, 401, INVALID),
    "a name twice": (
        lambda it: it.right().replace(b'"transaction_id":', b'"transaction_id":"x","transaction_id":', 1), 400, BAD,
    ),
    "a member that nobody signed": (lambda it: it.right()[:-1] + b',"note":1}', 400, BAD),
    "a wrong key": (lambda it: as_it_stands(it, SigningKey.generate(it.key.sender_id, it.key.key_id)), 401, INVALID),
    "an unknown key": (lambda it: as_it_stands(it, SigningKey.generate(it.key.sender_id, "9")), 401, INVALID),
    "an unknown sender": (lambda it: as_it_stands(it, SigningKey.generate(unnamed(it), "1")), 403, SENDER),
    "another sender's name": (lambda it: made(it, lambda header, _: header.update(sender_id="other")), 403, SENDER),
    "signed tomorrow": (lambda it: as_it_stands(it, it.key, datetime.now(UTC) + AN_HOUR), 401, INVALID),
    "an old signature": (lambda it: as_it_stands(it, it.key, datetime.now(UTC) - AN_HOUR), 401, INVALID),
    "good for an hour": (lambda it: as_it_stands(it, it.key, hours=1), 401, INVALID),
    "for somebody else": (lambda it: made(it, lambda header, _: header.update(receiver_id="other")), 400, RECEIVER),
    "of another version": (
        lambda it: made(it, lambda header, _: header.update(version="2.0.0")), 400, "err.version.not_supported",
    ),
    "encrypted": (
        lambda it: made(it, lambda header, _: header.update(is_msg_encrypted=True)), 400, "err.encryption.invalid",
    ),
    "of last week": (
        lambda it: made(it, lambda header, _: header.update(message_ts="2020-01-01T00:00:00Z")), 400, BAD,
    ),
    "a time without a zone": (
        lambda it: made(it, lambda header, _: header.update(message_ts="2026-11-02T01:00:00")), 400, BAD,
    ),
    "an action of nobody's": (lambda it: made(it, lambda header, _: header.update(action="delete")), 400, BAD),
    "no message id": (lambda it: made(it, lambda header, _: header.pop("message_id")), 400, BAD),
    "a null where something must be": (lambda it: called(it, None), 400, BAD),
    "a name too long": (lambda it: called(it, "t" * 100), 400, BAD),
    "a control character": (lambda it: called(it, "t\0"), 400, BAD),
    "a name that is not seen": (lambda it: called(it, "t\u200b"), 400, BAD),
    "an empty message": (lambda it: made(it, lambda _, message: message.clear()), 400, BAD),
}  # fmt: skip


def refused(door: Door, body: bytes, status: int, code: str, **headers: str) -> None:
    answer = door.post(door.path, content=body, headers=headers)
    schemas.require(schemas.ACK, answer.json())
    message = answer.json()["message"]
    assert (answer.status_code, message["ack_status"], message["error"]["code"]) == (status, "ERR", code)


def test_what_is_hostile_is_refused_by_its_name_and_nothing_of_it_is_kept(door: Door) -> None:
    assert door.post(door.path, content=door.right()).status_code in (200, 202)
    before = door.kept()
    for what, (hostile, status, code) in TRIED.items():
        try:
            refused(door, hostile(door), status, code)
        except AssertionError as error:
            raise AssertionError(what) from error
    assert door.kept() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/json; charset=gbk"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-encoding": "gzip"},
    ],
    ids=str,
)
def test_what_comes_as_another_kind_is_not_looked_at(door: Door, headers: dict[str, str]) -> None:
    before = door.kept()
    refused(door, door.right(), 400, BAD, **headers)
    assert door.kept() == before


def test_forty_megabytes_are_too_many(door: Door) -> None:
    before = door.kept()
    answer = door.post(door.path, content=b" " * (40 << 20))
    schemas.require(schemas.ACK, answer.json())
    assert answer.status_code in (400, 413)
    assert answer.json()["message"]["error"] == {"code": BAD, "message": "body_too_large"}
    assert door.kept() == before


def test_a_right_message_at_another_door_is_refused(door: Door) -> None:
    body, before = door.right(), door.kept()
    for other in door.others:
        answer = door.post(other, content=body)
        schemas.require(schemas.ACK, answer.json())
        assert (answer.status_code, answer.json()["message"]["error"]["message"]) == (400, "action_not_served_here")
    assert door.kept() == before


def test_the_same_message_again_changes_nothing(door: Door) -> None:
    body = door.right()
    assert door.post(door.path, content=body).status_code in (200, 202)
    before = door.kept()
    for _ in range(3):
        assert door.post(door.path, content=body).status_code in (200, 202)
    assert door.kept() == before


def test_a_key_counts_in_its_time_alone() -> None:
    """Revoked, and not yet in force: at whichever door, since all ask the same history."""
    at, day = datetime.now(UTC), timedelta(days=1)
    revoked, future = (SigningKey.generate("tax", name) for name in ("revoked", "future"))
    keys = KeyHistory([revoked.known(at - 9 * day, at - day), future.known(at + day)])
    header = {"message_id": "m", "message_ts": at.isoformat(), "action": "search", "sender_id": "tax", "total_count": 1}
    for kind in (receiver.SEARCH, receiver.NOTIFY, receiver.ON_SEARCH, receiver.SUBSCRIBE, receiver.TXN_ON_STATUS):
        for key in (revoked, future):
            judged = receiver.accept(signed(json.dumps(header).encode(), b"{}", key, at), keys, at, kind)
            assert isinstance(judged, receiver.Refusal)
            assert (judged.code.value, judged.reason) == (INVALID, "key_unknown_or_not_in_force")
