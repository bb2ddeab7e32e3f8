"""Decisions on aid, and overlap found after payment, as far as the caller's organisation reaches."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from msgspec.structs import asdict

from chassis.amounts import in_yuan
from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.refusals.errors import Problem
from chassis.http.shapes import ONLY, ActId
from chassis.http.values import Id
from services.ledger.api.shapes import Decision, Finding
from services.ledger.projections import queries
from services.ledger.resources import Resources

Anyone = Annotated[Principal, Depends(require(*STAFF))]
Status = Literal["recorded", "waiting", "cleared", "held", "confirmed", "revoked", "expired", "released", "paid"]
"""What may become of a union's act: every `AidStatus` but that of an unknown one and of outside aid."""


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["aid"])

    @routes.get("/aid", summary="救助登记 · acts of aid", operation_id="list_aid")
    def list_aid(
        principal: Anyone,
        household: Annotated[Id | None, Query(description=ONLY["household"])] = None,
        status: Annotated[Status | None, Query(description=ONLY["status"])] = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[Decision]:
        listing = f"aid:{household}:{status}"
        (after,) = decode(listing, cursor, str) if cursor else ("",)
        filters = {"household": household, "status": status}
        with resources.store.reading() as sql:
            rows = queries.decisions(sql, principal.org_path, filters, str(after or ""), limit + 1)
        return page(listing, rows, limit, _decision, lambda row: (row.act,))

    @routes.get("/aid/{act}", summary="一笔救助 · one act of aid", operation_id="read_aid")
    def read_aid(act: ActId, principal: Anyone) -> Decision:
        with resources.store.reading() as sql:
            row = queries.decision(sql, principal.org_path, act)
        if row is None:
            raise Problem("not_found")
        return _decision(row)

    @routes.get("/findings", summary="重复救助发现 · findings", operation_id="list_findings")
    def list_findings(principal: Anyone, cursor: Cursor = None, limit: Limit = 100) -> Page[Finding]:
        (after,) = decode("findings", cursor, str) if cursor else ("",)
        with resources.store.reading() as sql:
            rows = queries.overlaps_found(sql, principal.org_path, str(after or ""), limit + 1)
        return page("findings", rows, limit, _finding, lambda row: (row.finding,))

    return routes


def _decision(row: queries.Decision) -> Decision:
    return Decision(**in_yuan(asdict(row)))


def _finding(row: queries.OverlapFound) -> Finding:
    return Finding(**in_yuan(asdict(row)))
