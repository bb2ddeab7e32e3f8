"""`GET /v1/households/{household}/timeline`: what a service's own events tell of one household, plain parts only."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends
from pydantic import BaseModel

from chassis import envelope
from chassis.http.errors import Problem
from chassis.http.principal import Principal, require
from chassis.resources import Resources

Summary = tuple[str, str]
"""What the event says, in Chinese and in English; templates over the event's plain fields."""


class Entry(BaseModel):
    """`why` holds the event's plain fields; what is sealed is named in `sealed` and shown by nobody here."""

    at: datetime
    type: str
    actor: str
    stream: str
    version: int
    summary_zh: str
    summary_en: str
    why: dict[str, Any]
    sealed: bool


class Timeline(BaseModel):
    items: list[Entry]


def router(here: Resources, owner: Callable[[Any, str], str | None], summaries: Mapping[str, Summary]) -> APIRouter:
    """`owner(connection, household)` gives the org_path that keeps the household, None when it is unknown here."""
    routes = APIRouter(tags=["households"])

    @routes.get(
        "/v1/households/{household}/timeline",
        summary="时间线 · the household's story, as this service knows it",
        operation_id="timeline",
    )
    def timeline(household: str, principal: Annotated[Principal, Depends(require())]) -> Timeline:
        with here.store.reading() as connection:
            kept_by = owner(connection, household)
            if kept_by is None:
                raise Problem("not_found")
            principal.require_covers(kept_by)
            rows = connection.execute(
                "SELECT body FROM events WHERE subject = %s ORDER BY position", (household,)
            ).fetchall()
        return Timeline(items=[_entry(body, summaries) for (body,) in rows])

    return routes


def _entry(body: bytes, summaries: Mapping[str, Summary]) -> Entry:
    record = envelope.decode(body)
    plain = msgspec.json.decode(record.data)
    sealed = plain.pop("sealed", None) is not None
    name = record.type.rsplit(".", 2)[-2]
    zh, en = summaries.get(record.type, (name, name))
    return Entry(
        at=record.time,
        type=record.type,
        actor=record.actor,
        stream=record.stream,
        version=record.streamversion,
        summary_zh=zh.format_map(_Fields(plain)),
        summary_en=en.format_map(_Fields(plain)),
        why=plain,
        sealed=sealed,
    )


class _Fields(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"
