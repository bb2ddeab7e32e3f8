"""Funds: established with a budget, shown with what is free, committed and paid; those above the caller too."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field, StrictInt

from chassis.codec import Recorded
from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.principal import Principal, require
from chassis.http.values import Id, Line, Yuan
from kernel.aid_kinds import AidKind
from kernel.fen import yuan
from services.assistance.api.lists import Anyone, Finance, FinanceReading, found, listed
from services.assistance.domain.commands import EstablishFund
from services.assistance.domain.events import BudgetRaiseAsked, BudgetRaised
from services.assistance.handlers import funds
from services.assistance.handlers.streams import FUNDS
from services.assistance.projections import queries
from services.assistance.resources import Resources


class FundForm(Body):
    """`source`: where the money comes from, such as state, higher_union, union_dues, donations."""

    name: Line
    source: Line
    year: Annotated[StrictInt, Field(ge=2000, le=2100)]
    budget: Yuan
    uses: Annotated[list[AidKind], Field(min_length=1, max_length=len(AidKind))]
    org_path: Id


class AllotmentForm(Body):
    """`org_path`: a union below the fund's keeper."""

    org_path: Id
    amount: Yuan


class RaiseForm(Body):
    """`reason`: the decision that grants the money; it travels unsealed, so nobody is named in it. `instead_of`: the
    amount of the raise that waits, where this one takes its place."""

    amount: Yuan
    reason: Line
    instead_of: Yuan | None = None


class ConfirmationForm(Body):
    """`amount`: what is confirmed, as it was asked."""

    amount: Yuan


class Raise(BaseModel):
    """`confirmed`: it counts from then on; before, it was asked for. `amount` in yuan."""

    at: datetime
    who: str
    confirmed: bool
    amount: str
    reason: str


class Raises(BaseModel):
    items: list[Raise]


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

    @routes.post("/{fund}/allotments", summary="分配额度 · allot to a union below", operation_id="allot")
    def allot(fund: str, form: AllotmentForm, call: Finance) -> Response:
        """So much of the fund the union and those below it may spend without asking; a later one replaces it."""
        return answer(funds.allot(resources, call, fund, form.org_path, form.amount))

    @routes.get("/{fund}/allotments", summary="分配额度 · allotments", operation_id="list_allotments")
    def list_allotments(fund: str, principal: FinanceReading) -> dict[str, Any]:
        found(resources, principal, "funds", fund)
        with resources.store.reading() as sql:
            return {"items": queries.of(sql, "allotments", "fund", fund)}

    @routes.post("/{fund}/raises", summary="申请追加预算 · ask for a larger budget", operation_id="ask_raise")
    def ask_raise(fund: str, form: RaiseForm, call: Finance) -> Response:
        """It counts when another person has confirmed it. One waits at a time."""
        wish = funds.RaiseWish(amount=form.amount, reason=form.reason, instead_of=form.instead_of)
        return answer(funds.ask_raise(resources, call, fund, wish))

    @routes.post("/{fund}/raises/confirmation", summary="确认追加预算 · confirm it", operation_id="confirm_raise")
    def confirm_raise(fund: str, form: ConfirmationForm, call: Finance) -> Response:
        return answer(funds.confirm_raise(resources, call, fund, form.amount))

    @routes.get("/{fund}/raises", summary="追加预算记录 · raises asked for and confirmed", operation_id="list_raises")
    def list_raises(fund: str, principal: Annotated[Principal, Depends(require("finance", "auditor"))]) -> Raises:
        """With the reason, which whoever confirms one must read; in the order in which they were asked for."""
        found(resources, principal, "funds", fund)
        with resources.store.transaction() as transaction:
            told = FUNDS.load(transaction, fund).recorded
        return Raises(items=[_raise(one) for one in told if isinstance(one.event, BudgetRaiseAsked | BudgetRaised)])

    @routes.get("", summary="资金 · funds", operation_id="list_funds")
    def list_funds(principal: Anyone, cursor: Cursor = None, limit: Limit = 100) -> Page[dict[str, Any]]:
        return listed(resources, principal, "funds", cursor, limit)

    return routes


def _raise(told: Recorded[Any]) -> Raise:
    event, envelope = told.event, told.envelope
    confirmed = isinstance(event, BudgetRaised)
    return Raise(
        at=envelope.time, who=envelope.actor, confirmed=confirmed, amount=yuan(event.amount), reason=event.reason
    )
