"""Funds: established with a budget, shown with what is free, committed and paid; those above the caller too."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field, StrictInt

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.values import Id, Line, Yuan
from kernel.aid_kinds import AidKind
from services.assistance.api.lists import Anyone, Finance, listed
from services.assistance.domain.commands import EstablishFund
from services.assistance.handlers import funds
from services.assistance.resources import Resources


class FundForm(Body):
    """`source`: where the money comes from, such as state, higher_union, union_dues, donations."""

    name: Line
    source: Line
    year: Annotated[StrictInt, Field(ge=2000, le=2100)]
    budget: Yuan
    uses: Annotated[list[AidKind], Field(min_length=1, max_length=len(AidKind))]
    org_path: Id


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/funds", tags=["funds"])

    @routes.post("", status_code=201, summary="设立资金 · establish a fund", operation_id="establish_fund")
    def establish(form: FundForm, call: Finance) -> Response:
        command = EstablishFund(
            name=form.name,
            source=form.source,
            year=form.year,
            budget=form.budget,
            uses=tuple(dict.fromkeys(kind.value for kind in form.uses)),
            org_path=form.org_path,
        )
        return answer(funds.establish(resources, call, command), 201)

    @routes.get("", summary="资金 · funds", operation_id="list_funds")
    def list_funds(principal: Anyone, cursor: Cursor = None, limit: Limit = 100) -> Page[dict[str, Any]]:
        return listed(resources, principal, "funds", cursor, limit)

    return routes
