"""Who signs rightly may still say anything: at each of the exchange's doors a message that is signed and hostile is
answered in the standard's form, never with a 5xx, and of one that is refused the whole store keeps the refusal alone.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
import pytest

from agencies.faults import Fault
from agencies.ill_keys import ill_key
from dci.answers import Answer, response
from dci.codes import Action, Status, TxnType
from dci.envelope import callback
from dci.keys import SigningKey
from dci.messages import Envelope, OnSearch, Pagination
from dci.names import record_type
from dci.parser import decode
from dci.statuses import StatusAnswer, TxnOnStatus
from kernel.items import Item
from tests.conformance import schemas
from tests.integration.verification.conftest import POPULATION
from tests.integration.verification.letters import Asked, written
from tests.security.test_hostile_bytes import SEEKER, Door, now, reporter, seeker, signed
from tests.security.worlds.open import Worlds
from tests.security.worlds.verification import VerificationWorld
from tests.security.worlds.world import World
from tests.simulation.exchange.records import ON_FILE

Rows = dict[str, frozenset[str]]
FUZZED: Final = 120
ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1e308, 2**63, 10**40, "", " ", "\n", "\0", "\ud800", "a" * 5_000, "\u202e", "\U0001f600",
    "2026-13-40", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-02T10:00:00+99:99",
    [], {}, [[]], [None], {"": {}}, [{}],
)  # fmt: skip


def whole(world: World) -> Rows:
    """Every row of every table."""
    tables = world.hosted.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        table: frozenset(row for (row,) in world.hosted.rows(f'SELECT t::text FROM "{table}" t')) for (table,) in tables
    }


def left_behind(before: Rows, after: Rows) -> dict[str, int]:
    """How many rows came to each table; none may go or change but the counter's."""
    gone = {table: before[table] - after[table] for table in before if before[table] - after[table]}
    assert gone.keys() <= {"counter"}, gone.keys()
    return {table: len(after[table] - before[table]) for table in after if after[table] - before[table]}


def nothing_but_refusals(world: World, before: Rows) -> None:
    left = left_behind(before, whole(world))
    assert left.keys() <= {"events", "counter"}, left
    new = world.hosted.rows("SELECT stream FROM events ORDER BY position DESC LIMIT %s", left.get("events", 0))
    assert all(stream.startswith("refused-") for (stream,) in new), new


# --- one message, one reason -----------------------------------------------------------------------------------------


class Case:
    """A question that waits for its answer, and one about another household."""

    def __init__(self, world: VerificationWorld) -> None:
        self.world = world
        (_, self.asked), (_, self.other) = world.waiting(), world.waiting()
        self.keys = world.hosted.agency_keys
        self.key = self.keys[self.asked.agency]

    def answer(self, *records: dict[str, Any], key: SigningKey | None = None, **changes: Any) -> bytes:
        return written(self.asked, key or self.key, *records, **changes)

    def together(self, *questions: Asked, page: Pagination | None = None) -> bytes:
        at = datetime.now(UTC)
        answers = [
            response(Answer(one.transaction_id, one.reference_id, "c-1", Status.SUCCEEDED, [], at, one.hash))
            for one in questions
        ]
        if page is not None:
            answers = [msgspec.structs.replace(one, pagination=page) for one in answers]
        message = OnSearch(transaction_id=self.asked.transaction_id, correlation_id="c-1", search_response=answers)
        return callback(
            Action.ON_SEARCH,
            message,
            self.key,
            message_id="m",
            receiver_id="verification",
            now=at,
            total_count=len(answers),
            question_hash=self.asked.hash,
        )

    def ill(self, fault: Fault) -> bytes:
        return self.answer(key=ill_key(self.key, fault))

    def another_agency(self) -> SigningKey:
        return next(key for agency, key in self.keys.items() if agency != self.asked.agency)


