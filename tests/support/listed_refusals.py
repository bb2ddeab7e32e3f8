"""A ring around a service under test: a refusal that its description does not list is answered with 599, and its name.

So every test that is refused, of whatever it tells, holds the lists as well.
"""

import json
from typing import Any, Final

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.http.edge import route_template
from chassis.http.openapi import OF_ANY_REQUEST

UNLISTED: Final = 599


class ListedRefusals:
    """ASGI middleware; `app` is what it stands around, `describes` who has the description."""

    def __init__(self, app: ASGIApp, describes: FastAPI) -> None:
        self.app = app
        self.describes = describes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started: Message = {}

        async def looked_at(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start" and message["status"] >= 400:
                started = message  # until its body tells the code
                return
            if message["type"] == "http.response.body" and started:
                message = self._held(scope, started, message)
                held, started = started, {}
                await send(held)
            await send(message)

        await self.app(scope, receive, looked_at)

    def _held(self, scope: Scope, start: Message, body: Message) -> Message:
        if not dict(start["headers"]).get(b"content-type", b"").startswith(b"application/problem+json"):
            return body
        code, route = json.loads(body["body"])["code"], (route_template(scope), scope["method"].lower())
        listed = _listed(self.describes).get(route)
        if listed is None or code in listed | OF_ANY_REQUEST:
            return body
        told = json.dumps({"code": f"{code} is not listed by {route}"}).encode()
        start["status"] = UNLISTED
        start["headers"] = [(b"content-type", b"application/json"), (b"content-length", str(len(told)).encode())]
        return {**body, "body": told}


_LISTED: dict[str, dict[tuple[str, str], set[str]]] = {}
"""By service, since each describes itself alike in every test."""


def _listed(app: FastAPI) -> dict[tuple[str, str], set[str]]:
    """(path, method) -> codes, of the routes that are refused with problem documents."""
    if app.title not in _LISTED:
        paths: dict[str, dict[str, dict[str, Any]]] = app.openapi()["paths"]
        _LISTED[app.title] = {
            (path, method): {code for answer in one["responses"].values() for code in answer.get("x-codes", ())}
            for path, methods in paths.items()
            for method, one in methods.items()
            if not path.startswith("/registry/")
        }
    return _LISTED[app.title]
