"""Payment batches: closed, checked by the ledger, sent to the bank, settled."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from chassis.http import openapi
from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.http.shapes import ONLY, BatchId
from chassis.http.values import Day, Form, Id
from services.assistance.api import shapes
from services.assistance.api.lists import Anyone, Finance, FinanceReading, found, listed
from services.assistance.domain.batch import ACTS_MAX, Status
from services.assistance.domain.commands import BankResult
from services.assistance.handlers import bank_file, batches
from services.assistance.projections import queries
from services.assistance.resources import Resources


class BatchForm(Body):
    """`acts`: those that the keeper has looked at and pays; left out, all that are cleared, as many as fit."""

    fund: Id = Field(description="资金编号 · the fund, by its id")
    acts: Annotated[list[Id], Field(min_length=1, max_length=ACTS_MAX)] | None = Field(
        None, description="列入的救助；不填为全部可发放的 · the acts to pay; left out, all that are cleared"
    )


class ResultForm(Body):
    """`reason`: the bank's code for a returned payment, no free text: it travels unsealed."""

    act: Id = Field(description="救助业务编号 · the act, by its id")
    outcome: Literal["paid", "returned"] = Field(description="已发放或被退回 · paid, or returned")
    on: Day = Field(description="银行办理日期 · the bank's day", examples=["2026-11-05"])
    reason: Annotated[str, Form(r"^([A-Za-z_][A-Za-z0-9_.-]{0,39}|[0-9]{1,8})$", "bank_reason.form")] = Field(
        "unspecified", description="银行退回代码 · the bank's code of a return", examples=["AC04"]
    )


class ResultsForm(Body):
    results: Annotated[list[ResultForm], Field(min_length=1, max_length=ACTS_MAX)] = Field(
        description="每笔救助一个结果 · one result for each act"
    )


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/batches", tags=["batches"])

    @routes.post(
        "",
        status_code=201,
        summary="结成发放批次 · close a batch",
        operation_id="close_batch",
        response_model=shapes.BatchClosed,
    )
    def close(form: BatchForm, call: Finance) -> Response:
        named = None if form.acts is None else frozenset(form.acts)
        return answer(batches.close_batch(resources, call, form.fund, named), 201)

    @routes.get("", summary="发放批次 · batches", operation_id="list_batches")
    def list_batches(
        principal: Anyone,
        status: Annotated[Status | None, Query(description=ONLY["status"])] = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[shapes.Batch]:
        return listed(resources, principal, shapes.Batch, "batches", cursor, limit, status=status)

    @routes.get("/{batch}", summary="一个批次 · one batch", operation_id="read_batch")
    def read_batch(batch: BatchId, principal: Anyone) -> shapes.BatchWhole:
        """Acts of households that the caller may not see are counted in it, and not shown."""
        shown = found(resources, principal, "batches", batch)
        with resources.store.reading() as sql:
            acts = queries.of(sql, "acts", "batch", batch)
        seen = [shapes.Act(**act) for act in acts if _sees(principal, act)]
        return shapes.BatchWhole(**{**shown, "count": shown["acts"], "acts": seen})

    @routes.get(
        "/{batch}/bank-file",
        summary="银行代发文件 · the bank file",
        operation_id="bank_file",
        response_class=Response,
        responses=openapi.file(bank_file.MEDIA_TYPE),
    )
    def read_bank_file(batch: BatchId, principal: FinanceReading) -> Response:
        return Response(
            bank_file.bank_file(resources, principal, batch),
            media_type=bank_file.MEDIA_TYPE,
            headers={"Content-Disposition": f'attachment; filename="batch-{batch}.xlsx"', "Cache-Control": "no-store"},
        )

    @routes.post(
        "/{batch}/results",
        summary="登记发放结果 · record results",
        operation_id="record_results",
        response_model=shapes.ResultsRecorded,
    )
    def record_results(batch: BatchId, form: ResultsForm, call: Finance) -> Response:
        results = [BankResult(act=one.act, outcome=one.outcome, on=one.on, reason=one.reason) for one in form.results]
        if len({one.act for one in results}) < len(results):
            raise Problem("result_twice")
        return answer(batches.record_results(resources, call, batch, results))

    return routes


def _sees(principal: Principal, act: dict[str, Any]) -> bool:
    return any(principal.covers(act[end]) for end in ("org_path", "giver"))