IN_FORCE: Final = "key_unknown_or_not_in_force"
SAID: Final[dict[str, tuple[Callable[[Case], bytes], int, str, str]]] = {
    "a revoked key": (lambda it: it.ill(Fault.REVOKED_KEY), 401, "ERR", IN_FORCE),
    "a key of the future": (lambda it: it.ill(Fault.FUTURE_KEY), 401, "ERR", IN_FORCE),
    "another household's question hash": (
        lambda it: it.answer(question_hash="0" * 64), 200, "NACK", "answers_another_question",
    ),
    "no question hash": (lambda it: it.answer(question_hash=None), 200, "NACK", "answers_another_question"),
    "another household's reference": (
        lambda it: it.answer(reference_id=it.other.reference_id), 200, "NACK", "no_such_question",
    ),
    "another household's inquiry": (
        lambda it: it.answer(transaction_id=it.other.transaction_id), 200, "NACK", "no_such_question",
    ),
    "another agency's question": (lambda it: it.answer(key=it.another_agency()), 200, "NACK", "no_such_question"),
    "a swapped person": (
        lambda it: it.answer({"person": "person:somebody-else"}), 200, "NACK", "about_a_person_not_asked",
    ),
    "a person as a number": (lambda it: it.answer({"person": 7}), 200, "NACK", "about_a_person_not_asked"),
    "no record's shape": (lambda it: it.answer({"person": it.asked.tokens[0]}), 200, "NACK", "records_malformed"),
    "a page of two households": (
        lambda it: it.together(it.asked, replace(it.other, transaction_id=it.asked.transaction_id)),
        200, "NACK", "no_such_question",
    ),
    "the first page of several": (
        lambda it: it.together(it.asked, page=Pagination(page_size=1, page_number=1, total_count=2)),
        200, "NACK", "not_a_whole_answer",
    ),
    "the last page of several": (
        lambda it: it.together(it.asked, page=Pagination(page_size=1, page_number=2, total_count=2)),
        200, "NACK", "not_a_whole_answer",
    ),
    "one question twice": (lambda it: it.together(it.asked, it.asked), 400, "ERR", "rjct.reference_id.duplicate"),
    "a body too large": (
        lambda it: it.answer({"person": it.asked.tokens[0], "note": "x" * 41_000}), 400, "ERR", "body_too_large",
    ),
    "an inquiry of no form": (
        lambda it: it.answer(transaction_id="inquiry-'; DROP TABLE events; --"), 200, "NACK", "no_such_question",
    ),
}  # fmt: skip


def test_what_is_signed_and_answers_nothing_of_ours_is_refused_by_name_and_leaves_its_refusal_alone(
    worlds: Worlds,
) -> None:
    world = worlds.world("verification")
    assert isinstance(world, VerificationWorld)
    case = Case(world)
    before = whole(world)
    for what, (say, status, acked, reason) in SAID.items():
        answer = world.door.post("/registry/on-search", content=say(case))
        schemas.require(schemas.ACK, answer.json())
        message = answer.json()["message"]
        came = (answer.status_code, message["ack_status"], message["error"]["message"])
        assert came == (status, acked, reason), what
        if acked == "ERR":
            assert not left_behind(before, after := whole(world)), what
        else:
            nothing_but_refusals(world, before)
            after = whole(world)
        before = after
    assert world.door.post("/registry/on-search", content=case.answer()).json()["message"]["ack_status"] == "ACK"


def test_what_one_service_is_told_the_other_does_not_take(worlds: Worlds) -> None:
    """Replay at another endpoint: a charity's report at verification, an agency's answer at the ledger."""
    verification, ledger = worlds.world("verification"), worlds.world("ledger")
    answer, report = seeker(verification, "on-search").right(), reporter(ledger).right()
    for world, body in ((verification, report), (ledger, answer)):
        before = whole(world)
        got = world.door.post("/registry/notify", content=body)
        schemas.require(schemas.ACK, got.json())
        assert (got.status_code, got.json()["message"]["ack_status"]) in ((401, "ERR"), (403, "ERR"))
        assert not left_behind(before, whole(world))


