"""Answers every refusal in one shape, whoever raised it: a route, FastAPI, Starlette or the chassis.

What is not listed here is a defect of ours: `edge.py` answers it with a 500 that tells nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from chassis import logs
from chassis.http.refusals import field_errors
from chassis.http.refusals.errors import BodyRefused, ErrorTable, Problem
from chassis.http.refusals.of_exceptions import Refused
from chassis.http.refusals.problems import respond
from kernel.errors import DomainError

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

Handler = Callable[[Request, Exception], Awaitable[Response]]


def install(app: FastAPI, table: ErrorTable, refusals: Mapping[type[Exception], Refused]) -> None:
    """`refusals` name the code and params of exceptions that are neither Problem nor DomainError."""

    # Coroutines, not plain functions: an answer that waits for a free thread would fail when it is needed most.
    async def refuse(request: Request, raised: Exception) -> Response:
        assert isinstance(raised, Problem | DomainError)
        return respond(table, raised.code, raised.params, getattr(raised, "errors", ()))

    async def refuse_input(request: Request, raised: Exception) -> Response:
        assert isinstance(raised, RequestValidationError)
        return _invalid(request, raised, table)

    async def refuse_request(request: Request, raised: Exception) -> Response:
        assert isinstance(raised, HTTPException)
        if isinstance(raised, BodyRefused):
            return respond(table, raised.code, raised.params, headers=raised.headers)
        if raised.status_code == 405:
            return respond(table, "method_not_allowed", headers={"Allow": ", ".join(_methods(request))})
        return respond(table, _code_of(request, raised), headers=raised.headers)

    app.add_exception_handler(Problem, refuse)
    app.add_exception_handler(DomainError, refuse)
    app.add_exception_handler(RequestValidationError, refuse_input)
    app.add_exception_handler(HTTPException, refuse_request)
    for kind, refused in refusals.items():
        app.add_exception_handler(kind, _refusing(table, refused))


def _refusing(table: ErrorTable, refused: Refused) -> Handler:
    code, params = refused

    async def refuse(request: Request, raised: Exception) -> Response:
        logs.logger("http").warning("request_refused", code=code, exc_info=raised)
        return respond(table, code, params)

    return refuse


def _invalid(request: Request, raised: RequestValidationError, table: ErrorTable) -> Response:
    """A whole of the wrong kind first, then its fields."""
    findings: list[Any] = list(raised.errors())
    if any(finding["type"] == "json_invalid" for finding in findings):
        return respond(table, "malformed_json")
    # FastAPI hands over the bytes as they came when they were not declared to be JSON.
    if isinstance(raised.body, bytes) and raised.body:
        return respond(table, "unsupported_media_type", {"expected": "application/json"})
    if isinstance(raised.body, FormData) and not _declared(request).startswith("multipart/form-data"):
        return respond(table, "unsupported_media_type", {"expected": "multipart/form-data"})
    errors = field_errors.from_pydantic(findings, table)
    if all(finding["loc"][0] != "body" for finding in findings):
        return respond(table, "invalid_parameter", errors=errors)
    unknown = all(finding["type"] == "extra_forbidden" for finding in findings)
    return respond(table, "unknown_field" if unknown else "invalid_body", errors=errors)


def _methods(request: Request) -> list[str]:
    """All that this address answers to (RFC 9110 §10.2.1); Starlette names those of the first route alone."""
    return [method for method in METHODS if _answers(request, method)]


def _answers(request: Request, method: str) -> bool:
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


def _code_of(request: Request, raised: HTTPException) -> str:
    """What Starlette and FastAPI raise themselves; routes raise `Problem`."""
    match raised.status_code:
        case 404:
            return "not_found"
        case 400:
            return "malformed_form" if _declared(request).startswith("multipart/") else "malformed_json"
    return "request_refused"


def _declared(request: Request) -> str:
    return request.headers.get("content-type", "").lower()
