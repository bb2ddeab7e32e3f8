"""Following up: a month's facts from a visit, and a reviewer's finding about the difficulty."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import Field, StrictBool

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.shapes import Household
from chassis.http.values import Line, MonthText, Yuan
from services.assistance.api import shapes
from services.assistance.api.lists import CaseWorker, Reviewer
from services.assistance.domain.commands import Figures
from services.assistance.handlers import follow_up
from services.assistance.resources import Resources


class NeedsForm(Body):
    """两有五保障: what is secured. One that was not looked at is left out."""

    food: StrictBool | None = Field(None, description="有饭吃 · food is secured")
    clothing: StrictBool | None = Field(None, description="有衣穿 · clothing is secured")
    work: StrictBool | None = Field(None, description="就业有保障 · work is secured")
    medical_care: StrictBool | None = Field(None, description="就医有保障 · medical care is secured")
    schooling: StrictBool | None = Field(None, description="子女就学有保障 · schooling is secured")
    social_insurance: StrictBool | None = Field(None, description="社会保险有保障 · social insurance is secured")
    housing: StrictBool | None = Field(None, description="住房有保障 · housing is secured")


class MonthForm(Body):
    """Yuan of the whole household in that month; `needs` where the profile's exit asks for them."""

    month: MonthText = Field(description="已结束的月份 · a month that is over")
    income: Yuan = Field(description="全家当月收入，元 · the household's income in it, in yuan")
    relief: Yuan = Field(description="全家当月政府救助，元 · public relief in it, in yuan")
    hardship: Yuan = Field(description="全家当月困难支出，元 · hardship expenditure in it, in yuan")
    union_aid: Yuan = Field(description="全家当月工会帮扶，元 · aid of unions in it, in yuan")
    needs: NeedsForm | None = Field(None, description="入户查看的保障情况 · what a visit found secured")


class DifficultyForm(Body):
    finding: Literal["ended", "eased"] = Field(description="已消除或已缓解 · the difficulty ended, or eased")
    reason: Line = Field(description="认定理由 · why it is found so")


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/plans/{household}", tags=["plans"])

    @routes.post(
        "/months",
        summary="记录月度情况 · record a month",
        operation_id="record_month",
        response_model=shapes.PlanChanged,
    )
    def record_month(household: Household, form: MonthForm, call: CaseWorker) -> Response:
        figures = Figures(
            income=form.income,
            relief=form.relief,
            hardship=form.hardship,
            union_aid=form.union_aid,
            needs=form.needs.model_dump(exclude_none=True) if form.needs else {},
        )
        return answer(follow_up.record_month(resources, call, household, form.month, figures))

    @routes.post(
        "/difficulty",
        summary="困难认定 · find on the difficulty",
        operation_id="judge_difficulty",
        response_model=shapes.PlanChanged,
    )
    def judge_difficulty(household: Household, form: DifficultyForm, call: Reviewer) -> Response:
        return answer(follow_up.judge_difficulty(resources, call, household, form.finding, form.reason))

    return routes
