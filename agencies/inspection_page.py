"""The inspection page: what each agency received and sent, as HTML and JSON, for this machine or a token's holder."""

from __future__ import annotations

import hmac
from html import escape
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response

from agencies.inspection import Inspection, Passage
from kernel.items import Agency, agency_chinese

HERE = ("127.0.0.1", "::1", "localhost")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
NOT_KEPT = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}
COLUMNS = ("时间 at", "部门 agency", "收发 direction", "动作 action", "签名 signature", "结果 outcome", "密钥 key",
           "message_id", "transaction_id", "人员 persons")  # fmt: skip


def router(inspection: Inspection, token: str | None) -> APIRouter:
    """With `token` others than this machine may look, and show it as a Bearer token."""

    def insider(request: Request, authorization: Annotated[str, Header()] = "") -> None:
        shown = authorization.removeprefix("Bearer ").encode()
        if not (_is_from_here(request) or (token and hmac.compare_digest(shown, token.encode()))):
            raise HTTPException(
                403, "仅限本机或持有令牌者 · this machine, or who has the token (JIEKUN_INSPECTION_TOKEN)"
            )

    routes = APIRouter(dependencies=[Depends(insider)])

    @routes.get("/inspection")
    def page() -> Response:
        return Response(drawn(inspection.passages()), media_type="text/html; charset=utf-8", headers=NOT_KEPT)

    @routes.get("/inspection.json")
    def data() -> Response:
        told = msgspec.json.encode({"items": inspection.passages()})
        return Response(told, media_type="application/json", headers=NOT_KEPT)

    return routes


def _is_from_here(request: Request) -> bool:
    """The name asked for, too: a page elsewhere may have its own name point here. A proxy stands for others."""
    asked_for = request.url.hostname in HERE
    peer = request.client is not None and request.client.host in HERE
    return peer and asked_for and not any(name in request.headers for name in FORWARDED)


def drawn(passages: list[Passage]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in COLUMNS)
    rows = (
        "".join(_row(passage) for passage in passages)
        or f'<tr><td colspan="{len(COLUMNS)}">没有 · nothing yet</td></tr>'
    )
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>模拟部门 · mock agencies</title>'
        "<style>body{font:14px sans-serif;margin:2em}td,th{padding:.2em .6em;text-align:left;"
        "border-bottom:1px solid #ddd}.sent{background:#f4f8ff}</style>"
        "<h1>收发记录 · what came and what went</h1><p>重新载入以更新；身份证号已脱敏 · reload to see more; "
        f"numbers are masked. JSON: /inspection.json</p><table><tr>{head}</tr>{rows}</table></html>"
    )


def _row(one: Passage) -> str:
    agency = f"{agency_chinese(one.agency)} {one.agency}" if one.agency in list(Agency) else one.agency
    direction = "收 received" if one.direction == "received" else "发 sent"
    at = one.at.isoformat(timespec="milliseconds")
    cells = (
        *(at, agency, direction, one.action, one.signature, one.outcome, one.key, one.message_id, one.transaction_id),
        "；".join(one.persons),
    )
    return f'<tr class="{one.direction}">' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
