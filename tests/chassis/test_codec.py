"""Events to bytes and back."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import envelope
from chassis.codec import Codec, EventTooLarge, UnknownEventType, personal_fields
from chassis.vault import BrokenBox, UnknownKey
from chassis.vault.memory import MemoryVault
from kernel.personal import Personal, Withheld
from tests.support.events import CATALOGUE, CONTEXT, NOON, Noted, Opened, codec

GOLDEN = (
    b'{"specversion":"1.0","id":"019ab3f0-0000-7000-8000-000000000001","source":"intake","type":"test.Noted.v1",'
    b'"subject":"h1","time":"2026-11-02T04:00:00Z","recordedtime":"2026-11-02T04:00:01Z","stream":"h1",'
    b'"streamversion":1,"correlationid":"c-1","actor":"clerk","data":{"text":"\xe4\xbd\xa0\xe5\xa5\xbd"}}'
)


def made(codec: Codec, event: Any, key: str = "h1") -> bytes:
    return codec.encode(event, CONTEXT, subject="h1", key=key, stream="h1", version=1, now=NOON)[1]


@pytest.fixture
def vault() -> MemoryVault:
    vault = MemoryVault()
    vault.create("h1")
    return vault


def test_the_bytes_are_one_cloudevents_object(vault: MemoryVault) -> None:
    body = json.loads(made(codec(vault), Noted(text="你好")))
    golden = json.loads(GOLDEN)
    assert body | {"id": 0, "recordedtime": 0} == golden | {"id": 0, "recordedtime": 0}


def test_a_golden_event_still_decodes(vault: MemoryVault) -> None:
    read = codec(vault).decode(GOLDEN, 7)
    assert (read.event, read.position) == (Noted(text="你好"), 7)
    assert envelope.encode(read.envelope) == GOLDEN
    assert read.envelope.recordedtime == datetime(2026, 11, 2, 4, 0, 1, tzinfo=UTC)


def test_an_event_opens_to_what_it_was(vault: MemoryVault) -> None:
    event = Opened(number=3, name="张三", note="病")
    assert codec(vault).decode(made(codec(vault), event)).event == event


@given(name=st.text(min_size=4), note=st.text(min_size=4))
def test_personal_fields_are_never_in_the_plain_bytes(name: str, note: str) -> None:
    vault = MemoryVault()
    vault.create("h1")
    event = Opened(number=3, name=f"name:{name}", note=f"note:{note}")
    body = made(codec(vault), event)
    data = json.loads(body)["data"]
    assert data.keys() == {"number", "sealed"}
    assert data["sealed"].keys() == {"suite", "kid", "nonce", "ciphertext"}
    for secret in (event.name, event.note):
        assert secret.encode() not in body
        assert json.dumps(secret)[1:-1].encode() not in body
    assert codec(vault).decode(body).event == event


def test_a_reader_that_may_not_open_gets_sealed_and_an_erased_household_erased(vault: MemoryVault) -> None:
    body = made(codec(vault), Opened(number=3, name="张三"))
    sealed = Opened(number=3, name=Withheld.SEALED, note=Withheld.SEALED)  # type: ignore[arg-type]
    assert codec(MemoryVault(may_open=False)).decode(body).event == sealed
    assert codec(vault).without_vault().decode(body).event == sealed
    vault.destroy("h1")
    erased = Opened(number=3, name=Withheld.ERASED, note=Withheld.ERASED)  # type: ignore[arg-type]
    assert codec(vault).decode(body).event == erased


def test_a_withheld_value_is_never_sealed_again_as_if_it_were_one(vault: MemoryVault) -> None:
    event = Opened(number=3, name=Withheld.ERASED)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="name was withheld"):
        made(codec(vault), event)


def test_a_box_put_into_another_event_does_not_open(vault: MemoryVault) -> None:
    one, other = (json.loads(made(codec(vault), Opened(number=n, name="张三"))) for n in (1, 2))
    other["data"]["sealed"] = one["data"]["sealed"]
    with pytest.raises(BrokenBox):
        codec(vault).decode(json.dumps(other).encode())


def test_a_personal_event_needs_a_key_that_was_made_before(vault: MemoryVault) -> None:
    with pytest.raises(UnknownKey):
        made(codec(vault), Opened(number=1, name="张三"), key="h2")
    assert made(codec(vault), Noted(text="plain"), key="h2")


def test_an_event_of_more_than_48_kib_is_refused(vault: MemoryVault) -> None:
    spare = envelope.MAX_EVENT_BYTES - len(made(codec(vault), Noted(text="")))
    assert len(made(codec(vault), Noted(text="x" * spare))) == 48 * 1024
    with pytest.raises(EventTooLarge, match=r"test\.Noted\.v1"):
        made(codec(vault), Noted(text="x" * (spare + 1)))


def test_an_unknown_type_raises_and_unknown_fields_are_tolerated(vault: MemoryVault) -> None:
    newer = GOLDEN.replace(b'"data":{', b'"more":1,"data":{"later":[1],')
    assert codec(vault).decode(newer).event == Noted(text="你好")
    with pytest.raises(UnknownEventType):
        codec(vault).decode(GOLDEN.replace(b"Noted", b"Gone"))
    with pytest.raises(msgspec.DecodeError):
        codec(vault).decode(GOLDEN.replace(b'"text"', b'"test"'))


class OpenedEarlier(msgspec.Struct, frozen=True, kw_only=True):
    number: int


class OpenedLater(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    tags: list[str] = []
    name: Personal[str] = "unnamed"


def test_optional_fields_may_be_added_even_a_first_personal_one(vault: MemoryVault) -> None:
    before = Codec("intake", {"test.Opened.v1": OpenedEarlier}, vault)
    after = Codec("intake", {"test.Opened.v1": OpenedLater}, vault)
    assert after.decode(made(before, OpenedEarlier(number=3))).event == OpenedLater(number=3)


def test_a_changed_meaning_is_a_new_version_with_an_upcaster(vault: MemoryVault) -> None:
    names = {"test.Opened.v1": Opened, "test.Opened.v2": OpenedEarlier, "test.Opened.v3": OpenedLater}
    steps: dict[type, Callable[[Any], Any]] = {
        Opened: lambda old: OpenedEarlier(number=old.number * 100),
        OpenedEarlier: lambda old: OpenedLater(number=old.number, tags=["brought up"]),
    }
    read = Codec("intake", names, vault, steps).decode(made(codec(vault), Opened(number=3, name="张三")))
    assert read.event == OpenedLater(number=300, tags=["brought up"])
    assert read.envelope.type == "test.Opened.v1"


class Member(msgspec.Struct, frozen=True):
    name: Personal[str]


class PartlyMarked(msgspec.Struct, frozen=True):
    name: Personal[str] | None = None


class NestedMark(msgspec.Struct, frozen=True):
    members: list[Member]


class TakesTheBox(msgspec.Struct, frozen=True):
    sealed: str


@pytest.mark.parametrize("leaky", [PartlyMarked, NestedMark, TakesTheBox])
def test_a_mark_that_would_not_seal_the_field_is_refused_at_the_start(leaky: type) -> None:
    with pytest.raises(TypeError, match=leaky.__name__):
        Codec("intake", {"test.Leaky.v1": leaky}, MemoryVault())


def test_personal_fields_can_be_listed() -> None:
    assert {name: personal_fields(cls) for name, cls in CATALOGUE.items()} == {
        "test.Opened.v1": ["name", "note"],
        "test.Noted.v1": [],
    }
