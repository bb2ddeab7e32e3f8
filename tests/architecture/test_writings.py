"""Everything that is written has a reader: each sealed field and each free text of an event, in every service."""

import importlib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from chassis.codec import personal_fields
from chassis.writings import LOOKS
from kernel.personal import Personal
from kernel.writings import CHINESE, WritingKind
from tests.architecture.tree import SERVICES

FREE_TEXTS = frozenset({"reason", "text", "why", "source", "objection", "place", "words", "note", "comment"})
"""Names of plain texts that a person may have written; a code of that name is named as one."""


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
            if name not in shown and f"{cls.__name__}.{name}" not in elsewhere:
                yield f"{cls.__name__}.{name}"


def free_texts(cls: type) -> Iterator[str]:
    for name, hint in get_type_hints(cls, include_extras=True).items():
        if name in FREE_TEXTS and get_origin(hint) is not Annotated and str in (hint, *get_args(hint)):
            yield name


def table_of(service: str) -> Mapping[type, Any]:
    written: Mapping[type, Any] = importlib.import_module(f"services.{service}.api.writings").WRITTEN
    return written


def catalogue(service: str) -> list[type]:
    known = importlib.import_module(f"services.{service}.bootstrap").CATALOGUE
    assert known
    return list(known.values())
