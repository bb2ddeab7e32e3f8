"""询问表: questions to agencies without an interface go out by sheet, and the filled sheet comes back by two people."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Depends, File, Path, Request, Response, UploadFile
from msgspec import structs
from pydantic import Field

from chassis.http import openapi
from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.body_limit import MIB
from chassis.http.call import Call, IdempotencyKey, command
from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.idempotency import request_key
from chassis.http.principal import Principal, require
from chassis.http.strict_form import form_of
from chassis.workbook.turns import Turns
from kernel import organisation
from kernel.items import agency_chinese
from services.verification.adapters import answer_sheet, marked_sheet
from services.verification.adapters.answer_sheet import FilledSheet
from services.verification.adapters.question_sheet import XLSX
from services.verification.api.sheet_shapes import QuestionSheet, SheetReport, TakenOut, WaitingForSheet, WaitingSheets
from services.verification.api.timeliness import OfAgency
from services.verification.handlers import answer_sheets, question_sheets
from services.verification.projections import sheets
from services.verification.projections.sheets import SheetLine
from services.verification.resources import Resources

BODY_LIMITS: Final = {"/v1/question-sheets": 8 * MIB}

Number = Annotated[str, Path(max_length=80, description="询问表编号 · the sheet's number")]
Carrier = Annotated[Principal, Depends(require("case_worker"))]
Reader = Annotated[Principal, Depends(require("case_worker", "reviewer", "auditor", "operator"))]
Upload = Annotated[UploadFile, File(description="填好的询问表（.xlsx） · the filled sheet, a workbook")]


class TakeOut(Body):
    """Which agency's questions go out."""

    agency: str = Field(
        min_length=1, max_length=64, description="部门或其机构代码 · the agency, or its office", examples=["bank"]
    )
    again: bool = Field(
        default=False,
        description="也列入已在外未答的问题 · also those that are out on a sheet already and unanswered",
    )


class _Sent(NamedTuple):
    """A filled sheet as it was uploaded, and by whom."""

    request: Request
    principal: Principal
    sheet: str
    content: bytes


Act = Callable[[Resources, Call, str, bytes, FilledSheet], bytes]


def router(resources: Resources) -> APIRouter:
    routes, turns = APIRouter(prefix="/v1/question-sheets", tags=["question sheets"]), Turns()
    unions = organisation.read(resources.settings.organisations_file)

    @routes.post(
        "",
        status_code=201,
        summary="出具询问表 · take out the questions that wait for a sheet",
        response_model=TakenOut,
    )
    def take_out(body: TakeOut, call: Annotated[Call, Depends(command("case_worker"))]) -> Response:
        """Of the caller's organisation and those below it, the soonest due first. Its file: `GET …/file`."""
        return answer(question_sheets.take_out(resources, unions, call, body.agency, again=body.again), 201)

    @routes.get("", summary="询问表清单 · the sheets that were taken out")
    def list_sheets(
        caller: Reader, agency: OfAgency = None, cursor: Cursor = None, limit: Limit = 100
    ) -> Page[QuestionSheet]:
        """The newest first, of the caller's organisation and those below it."""
        listing = f"question-sheets {agency or ''}"
        before = str(decode(listing, cursor, str)[0]) if cursor else None
        with resources.store.reading() as connection:
            rows = sheets.sheets(connection, caller.org_path, agency, before, limit + 1)
        return page(listing, rows, limit, _line, lambda row: (row.sheet,))

    @routes.get("/waiting", summary="待列入询问表的问题 · what waits for a sheet, by agency")
    def list_waiting(caller: Reader) -> WaitingSheets:
        with resources.store.reading() as connection:
            found = sheets.waiting_by_agency(connection, caller.org_path)
        return WaitingSheets(
            items=[
                WaitingForSheet(
                    agency=one.agency,
                    agency_zh=agency_chinese(one.agency),
                    questions=one.questions,
                    out=one.out,
                )
                for one in found
            ]
        )

    @routes.get(
        "/{sheet}/file",
        summary="下载询问表 · the sheet as a workbook",
        response_class=Response,
        responses=openapi.file(XLSX),
    )
    def read_file(sheet: Number, caller: Carrier) -> Response:
        """With ID numbers: each download is on record for every household in it. Made when it is asked for, and kept
        nowhere."""
        content = question_sheets.file(resources, unions, caller, sheet)
        named = {"Content-Disposition": f'attachment; filename="{sheet}.xlsx"'}
        return Response(content, media_type=XLSX, headers=named)

    @routes.post(
        "/{sheet}/answers",
        summary="带回询问表 · bring a filled sheet back",
        response_model=SheetReport,
        responses=openapi.file("application/json", XLSX),
    )
    def bring(
        sheet: Number,
        request: Request,
        file: Upload,
        principal: Annotated[Principal, Depends(require("case_worker"))],
        _: Annotated[None, Depends(form_of("file"))],
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        """What each row would come to. Nothing counts yet: another person confirms the very same file. Asked for as a
        workbook (`Accept`), the sheet itself with a column that says it."""
        it = _Sent(request, principal, sheet, file.file.read())
        return _judged(resources, turns, it, answer_sheets.bring)

    @routes.post(
        "/{sheet}/answers/confirmation",
        summary="确认询问表 · confirm a sheet that somebody else brought back",
        response_model=SheetReport,
        responses=openapi.file("application/json", XLSX),
    )
    def confirm_sheet(
        sheet: Number,
        request: Request,
        file: Upload,
        principal: Annotated[Principal, Depends(require("reviewer"))],
        _: Annotated[None, Depends(form_of("file"))],
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        """The same file, byte for byte: its answers count from now on. The same again changes nothing."""
        it = _Sent(request, principal, sheet, file.file.read())
        return _judged(resources, turns, it, answer_sheets.confirm)

    return routes


def _judged(resources: Resources, turns: Turns, it: _Sent, act: Act) -> Response:
    call = Call(it.principal, request_key(it.request, it.principal, it.content))
    items = answer_sheets.items_of(resources, call, it.sheet)
    with turns.to_read():
        whole, filled = answer_sheet.read(it.content, items)
    report = act(resources, call, it.sheet, it.content, filled)
    if XLSX not in it.request.headers.get("accept", ""):
        return answer(report)
    return Response(marked_sheet.marked(whole, answer_sheets.words_of(report)), media_type=XLSX)


def _line(row: SheetLine) -> QuestionSheet:
    told = structs.asdict(row)
    told |= {"question_sheet": told.pop("sheet"), "agency_zh": agency_chinese(row.agency)}
    return QuestionSheet.model_validate({name: _day(value) for name, value in told.items()})


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
