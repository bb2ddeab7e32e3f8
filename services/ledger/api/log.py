"""The log for auditors: leaves in order, each with its hash; bodies are the exact bytes that were stored."""

import base64
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from chassis.http.cursor import LIMIT_MAX
from chassis.http.principal import Principal, require
from chassis.http.refusals.errors import Problem
from services.ledger.resources import Resources

Auditor = Annotated[Principal, Depends(require("auditor"))]


class Leaf(BaseModel):
    """`leaf_hash` is hex (RFC 6962 §2.1); `body` base64, given only for one leaf at a time."""

    index: int
    source: str
    position: int
    type: str
    subject: str
    leaf_hash: str
    body: str | None = None


class Leaves(BaseModel):
    size: int
    leaves: list[Leaf]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/log", tags=["log"])

    @routes.get("", summary="事件日志 · the log", operation_id="list_leaves")
    def list_leaves(
        principal: Auditor,
        start: Annotated[int, Query(alias="from", ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=LIMIT_MAX)] = 100,
    ) -> Leaves:
        with resources.store.reading() as sql:
            size: Any = sql.execute("SELECT size FROM log_size").fetchone()
            rows = sql.execute(
                "SELECT index, source, position, type, subject, leaf_hash FROM log"
                " WHERE index >= %s ORDER BY index LIMIT %s",
                (start, limit),
            ).fetchall()
        return Leaves(size=size[0], leaves=[_leaf(row) for row in rows])

    @routes.get("/{index}", summary="一条日志 · one leaf", operation_id="read_leaf")
    def read_leaf(index: int, principal: Auditor) -> Leaf:
        with resources.store.reading() as sql:
            row = sql.execute(
                "SELECT index, source, position, type, subject, leaf_hash, body FROM log WHERE index = %s", (index,)
            ).fetchone()
        if row is None:
            raise Problem("not_found")
        return _leaf(row)

    return routes


def _leaf(row: Any) -> Leaf:
    index, source, position, kind, subject, leaf_hash, *body = row
    return Leaf(
        index=index,
        source=source,
        position=position,
        type=kind,
        subject=subject,
        leaf_hash=leaf_hash.hex(),
        body=base64.b64encode(body[0]).decode() if body else None,
    )
