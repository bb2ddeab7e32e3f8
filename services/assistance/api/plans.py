"""Plans: the work list, one plan whole, the paired helper, and a reviewer's approval."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from chassis import access
from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.conditional import set_etag
from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.shapes import ONLY, Household
from chassis.http.values import Day, Id, Line, Yuan
from kernel import period
from services.assistance.api import shapes
from services.assistance.api.lists import Anyone, CaseWorker, Deciding, ReviewerOnAVersion, listed
from services.assistance.domain.commands import NameHelper
from services.assistance.domain.plan.states import Status
from services.assistance.handlers import approval, paired_helper, plan_view
from services.assistance.resources import Resources

MEASURES_MAX = 40


class HelperForm(Body):
    unit: Line = Field(description="帮扶单位 · the unit")
    name: Line = Field(description="责任人姓名 · the person's name")
    phone: Line = Field(description="责任人电话 · the person's telephone")


class AidForm(Body):
    """Money for one of the approved measures; `amount` in yuan, both days included."""

    measure: Id = Field(description="措施编号 · the measure that it is for")
    fund: Id = Field(description="资金编号 · the fund, by its id")
    amount: Yuan = Field(description="金额，元 · how much, in yuan")
    first: Day = Field(description="救助期间首日 · the first day of its period", examples=["2026-11-01"])
    last: Day = Field(description="救助期间末日（含） · its last day, included", examples=["2026-11-30"])


class ApprovalForm(Body):
    measures: Annotated[list[Id], Field(max_length=MEASURES_MAX)] = Field(
        description="批准的措施编号 · the measures that are approved"
    )
    aid: Annotated[list[AidForm], Field(max_length=MEASURES_MAX)] = Field(
        default_factory=list, description="其中资金类措施的资金 · money for those of them that give money"
    )


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/plans", tags=["plans"])

    @routes.get("", summary="帮扶计划 · plans", operation_id="list_plans")
    def list_plans(
        principal: Anyone,
        status: Annotated[Status | None, Query(description=ONLY["status"])] = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[shapes.PlanLine]:
        return listed(resources, principal, shapes.PlanLine, "plans", cursor, limit, status=status)

    @routes.get("/{household}", summary="一户一计划 · one plan", operation_id="read_plan")
    def read_plan(household: Household, principal: Deciding, response: Response) -> shapes.Plan:
        shown = plan_view.plan(resources, principal, household)
        access.record(resources, principal, household, "plan")
        set_etag(response, shown["version"])
        return shapes.Plan(**shown)

    @routes.post(
        "/{household}/helper",
        summary="确定帮扶责任人 · name the helper",
        operation_id="name_helper",
        response_model=shapes.PlanChanged,
    )
    def name_helper(household: Household, form: HelperForm, call: CaseWorker) -> Response:
        command = NameHelper(unit=form.unit, name=form.name, phone=form.phone)
        return answer(paired_helper.name_helper(resources, call, household, command))

    @routes.post(
        "/{household}/approval",
        summary="批准计划 · approve the plan",
        operation_id="approve_plan",
        response_model=shapes.PlanApproved,
    )
    def approve(household: Household, form: ApprovalForm, call: ReviewerOnAVersion) -> Response:
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
