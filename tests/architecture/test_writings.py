"""Everything that is written has a reader: each sealed field and each free text of an event, in every service."""

import importlib
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from chassis.codec import personal_fields
from chassis.operations import events as operations
from chassis.writings import LOOKS, Written
from kernel.personal import Personal
from kernel.writings import CHINESE, WritingKind
from tests.architecture.tree import SERVICES
from tests.security.acts import acts

FREE_TEXTS = frozenset({"reason", "text", "why", "source", "objection", "place", "words", "note", "comment"})
"""Names of plain texts that a person may have written; a code of that name is named as one."""

ROUTE = re.compile(r"(GET|POST|PUT|DELETE) (/v1/[\w/{}-]+)")
ROUTES = {act.operation for act in acts()}
OPERATORS = {operations.MessageDropped, operations.TimerDropped, operations.RetryAsked, operations.ReadModelRebuilt}
"""Whose reasons are about the machine and name nobody: auditors read them in the log, `GET /v1/log`."""


@pytest.mark.parametrize("service", SERVICES)
def test_each_personal_or_free_text_of_an_event_has_a_reader_or_a_named_reason(service: str) -> None:
    table = importlib.import_module(f"services.{service}.api.writings")
    told = {**table.WRITTEN, **LOOKS}
    assert set(unread(catalogue(service), told, table.READ_ELSEWHERE)) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_no_table_names_what_is_not_there(service: str) -> None:
    table, events = importlib.import_module(f"services.{service}.api.writings"), catalogue(service)
    assert set(table.WRITTEN) <= set(events)
    for cls, written in {**table.WRITTEN, **LOOKS}.items():
        assert set(written.fields) <= {field.name for field in msgspec.structs.fields(cls)}, cls
    named = {f"{cls.__name__}.{field.name}" for cls in events for field in msgspec.structs.fields(cls)}
    assert set(table.READ_ELSEWHERE) <= named


def test_each_kind_of_writing_has_its_chinese_and_a_service_that_shows_it() -> None:
    shown = {one.kind for service in SERVICES for one in table_of(service).values()}
    assert set(CHINESE) == set(WritingKind) == shown | {one.kind for one in LOOKS.values()}


@pytest.mark.parametrize("service", SERVICES)
def test_where_something_is_said_to_be_read_there_is_such_a_route(service: str) -> None:
    elsewhere = importlib.import_module(f"services.{service}.api.writings").READ_ELSEWHERE
    assert {name: routes for name, why in elsewhere.items() if (routes := set(ROUTE.findall(why)) - ROUTES)} == {}


def test_a_route_that_is_not_there_is_seen() -> None:
    assert set(ROUTE.findall("GET /v1/nowhere/{household}: the words")) - ROUTES == {("GET", "/v1/nowhere/{household}")}


def test_a_text_inside_another_structure_is_found() -> None:
    class Inner(msgspec.Struct, frozen=True):
        note: str

    class Outer(msgspec.Struct, frozen=True, kw_only=True):
        inner: tuple[Inner, ...] = ()
        inside: Inner | None = None
        sealed: Personal[Inner | None] = None

    assert set(unread([Outer], {}, {})) == {"Outer.inner.note", "Outer.inside.note", "Outer.sealed"}
    assert set(unread([Outer], {Outer: Written(WritingKind.LOOK, ("inner", "inside", "sealed"))}, {})) == set()


def test_a_planted_text_without_a_reader_is_found() -> None:
    class Planted(msgspec.Struct, frozen=True, kw_only=True):
        secret: Personal[str]
        reason: str
        count: int

    assert set(unread([Planted], {}, {})) == {"Planted.secret", "Planted.reason"}
    assert set(unread([Planted], {}, {"Planted.reason": "a code"})) == {"Planted.secret"}


def unread(events: list[type], told: Mapping[type, Any], elsewhere: Mapping[str, str]) -> Iterator[str]:
    for cls in events:
        shown = told[cls].fields if cls in told else ()
        for name in (*personal_fields(cls), *free_texts(cls)):
            if name.partition(".")[0] not in shown and f"{cls.__name__}.{name}" not in elsewhere:
                yield f"{cls.__name__}.{name}"


def free_texts(cls: type) -> Iterator[str]:
    """Plain ones, those inside a structure by its field's name before them; a sealed field is one whole."""
    for name, hint in get_type_hints(cls, include_extras=True).items():
        if get_origin(hint) is Annotated:
            continue
        if name in FREE_TEXTS and str in (hint, *get_args(hint)):
            yield name
        for inner in structures(hint):
            yield from (f"{name}.{text}" for text in free_texts(inner))


def structures(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for part in get_args(hint):
        yield from structures(part)


def table_of(service: str) -> Mapping[type, Any]:
    written: Mapping[type, Any] = importlib.import_module(f"services.{service}.api.writings").WRITTEN
    return written


def catalogue(service: str) -> list[type]:
    known = importlib.import_module(f"services.{service}.bootstrap").CATALOGUE
    assert known
    return [*known.values(), *(cls for cls in operations.events_of(service).values() if cls not in OPERATORS)]
