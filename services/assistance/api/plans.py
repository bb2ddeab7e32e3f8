"""Plans: the work list, one plan whole, the paired helper, and a reviewer's approval."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from chassis import access
from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.conditional import set_etag
from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.values import Day, Id, Line, Yuan
from kernel import period
from services.assistance.api.lists import Anyone, CaseWorker, Deciding, ReviewerOnAVersion, listed
from services.assistance.domain.commands import NameHelper
from services.assistance.domain.plan.states import Status
from services.assistance.handlers import approval, paired_helper, plan_view
from services.assistance.resources import Resources

MEASURES_MAX = 40


class HelperForm(Body):
    unit: Line
    name: Line
    phone: Line


class AidForm(Body):
    """Money for one of the approved measures; `amount` in yuan, both days included."""

    measure: Id
    fund: Id
    amount: Yuan
    first: Day
    last: Day


class ApprovalForm(Body):
    measures: Annotated[list[Id], Field(max_length=MEASURES_MAX)]
    aid: Annotated[list[AidForm], Field(default_factory=list, max_length=MEASURES_MAX)]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/plans", tags=["plans"])

    @routes.get("", summary="帮扶计划 · plans", operation_id="list_plans")
    def list_plans(
        principal: Anyone, status: Status | None = None, cursor: Cursor = None, limit: Limit = 100
    ) -> Page[dict[str, Any]]:
        return listed(resources, principal, "plans", cursor, limit, status=status)

    @routes.get("/{household}", summary="一户一计划 · one plan", operation_id="read_plan")
    def read_plan(household: str, principal: Deciding, response: Response) -> dict[str, Any]:
        shown = plan_view.plan(resources, principal, household)
        access.record(resources, principal, household, "plan")
        set_etag(response, shown["version"])
        return shown

    @routes.post("/{household}/helper", summary="确定帮扶责任人 · name the helper", operation_id="name_helper")
    def name_helper(household: str, form: HelperForm, call: CaseWorker) -> Response:
        command = NameHelper(unit=form.unit, name=form.name, phone=form.phone)
        return answer(paired_helper.name_helper(resources, call, household, command))

    @routes.post("/{household}/approval", summary="批准计划 · approve the plan", operation_id="approve_plan")
    def approve(household: str, form: ApprovalForm, call: ReviewerOnAVersion) -> Response:
        aid = [
            approval.Aid(
                measure=one.measure,
                fund=one.fund,
                amount=one.amount,
                period=period.of_aid(one.first, one.last, resources.today()),
            )
            for one in form.aid
        ]
        measures = tuple(dict.fromkeys(form.measures))
        return answer(approval.approve_plan(resources, call, household, measures, aid))

    return routes
