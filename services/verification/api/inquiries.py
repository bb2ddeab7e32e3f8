"""What a caller in scope may see of a household's inquiries: who was asked, and who answered.

Plain parts only, but for the report: what was declared and answered is opened for those who decide on it.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from chassis import access
from chassis.http.principal import STAFF, Principal, require
from chassis.writings import ReasonBody
from services.verification.adapters.exchange import Exchange
from services.verification.api.shapes import Inquiries, Report, SignedMessage
from services.verification.handlers import evidence, inquiry_views, reports, signed_bodies
from services.verification.resources import Resources

Household = Annotated[str, Path(max_length=64, description="户编号 · the household's id")]
Caller = Annotated[Principal, Depends(require(*STAFF))]
Decider = Annotated[Principal, Depends(require("reviewer", "case_worker", "auditor"))]
Auditor = Annotated[Principal, Depends(require("auditor"))]
Examiner = Annotated[Principal, Depends(require("reviewer", "auditor"))]


class EvidenceBody(ReasonBody):
    round: Annotated[int, Field(ge=1, le=9999)] | None = Field(
        None, description="只取此轮；不填为全部 · this round alone; all of them unless given"
    )


def router(resources: Resources, exchange: Exchange) -> APIRouter:
    routes = APIRouter(prefix="/v1/households/{household}", tags=["inquiries"])

    @routes.get("/inquiries", summary="核对情况 · the inquiries of a household")
    def list_inquiries(household: Household, caller: Caller) -> Inquiries:
        return Inquiries.model_validate({"items": inquiry_views.inquiries(resources, caller, household)})

    @routes.get("/report", summary="核对报告 · declared against answered, fact by fact")
    def read_report(household: Household, caller: Decider) -> Report:
        shown = reports.report(resources, caller, household)
        access.record(resources, caller, household, "report")
        return Report.model_validate(shown)

    @routes.post(
        "/answers/{event}/signed-body",
        summary="部门答复原文 · one answer as the agency signed it",
        response_model=SignedMessage,
    )
    def read_signed_body(
        household: Household,
        event: Annotated[str, Path(max_length=64, description="事件编号 · the event's id, as `writings` tells it")],
        body: ReasonBody,
        caller: Examiner,
    ) -> Response:
        """The signed message with its header and signature, for a reason on record; `event` as `writings` names it."""
        found = signed_bodies.signed_body(resources, caller, household, event, body.reason)
        named = {"Content-Disposition": f'attachment; filename="{event}.json"'}
        return Response(found, media_type="application/json", headers=named)

    @routes.post(
        "/evidence",
        summary="核对证据文件 · what both sides signed, to be judged offline",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string", "format": "binary"}}}}},
    )
    def export_evidence(household: Household, body: EvidenceBody, caller: Auditor) -> Response:
        """JSON lines: the signed bytes of both directions, keys with their times, digests; our signature over all.

        For a reason on record. `jiekun verification evidence verify` judges it with no database and no network.
        """
        found = evidence.export(resources, exchange, caller, household, body.round, body.reason)
        named = {"Content-Disposition": f'attachment; filename="evidence-{household}.jsonl"'}
        return Response(found, media_type="text/plain", headers=named)

    return routes
