"""排查: POST a survey roster. Answers JSON row by row, or the sheet itself with an error column (Accept: xlsx)."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from pydantic.json_schema import SkipJsonSchema

from chassis.http import openapi
from chassis.http.answers import answer
from chassis.http.call import Call, IdempotencyKey
from chassis.http.idempotency import request_key
from chassis.http.principal import STAFF, Principal, require
from chassis.http.refusals.errors import Problem
from chassis.http.strict_form import form_of
from chassis.workbook.turns import Turns
from services.intake.adapters import roster_copy, roster_reader, roster_template
from services.intake.api.shapes import RosterReport
from services.intake.handlers import roster_import
from services.intake.resources import Resources

_STEPS_TO_A_UNION: Final = 3
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def router(resources: Resources) -> APIRouter:
    routes, turns = APIRouter(prefix="/v1", tags=["rosters"]), Turns()

    @routes.post(
        "/rosters",
        summary="导入登记表 · take a survey roster, row by row",
        response_model=RosterReport,
        responses=openapi.file("application/json", XLSX),
    )
    def take(
        request: Request,
        file: Annotated[UploadFile, File(description="登记表（.xlsx） · the roster, a workbook")],
        principal: Annotated[Principal, Depends(require("portal", "case_worker"))],
        _: Annotated[None, Depends(form_of("file", "org_path", "region", "complete"))],
        org_path: Annotated[
            str | None,
            Form(max_length=200, description="单元格为空时的工会组织路径 · the union, where cells are empty"),
        ] = None,
        region: Annotated[
            str | None, Form(max_length=20, description="单元格为空时的区县代码 · the county, where cells are empty")
        ] = None,
        complete: Annotated[
            Literal["true", "false"] | SkipJsonSchema[None],
            Form(description="登记表是否含该工会全部家庭 · whether it holds every household of `org_path`"),
        ] = None,
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        """Each row is taken whole or refused with its reasons; the same row again changes nothing.

        `org_path` and `region` stand in for cells that are left empty; a union's own sheet needs neither. A row of
        people who are in an open file is held against it, one of an application under way corrects it.
        `complete`: the sheet holds every household of `org_path`, so that files which are not in it are told.
        A sheet of implausibly many duplicates is not taken: the report says `stopped`, whatever form was asked for.
        """
        content = file.file.read()
        union = org_path or _own_union(principal)
        defaults = {"org_path": union, "region": region}
        asked = f"{org_path}\n{region}\n" if complete is None else f"{org_path}\n{region}\n{complete}\n"
        call = Call(principal, request_key(request, principal, asked.encode() + content))
        complete_for = _complete_for(principal, union) if complete == "true" else None
        with turns.only_one_of(principal.org_path):
            with turns.to_read():
                sheet = roster_reader.read(content)
            report = roster_import.take(resources, call, sheet, defaults, complete_for)
            if XLSX not in request.headers.get("accept", "") or roster_import.has_stopped(report):
                return answer(report)
            return Response(roster_copy.marked(sheet, report), media_type=XLSX)

    @routes.get(
        "/rosters/template",
        summary="下载登记表模板 · the roster form to fill in",
        response_class=Response,
        responses=openapi.file(XLSX),
    )
    def form(principal: Annotated[Principal, Depends(require(*STAFF))]) -> Response:
        """The form to fill in: headers, drop-down lists, help for each column, and an example of fictive people."""
        name = {"Content-Disposition": 'attachment; filename="roster.xlsx"'}
        return Response(roster_template.template(), media_type=XLSX, headers=name)

    return routes


def _complete_for(principal: Principal, union: str | None) -> str:
    if union is None or not principal.covers(union):
        raise Problem("roster.complete_for_whom")
    return union


def _own_union(principal: Principal) -> str | None:
    """A federation sends rosters of many unions: its rows say whose they are."""
    return principal.org_path if principal.org_path.count("/") == _STEPS_TO_A_UNION else None
