"""Funds: established with a budget, shown with what is free, committed and paid; those above the caller too."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import Field, StrictInt

from chassis.codec import Recorded
from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.principal import Principal, require
from chassis.http.shapes import FundId
from chassis.http.values import Id, Line, Yuan
from kernel.aid_kinds import AidKind
from kernel.fen import yuan
from services.assistance.api import shapes
from services.assistance.api.lists import Anyone, Finance, FinanceReading, found, listed
from services.assistance.domain.commands import EstablishFund
from services.assistance.domain.events import BudgetRaiseAsked, BudgetRaised
from services.assistance.handlers import funds
from services.assistance.handlers.streams import FUNDS
from services.assistance.projections import queries
from services.assistance.resources import Resources


class FundForm(Body):
    """`source`: where the money comes from, such as state, higher_union, union_dues, donations."""

    name: Line = Field(description="资金名称 · its name")
    source: Line = Field(description="资金来源 · where the money comes from", examples=["higher_union"])
    year: Annotated[StrictInt, Field(ge=2000, le=2100)] = Field(description="预算年度 · the year of its budget")
    budget: Yuan = Field(description="预算，元 · the budget, in yuan")
    uses: Annotated[list[AidKind], Field(min_length=1, max_length=len(AidKind))] = Field(
        description="可用于的救助种类 · the kinds of aid that it may pay for"
    )
    org_path: Id = Field(description="管理单位 · the union that keeps it", examples=["44/4405/440507"])


class AllotmentForm(Body):
    """`org_path`: a union below the fund's keeper."""

    org_path: Id = Field(description="下级工会 · the union below", examples=["44/4405/440507/longhu-dianzi"])
    amount: Yuan = Field(description="额度，元 · how much, in yuan")


class RaiseForm(Body):
    """`reason`: the decision that grants the money; it travels unsealed, so nobody is named in it. `instead_of`: the
    amount of the raise that waits, where this one takes its place."""

    amount: Yuan = Field(description="追加金额，元 · by how much, in yuan")
    reason: Line = Field(description="追加依据，不写姓名 · the decision that grants it; it names nobody")
    instead_of: Yuan | None = Field(None, description="所替换的待确认金额，元 · the waiting raise that it replaces")


class ConfirmationForm(Body):
    """`amount`: what is confirmed, as it was asked."""

    amount: Yuan = Field(description="所确认的金额，元 · what is confirmed, in yuan")


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/funds", tags=["funds"])

    @routes.post(
        "",
        status_code=201,
        summary="设立资金 · establish a fund",
        operation_id="establish_fund",
        response_model=shapes.FundEstablished,
    )
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

    @routes.post(
        "/{fund}/allotments",
        summary="分配额度 · allot to a union below",
        operation_id="allot",
        response_model=shapes.Allotted,
    )
    def allot(fund: FundId, form: AllotmentForm, call: Finance) -> Response:
        """So much of the fund the union and those below it may spend without asking; a later one replaces it."""
        return answer(funds.allot(resources, call, fund, form.org_path, form.amount))

    @routes.get("/{fund}/allotments", summary="分配额度 · allotments", operation_id="list_allotments")
    def list_allotments(fund: FundId, principal: FinanceReading) -> shapes.Allotments:
        found(resources, principal, "funds", fund)
        with resources.store.reading() as sql:
            rows = queries.of(sql, "allotments", "fund", fund)
        return shapes.Allotments(items=[shapes.Allotment(**row) for row in rows])

    @routes.post(
        "/{fund}/raises",
        summary="申请追加预算 · ask for a larger budget",
        operation_id="ask_raise",
        response_model=shapes.Raise,
    )
    def ask_raise(fund: FundId, form: RaiseForm, call: Finance) -> Response:
        """It counts when another person has confirmed it. One waits at a time."""
        wish = funds.RaiseWish(amount=form.amount, reason=form.reason, instead_of=form.instead_of)
        return answer(funds.ask_raise(resources, call, fund, wish))

    @routes.post(
        "/{fund}/raises/confirmation",
        summary="确认追加预算 · confirm it",
        operation_id="confirm_raise",
        response_model=shapes.Raise,
    )
    def confirm_raise(fund: FundId, form: ConfirmationForm, call: Finance) -> Response:
        return answer(funds.confirm_raise(resources, call, fund, form.amount))

    @routes.get("/{fund}/raises", summary="追加预算记录 · raises asked for and confirmed", operation_id="list_raises")
    def list_raises(
        fund: FundId, principal: Annotated[Principal, Depends(require("finance", "auditor"))]
    ) -> shapes.Raises:
        """With the reason, which whoever confirms one must read; in the order in which they were asked for."""
        found(resources, principal, "funds", fund)
        with resources.store.transaction() as transaction:
            told = FUNDS.load(transaction, fund).recorded
        return shapes.Raises(
            items=[_raise(one) for one in told if isinstance(one.event, BudgetRaiseAsked | BudgetRaised)]
        )

    @routes.get("", summary="资金 · funds", operation_id="list_funds")
    def list_funds(principal: Anyone, cursor: Cursor = None, limit: Limit = 100) -> Page[shapes.Fund]:
        return listed(resources, principal, shapes.Fund, "funds", cursor, limit)

    return routes


def _raise(told: Recorded[Any]) -> shapes.RaiseOnRecord:
    event, envelope = told.event, told.envelope
    confirmed = isinstance(event, BudgetRaised)
    return shapes.RaiseOnRecord(
        at=envelope.time, who=envelope.actor, confirmed=confirmed, amount=yuan(event.amount), reason=event.reason
    )
