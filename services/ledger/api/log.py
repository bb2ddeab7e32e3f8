"""The log for auditors: leaves in order, each with its hash; bodies, in scope, are the exact bytes published."""

import base64
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from chassis import access
from chassis.http.cursor import LIMIT_MAX
from chassis.http.principal import Principal, require
from chassis.http.refusals.errors import Problem
from chassis.http.values import Whole
from services.ledger.api.shapes import Leaf, Leaves
from services.ledger.log import leaves
from services.ledger.resources import Resources

INDEX_MAX = 10**18 - 1
"""As many digits as a number in an address may have."""

Auditor = Annotated[Principal, Depends(require("auditor"))]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/log", tags=["log"])

    @routes.get("", summary="事件日志 · the log", operation_id="list_leaves")
    def list_leaves(
        principal: Auditor,
        start: Annotated[
            int, Query(alias="from", ge=0, le=INDEX_MAX, description="自此序号起 · from this place on"), Whole
        ] = 0,
        limit: Annotated[int, Query(ge=1, le=LIMIT_MAX, description="每页条数 · rows per page"), Whole] = 100,
    ) -> Leaves:
        with resources.store.reading() as sql:
            size, rows = leaves.size(sql), leaves.leaves(sql, principal.org_path, start, limit)
        return Leaves(size=size, leaves=[_leaf(row) for row in rows])

    @routes.get("/{index}", summary="一条日志 · one leaf", operation_id="read_leaf")
    def read_leaf(
        index: Annotated[int, Path(ge=0, le=INDEX_MAX, description="在日志中的序号 · its place in the log"), Whole],
        principal: Auditor,
    ) -> Leaf:
        with resources.store.reading() as sql:
            row = leaves.leaf(sql, principal.org_path, index)
        if row is None:
            raise Problem("not_found")
        if row.subject is not None:
            access.record(resources, principal, row.subject, "leaf")
        return _leaf(row)

    return routes


def _leaf(row: leaves.StoredLeaf) -> Leaf:
    return Leaf(
        index=row.index,
        source=row.source,
        position=row.position,
        type=row.type,
        subject=row.subject,
        leaf_hash=row.leaf_hash.hex(),
        body=base64.b64encode(row.body).decode() if row.body is not None else None,
    )
