"""Refusals in the sender's own language: at doors for signed messages what refuses a request before its route does
(too large, too slow, too many, another method) answers with the ack that the standard of those messages has.

Its senders are programs of other departments that read an ack and know no problem document. The shape is that of
`dci/acks.py`, which a test holds; this room knows no messages.
"""

import json
import uuid
from typing import Any, Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.clock import real_now
from chassis.http.refusals.problems import MEDIA_TYPE

PREFIX: Final = "/registry/"
CODES: Final = {
    401: "err.request.unauthorized",
    403: "err.request.forbidden",
    404: "err.request.not_found",
    408: "err.request.timeout",
    429: "err.request.too_many_requests",
    503: "err.service.unavailable",
}
"""By HTTP status; any other is `err.request.bad`."""


class SignedDoors:
    """ASGI middleware. A problem document on its way out becomes an ack with the same status and headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            return await self.app(scope, receive, send)
        refusal: Message | None = None
        pieces: list[bytes] = []

        async def translated(message: Message) -> None:
            nonlocal refusal
            if message["type"] == "http.response.start" and _is_problem(message):
                refusal = message
                return
            if refusal is None:
                return await send(message)
            pieces.append(message.get("body", b""))
            if message.get("more_body", False):
                return
            body = _ack(json.loads(b"".join(pieces)))
            headers = MutableHeaders(raw=refusal["headers"])
            headers["Content-Type"], headers["Content-Length"] = "application/json", str(len(body))
            await send(refusal)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, translated)


def _is_problem(start: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(MEDIA_TYPE.encode()) for name, value in start["headers"]
    )


def _ack(problem: dict[str, Any]) -> bytes:
    message = {
        "ack_status": "ERR",
        "timestamp": real_now().isoformat(),
        "correlation_id": uuid.uuid4().hex,
        "error": {"code": CODES.get(problem["status"], "err.request.bad"), "message": problem["code"]},
    }
    return json.dumps({"message": message}).encode()