# --- anything at all -------------------------------------------------------------------------------------------------


def mangled(chance: random.Random, value: Any, depth: int = 0) -> Any:
    """One place of it says something else, or is gone, or stands twice."""
    if depth > 6 or not isinstance(value, dict | list) or not value or chance.random() < 0.12:
        return chance.choice(ODD)
    if isinstance(value, list):
        at = chance.randrange(len(value))
        if chance.random() < 0.2:
            return [*value, *value]
        return [*value[:at], mangled(chance, value[at], depth + 1), *value[at + 1 :]]
    name = chance.choice(sorted(value))
    match chance.randrange(6):
        case 0:
            return {key: each for key, each in value.items() if key != name}
        case 1:
            return {**value, name + "x": value[name]}
        case _:
            return {**value, name: mangled(chance, value[name], depth + 1)}


def fuzzed(door: Door, chance: random.Random) -> Iterator[bytes]:
    for number in range(FUZZED):
        header, message = door.parts()
        if number % 3 == 0:
            header = mangled(chance, header)
        if number % 3 != 0 or number % 6 == 0:
            message = mangled(chance, message)
        ascii = number % 2 == 0
        raw = (json.dumps(each, ensure_ascii=ascii).encode("utf-8", "replace") for each in (header, message))
        yield signed(*raw, door.key)


def with_much_in_it(world: World, path: str) -> Door:
    """A right message whose every part can be mangled: with a record, where the door takes records."""
    if not isinstance(world, VerificationWorld):
        return reporter(world)
    door, case = seeker(world, path), Case(world)
    on_file = ON_FILE[Item(case.asked.item)][-1]
    if path == "on-search":
        return replace(door, key=case.key, right=lambda: case.answer({"person": case.asked.tokens[0], **on_file}))
    if path == "notify":
        record = {"id_number": POPULATION.households[1].body["members"][0]["id_number"], **on_file}
        data = {"reg_record_type": record_type(case.asked.item), "reg_records": record}
        event = {"reference_id": "r", "timestamp": now(), "data": data}
        message = msgspec.json.encode({"transaction_id": "t", "notify_event": [event]})
    elif path == "txn/on-status":
        answer = decode(case.answer({"person": case.asked.tokens[0], **on_file}), Envelope).message
        standing = StatusAnswer(txn_type=TxnType.ON_SEARCH, txn_status=answer)
        message = msgspec.json.encode(TxnOnStatus(transaction_id="t", correlation_id="c", txnstatus_response=standing))
    else:
        return door
    action, about = (Action.NOTIFY if path == "notify" else Action.TXN_ON_STATUS), {"receiver_id": "verification"}
    return replace(
        door,
        key=case.key,
        right=lambda: callback(action, message, case.key, message_id="m", now=datetime.now(UTC), **about),
    )


@pytest.fixture(params=[("ledger", "notify"), *(("verification", path) for path in SEEKER)], ids="/".join)
def door_of(request: pytest.FixtureRequest, worlds: Worlds) -> tuple[World, Door]:
    house, path = request.param
    world = worlds.world(house)
    return world, with_much_in_it(world, path)


def test_no_signed_message_whatever_it_says_breaks_a_door_and_what_is_refused_is_not_kept(
    door_of: tuple[World, Door],
) -> None:
    world, door = door_of
    assert door.post(door.path, content=door.right()).json()["message"]["ack_status"] != "ERR"
    seed = 14
    for number, body in enumerate(fuzzed(door, random.Random(seed))):
        told = f"seed {seed}, message {number}: {body.decode(errors='replace')[-600:]}"
        before = whole(world)
        answer = door.post(door.path, content=body)
        assert answer.status_code < 500, told
        schemas.require(schemas.ACK, answer.json())
        match answer.json()["message"]["ack_status"]:
            case "ERR":
                assert answer.status_code >= 400, told
                assert not left_behind(before, whole(world)), told
            case "NACK":
                assert answer.status_code == 200, told
                nothing_but_refusals(world, before)


