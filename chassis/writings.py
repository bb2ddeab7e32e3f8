"""`POST /v1/households/{household}/writings`: everything that people and agencies wrote about a household here, opened.

One concept beside the timeline, which tells plain parts: what somebody must write is of no use where nobody may read
it. Each service declares one table, event class -> what of it is shown (`services/*/api/writings.py`); a test walks all
events and finds a personal or free text that stands in no table.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, NamedTuple

import msgspec
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from chassis import access
from chassis.amounts import in_yuan
from chassis.codec import Recorded
from chassis.http.body import Body
from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.owner import Owner, require_kept_in_scope
from chassis.http.principal import Principal, require
from chassis.http.shapes import Household, Open, Shape
from chassis.operations.events import Disclosed
from chassis.resources import Resources
from kernel.personal import is_withheld
from kernel.writings import CHINESE, WritingKind


class Written(NamedTuple):
    """Of which kind an event's writing is, and which of its fields are shown."""

    kind: WritingKind
    fields: tuple[str, ...]


Table = Mapping[type, Written]

LOOKS: Table = {Disclosed: Written(WritingKind.LOOK, ("what", "reason"))}
"""Why somebody looked. Of every service; for auditors alone, for it may be the reviewer who is looked after."""


class ReasonBody(Body):
    """Why the caller must read it: kept on record beside their name."""

    reason: Annotated[str, Field(min_length=1, max_length=2000)] = Field(
        description="理由，留有记录 · why; it stays on record"
    )


class Writing(Shape):
    """`erased`: the household's key was destroyed, and what was sealed with it: only plain parts are left."""

    kind: WritingKind = Field(description="种类 · of which kind it is")
    kind_zh: str = Field(description="种类的中文名称 · the kind in Chinese")
    at: datetime = Field(description="写入时刻 · when it was written")
    who: str = Field(description="撰写人（令牌的 sub）或 system:… · who wrote it; a service itself is system:…")
    event: str = Field(description="事件编号 · the event's id")
    words: Open = Field(description="文字与数值，金额为元 · the texts and values, money in yuan")
    erased: bool = Field(description="加密内容是否已删除 · whether what was sealed is gone")


def router(resources: Resources, owner: Owner, table: Table) -> APIRouter:
    routes = APIRouter(tags=["households"])
    written = {resources.codec.name_of(cls): one for cls, one in {**table, **LOOKS}.items()}

    @routes.post(
        "/v1/households/{household}/writings",
        summary="文字与答复全文 · everything that people and agencies wrote about the household here",
        operation_id="writings",
    )
    def writings(
        household: Household,
        body: ReasonBody,
        principal: Annotated[Principal, Depends(require("reviewer", "case_worker", "auditor"))],
        kind: Annotated[WritingKind | None, Query(description="只列此种类的 · of this kind alone")] = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[Writing]:
        """Opened for a reason that stays on record beside the caller's name, each time; latest first.

        A question, so it needs no key. Why others looked (`look`) is shown to auditors.
        """
        listing = f"writings:{household}:{kind}"
        before = decode(listing, cursor, int)[0] if cursor else None
        with resources.store.reading() as connection:
            require_kept_in_scope(connection, owner, principal, household)
        access.record_with_reason(resources, principal, household, "writings", body.reason)
        resources.codec.prefetch([household])
        asked = {
            "household": household,
            "types": [name for name, one in written.items() if kind in (None, one.kind) and _may(principal, one)],
            "before": before,
            "limit": limit + 1,
        }
        with resources.store.reading() as connection:
            rows = connection.execute(_LATEST, asked).fetchall()
        return page(listing, rows, limit, lambda row: _shown(row[1]), lambda row: (row[0],))

    def _shown(body: bytes) -> Writing:
        recorded = resources.codec.decode(body)
        return _writing(recorded, written[recorded.envelope.type])

    return routes


_LATEST = """SELECT position, body FROM events WHERE subject = %(household)s AND type = ANY(%(types)s)
    AND (%(before)s::bigint IS NULL OR position < %(before)s) ORDER BY position DESC LIMIT %(limit)s"""


def _may(principal: Principal, written: Written) -> bool:
    return written.kind is not WritingKind.LOOK or "auditor" in principal.roles


def _writing(recorded: Recorded[Any], written: Written) -> Writing:
    values = {name: getattr(recorded.event, name) for name in written.fields}
    words = {name: msgspec.to_builtins(value) for name, value in values.items() if not is_withheld(value)}
    return Writing(
        kind=written.kind,
        kind_zh=CHINESE[written.kind],
        at=recorded.envelope.time,
        who=recorded.envelope.actor,
        event=recorded.envelope.id,
        words=in_yuan(words),
        erased=len(words) < len(values),
    )
