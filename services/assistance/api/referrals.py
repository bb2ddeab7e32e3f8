"""What an agency made of a referral, entered by the union's case worker."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from services.assistance.api.lists import CaseWorker
from services.assistance.domain.referral import Outcome
from services.assistance.handlers import referrals
from services.assistance.resources import Resources


class AnswerForm(Body):
    outcome: Outcome
    text: Annotated[str, Field(max_length=500)] = ""


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/referrals", tags=["referrals"])

    @routes.post("/{referral}/answer", summary="转办结果 · answer to a referral", operation_id="answer_referral")
    def answer_referral(referral: str, form: AnswerForm, call: CaseWorker) -> Response:
        return answer(referrals.answer(resources, call, referral, form.outcome, form.text))

    return routes
