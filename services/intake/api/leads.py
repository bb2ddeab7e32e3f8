"""早发现线索: what agencies told under law of people whom no union knew, and what a visit came to."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.conditional import set_etag
from chassis.http.cursor import Cursor, Limit, Page, page
from chassis.http.principal import Principal, require
from chassis.http.shapes import ONLY
from chassis.http.values import Day
from kernel.leads import LeadOutcome
from services.intake.api import shapes
from services.intake.api.supervision import after
from services.intake.domain.lead import Status
from services.intake.handlers import leads
from services.intake.projections import lead_queries
from services.intake.resources import Resources

Reading = Annotated[Principal, Depends(require("case_worker", "reviewer", "auditor"))]
Visiting = Annotated[Call, Depends(command("case_worker", "reviewer", if_match="required"))]
LeadId = Annotated[str, Path(max_length=64, description="线索编号 · the lead's id")]


class LeadVisitBody(Body):
    outcome: Annotated[LeadOutcome, Field(description="走访结果 · what the visit came to")]
    on: Annotated[Day, Field(description="走访日期 · the day of the visit", examples=["2026-11-02"])]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/leads", tags=["leads"])

    @routes.get("", summary="早发现线索 · leads from agencies", response_model=Page[shapes.Lead])
    def list_leads(
        principal: Reading,
        status: Annotated[Status | None, Query(description=ONLY["status"])] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[dict[str, Any]]:
        """Of the caller's places; whom they are about stands nowhere."""
        listing = f"leads {status}"
        last = after(listing, cursor)
        with resources.store.reading() as connection:
            rows = lead_queries.leads(connection, principal.org_path, status, last, limit + 1)
        return page(listing, rows, limit, leads.as_told, lambda row: (row.lead,))

    @routes.get("/{lead}", summary="一条线索 · one lead", response_model=shapes.Lead)
    def read_lead(lead: LeadId, principal: Reading, response: Response) -> dict[str, Any]:
        version, shown = leads.shown(resources, principal, lead)
        set_etag(response, version)
        return shown

    @routes.post("/{lead}/visit", summary="登记走访结果 · what a visit came to", response_model=shapes.LeadStands)
    def visit_lead(lead: LeadId, body: LeadVisitBody, call: Visiting) -> Response:
        """Who was reached and wants help applies; their application meets the lead. Any other outcome ends it."""
        return answer(leads.visit(resources, call, lead, body.outcome, body.on))

    return routes
