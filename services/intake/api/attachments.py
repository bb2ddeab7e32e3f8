"""附件: papers of a household in any state; sent as a form, listed without opening, opened for a reason."""

import base64
import hashlib
import json
from datetime import datetime
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, File, Form, Path, Request, Response, UploadFile
from pydantic import Field

from chassis.http import openapi, values
from chassis.http.answers import answer
from chassis.http.body_limit import KIB, MIB
from chassis.http.call import Call, IdempotencyKey, command
from chassis.http.idempotency import request_key
from chassis.http.principal import Principal, require
from chassis.http.refusals.errors import Problem
from chassis.http.shapes import Household, Shape
from chassis.http.strict_form import form_of
from chassis.http.values import Remark
from chassis.writings import ReasonBody
from kernel.closed_lists import PaperFor, PaperKind
from services.intake.adapters.papers.inspection import Inspection
from services.intake.adapters.papers.told import PAPER_BYTES_MAX, Media
from services.intake.domain.commands import Paper
from services.intake.handlers import attachments
from services.intake.resources import Resources

ADDRESS = "/v1/households/{household}/attachments"
BODY_LIMITS = {ADDRESS: PAPER_BYTES_MAX + 64 * KIB}
"""The form has other fields beside the file."""

Attachment = Annotated[str, Path(max_length=64, description="附件编号 · the paper's id")]
Reference = Annotated[
    str,
    Form(description="所属事项编号 · which change, visit or objection it belongs to"),
    values.Form(r"^(?:[0-9]{1,6}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})?$", "attachment.reference"),
]
"""An id of ours or a small number: it travels unsealed, so nobody's number fits in."""


class Entered(Shape):
    household: Household
    attachment: str = Field(description="附件编号 · names the paper from now on")


class Listed(Shape):
    """What is known of a paper without opening it. Nobody keeps what the file was called."""

    attachment: str = Field(description="附件编号 · the paper's id")
    kind: PaperKind = Field(description="材料种类 · what kind of paper the sender says it is")
    media: Media = Field(description="按内容判断的文件类型 · by its content")
    size: int = Field(description="字节 · bytes")
    belongs_to: PaperFor = Field(alias="for", description="用于 · what it was sent for")
    reference: str | None = Field(description="所属事项编号 · which change, visit or objection")
    consent: str | None = Field(description="所附授权书的编号 · the number of the consent that it is")
    added_by: str = Field(description="上传人（令牌的 sub） · who sent it")
    added_at: datetime = Field(description="上传时刻 · when it came")
    withdrawn_by: str | None = Field(description="撤回人 · who said that it is the wrong paper")
    withdrawn_at: datetime | None = Field(description="撤回时刻，未撤回为空 · when, if ever")


class Papers(Shape):
    items: list[Listed] = Field(description="按上传先后 · in the order in which they came; sixty at most")


def router(resources: Resources) -> APIRouter:
    routes, inspection = APIRouter(prefix=ADDRESS, tags=["attachments"]), Inspection()

    @routes.post("", status_code=201, response_model=Entered, summary="上传附件材料 · attach a paper")
    def attach(
        request: Request,
        household: Household,
        file: Annotated[UploadFile, File(description="PDF、JPEG 或 PNG，不超过 10 MB · the paper, 10 MB at most")],
        principal: Annotated[Principal, Depends(require("portal", "case_worker", "reviewer"))],
        _: Annotated[None, Depends(form_of("file", "kind", "for", "reference", "note"))],
        kind: Annotated[PaperKind, Form(description="材料种类 · what kind of paper it is")],
        belongs_to: Annotated[PaperFor, Form(alias="for", description="用于 · what it is sent for")] = "application",
        reference: Reference = "",
        note: Annotated[Remark, Form(max_length=500, description="说明 · a remark")] = "",
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        """A PDF, JPEG or PNG of 10 MB at most, judged by its content; its name is not kept.

        The same paper for the same purpose is entered once, whatever the key.
        """
        content = file.file.read(PAPER_BYTES_MAX + 1)
        if len(content) > PAPER_BYTES_MAX:
            raise Problem("attachment.size", most=PAPER_BYTES_MAX // MIB)
        said = json.dumps([kind, belongs_to, reference, note]).encode()
        call = Call(principal, request_key(request, principal, said + b"\n" + content))
        paper = Paper(
            kind=kind,
            media=inspection.media_of(content),
            size=len(content),
            content=resources.vault.keyed_hash(f"attachment\n{household}\n".encode() + content),
            belongs_to=belongs_to,
            reference=reference,
            note=note,
            digest=hashlib.sha256(content).hexdigest() if kind == "consent" else "",
        )
        return answer(attachments.add(resources, call, household, paper, content), 201)

    @routes.get("", summary="附件清单 · which papers there are")
    def list_attachments(
        household: Household,
        principal: Annotated[Principal, Depends(require("portal", "case_worker", "reviewer", "auditor"))],
    ) -> Papers:
        """Which papers there are, with none of them opened."""
        items = attachments.listed(resources, principal, household)
        return Papers(items=[Listed.model_validate(item) for item in items])

    @routes.post(
        "/{attachment}/opening",
        summary="打开附件 · the paper itself, for a reason on record",
        response_class=Response,
        responses=openapi.file(*get_args(Media)),
    )
    def open_attachment(
        household: Household,
        attachment: Attachment,
        body: ReasonBody,
        principal: Annotated[Principal, Depends(require("case_worker", "reviewer"))],
        _: Annotated[Principal, Depends(require("unmask"))],
    ) -> Response:
        """The paper itself, for a reason that stays on record beside the caller's name, each time.

        `Repr-Digest` (RFC 9530) is its SHA-256; of a signed consent it is what was recorded when it was attached.
        """
        shown = attachments.opened(resources, principal, household, attachment, body.reason)
        headers = {
            "Content-Disposition": f'attachment; filename="{shown.name}"',
            "Repr-Digest": f"sha-256=:{base64.b64encode(shown.digest).decode()}:",
        }
        return Response(shown.content, media_type=shown.media, headers=headers)

    @routes.post("/{attachment}/withdrawal", response_model=Entered, summary="撤回传错的附件 · it is the wrong paper")
    def withdraw_attachment(
        household: Household,
        attachment: Attachment,
        body: ReasonBody,
        call: Annotated[Call, Depends(command("case_worker", "reviewer"))],
    ) -> Response:
        """It is the wrong paper. It stays in the list, and its bytes until the household is erased."""
        return answer(attachments.withdraw(resources, call, household, attachment, body.reason))

    return routes
