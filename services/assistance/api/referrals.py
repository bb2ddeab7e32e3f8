"""What an agency made of a referral, entered by the union's case worker."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.shapes import ReferralId
from services.assistance.api import shapes
from services.assistance.api.lists import CaseWorker
from services.assistance.domain.referral import Outcome
from services.assistance.handlers import referrals
from services.assistance.resources import Resources


class AnswerForm(Body):
    outcome: Outcome = Field(description="部门的答复 · what the agency said")
    text: Annotated[str, Field(max_length=500)] = Field("", description="答复内容 · its words")


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/referrals", tags=["referrals"])

    @routes.post(
        "/{referral}/answer",
        summary="转办结果 · answer to a referral",
        operation_id="answer_referral",
        response_model=shapes.ReferralAnswered,
    )
    def answer_referral(referral: ReferralId, form: AnswerForm, call: CaseWorker) -> Response:
        return answer(referrals.answer(resources, call, referral, form.outcome, form.text))

    return routes
