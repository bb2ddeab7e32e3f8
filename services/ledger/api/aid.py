"""Decisions on aid and findings, as far as the caller's organisation reaches."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import Principal, require
from chassis.http.refusals.errors import Problem
from chassis.http.scope import in_scope
from kernel.fen import yuan
from services.ledger.resources import Resources

Anyone = Annotated[Principal, Depends(require())]

_COLUMNS = "act, household, giver, kind, first, last, amount, status, rule, clause, other, changed_at"


class Decision(BaseModel):
    """One act and what became of it; `other` is the act in its way, as far as this office may know it."""

    act: str
    household: str
    giver: str
    kind: str
    first: date
    last: date
    amount: str
    status: str
    rule: str | None
    clause: str | None
    other: dict[str, Any] | None
    changed_at: datetime


class Finding(BaseModel):
    finding: str
    act: str
    household: str
    rule: str
    clause: str
    other: dict[str, Any]
    raised_at: datetime


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["aid"])

    @routes.get("/aid", summary="救助登记 · acts of aid", operation_id="list_aid")
    def list_aid(
        principal: Anyone,
        household: str | None = None,
        status: str | None = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[Decision]:
        listing = f"aid:{household}:{status}"
        (after,) = decode(listing, cursor, str) if cursor else ("",)
        with resources.store.reading() as sql:
            rows = sql.execute(
                f"SELECT {_COLUMNS} FROM aid_decisions WHERE {in_scope()} AND act > %(after)s"
                " AND (%(household)s::text IS NULL OR household = %(household)s)"
                " AND (%(status)s::text IS NULL OR status = %(status)s) ORDER BY act LIMIT %(limit)s",
                {
                    "scope": principal.org_path,
                    "after": after,
                    "household": household,
                    "status": status,
                    "limit": limit + 1,
                },
            ).fetchall()
        return page(listing, rows, limit, _decision, lambda row: (row[0],))

    @routes.get("/aid/{act}", summary="一笔救助 · one act of aid", operation_id="read_aid")
    def read_aid(act: str, principal: Anyone) -> Decision:
        with resources.store.reading() as sql:
            row = sql.execute(
                f"SELECT {_COLUMNS} FROM aid_decisions WHERE {in_scope()} AND act = %(act)s",
                {"scope": principal.org_path, "act": act},
            ).fetchone()
        if row is None:
            raise Problem("not_found")
        return _decision(row)

    @routes.get("/findings", summary="重复救助发现 · findings", operation_id="list_findings")
    def list_findings(principal: Anyone, cursor: Cursor = None, limit: Limit = 100) -> Page[Finding]:
        (after,) = decode("findings", cursor, str) if cursor else ("",)
        with resources.store.reading() as sql:
            rows = sql.execute(
                "SELECT f.finding, f.act, f.household, f.rule, f.clause, f.other, f.raised_at"
                f" FROM findings f JOIN aid_decisions d USING (act) WHERE {in_scope('d.org_path')}"
                " AND f.finding > %(after)s ORDER BY f.finding LIMIT %(limit)s",
                {"scope": principal.org_path, "after": after, "limit": limit + 1},
            ).fetchall()
        return page("findings", rows, limit, _finding, lambda row: (row[0],))

    return routes


def _decision(row: Any) -> Decision:
    names = list(Decision.model_fields)
    return Decision(**{**dict(zip(names, row, strict=True)), "amount": yuan(row[names.index("amount")])})


def _finding(row: Any) -> Finding:
    return Finding(**dict(zip(Finding.model_fields, row, strict=True)))
