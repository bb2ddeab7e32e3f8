"""Following up: a month's facts from a visit, and a reviewer's finding about the difficulty."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import StrictBool

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.values import Line, MonthText, Yuan
from services.assistance.api.lists import CaseWorker, Reviewer
from services.assistance.domain.commands import Figures
from services.assistance.handlers import follow_up
from services.assistance.resources import Resources


class NeedsForm(Body):
    """两有五保障: what is secured. One that was not looked at is left out."""

    food: StrictBool | None = None
    clothing: StrictBool | None = None
    work: StrictBool | None = None
    medical_care: StrictBool | None = None
    schooling: StrictBool | None = None
    social_insurance: StrictBool | None = None
    housing: StrictBool | None = None


class MonthForm(Body):
    """Yuan of the whole household in that month; `needs` where the profile's exit asks for them."""

    month: MonthText
    income: Yuan
    relief: Yuan
    hardship: Yuan
    union_aid: Yuan
    needs: NeedsForm | None = None


class DifficultyForm(Body):
    finding: Literal["ended", "eased"]
    reason: Line


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/plans/{household}", tags=["plans"])

    @routes.post("/months", summary="记录月度情况 · record a month", operation_id="record_month")
    def record_month(household: str, form: MonthForm, call: CaseWorker) -> Response:
        figures = Figures(
            income=form.income,
            relief=form.relief,
            hardship=form.hardship,
            union_aid=form.union_aid,
            needs=form.needs.model_dump(exclude_none=True) if form.needs else {},
        )
        return answer(follow_up.record_month(resources, call, household, form.month, figures))

    @routes.post("/difficulty", summary="困难认定 · find on the difficulty", operation_id="judge_difficulty")
    def judge_difficulty(household: str, form: DifficultyForm, call: Reviewer) -> Response:
        return answer(follow_up.judge_difficulty(resources, call, household, form.finding, form.reason))

    return routes