@pytest.mark.parametrize("kind", ["application/json", "application/x-ndjson"])
def test_of_many_envelopes_in_one_body_the_hostile_ones_harm_no_other(worlds: Worlds, kind: str) -> None:
    world = worlds.world("verification")
    right = seeker(world, "on-search").right()
    hostile = [b"null", b"{}", b'"x"', right[:-1] + b',"note":1}', right.replace(b'"version"', b'"Version"', 1)]
    envelopes = [*hostile, right, right, b'{"a":' * 500 + b"1" + b"}" * 500]
    lines = kind.endswith("ndjson")
    body = b"\n".join(envelopes) if lines else b"[" + b",".join(envelopes) + b"]"
    answer = world.door.post("/registry/envelopes", content=body, headers={"content-type": kind})
    acks = [json.loads(line) for line in answer.text.splitlines()] if lines else answer.json()
    assert answer.status_code == 200
    told = [one["message"]["ack_status"] for one in acks]
    assert told == ["ERR"] * len(hostile) + ["ACK", "ACK", "ERR"]
    for one in acks:
        schemas.require(schemas.ACK, one)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"[" * 9999, b"[" + b"0," * 100 + b"0]", b"\xff", b" " * (2 << 20), b"[" * 999 + b"]" * 999],
    ids=["nothing", "none", "null", "nested", "too many", "no text", "blanks", "nested and closed"],
)  # fmt: skip
def test_a_body_that_holds_no_envelopes_is_refused_whole(worlds: Worlds, body: bytes) -> None:
    world = worlds.world("verification")
    before = whole(world)
    answer = world.door.post("/registry/envelopes", content=body)
    if answer.status_code == 200:  # each was judged, and none was one
        assert {one["message"]["ack_status"] for one in answer.json()} == {"ERR"}
    else:
        schemas.require(schemas.ACK, answer.json())
        assert answer.status_code in (400, 413)
    assert not left_behind(before, whole(world))


def test_the_token_door_gives_nothing_to_whoever_proves_nothing(worlds: Worlds) -> None:
    world = worlds.world("verification")
    before = whole(world)
    form = b"grant_type=client_credentials&client_id=tax&client_secret="
    for body in (
        b"",
        b"\xff\x00",
        b"[" * 10_000,
        b"{}",
        b"null",
        form,
        form + b"x" * 100_000,
        form + b"%00%ff",
        b"&" * 5_000,
    ):
        for kind in ("application/json", "application/x-www-form-urlencoded", "text/plain"):
            answer = world.door.post("/oauth2/client/token", content=body, headers={"content-type": kind})
            assert 400 <= answer.status_code < 500, body[:40]
            assert "access_token" not in answer.text
    assert not left_behind(before, whole(world))


def test_a_deep_or_odd_message_is_judged_in_a_moment(worlds: Worlds) -> None:
    """What costs the sender nothing may cost us little: no message of 40 KiB takes a second of ours."""
    world = worlds.world("verification")
    door = seeker(world, "on-search")
    header, message = door.parts()
    raw = json.dumps(message).encode()
    odd = [
        raw[:-1] + b',"a":' + b"[" * 900 + b"]" * 900 + b"}",
        raw[:-1] + b"," + b",".join(b'"k%d":0' % n for n in range(4_000)) + b"}",
        raw[:-1] + b',"a":' + b"9" * 30_000 + b"}",
        raw[:-1] + b',"a":"' + b"\\u0061" * 5_000 + b'"}',
    ]
    for each in odd:
        body = signed(json.dumps(header).encode(), each, door.key)
        begun = datetime.now(UTC)
        answer = door.post(door.path, content=body)
        assert answer.status_code < 500
        schemas.require(schemas.ACK, answer.json())
        assert datetime.now(UTC) - begun < timedelta(seconds=1)
