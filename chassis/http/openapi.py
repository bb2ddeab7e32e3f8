"""The API's description: FastAPI's own, with the one error shape in place of the one it assumes."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from chassis.http.refusals import reach
from chassis.http.refusals.errors import ErrorTable, ErrorText
from chassis.http.refusals.problems import MEDIA_TYPE

_TEXTS: Final = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}

PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "RFC 9457；请按 code 判断，texts 与 next 供人阅读 · branch on `code`, show `texts` and `next`",
    "required": ["type", "title", "status", "detail", "instance", "code", "texts", "next"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri"},
        "code": {"type": "string"},
        "texts": _TEXTS,
        "next": _TEXTS,
        "params": {"type": "object", "additionalProperties": True},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "code": {"type": "string"}, "texts": _TEXTS},
            },
        },
    },
    "example": {
        "type": "urn:jiekun:problem:stale_version",
        "title": "Stale version",
        "status": 412,
        "detail": "内容已被他人更新，您看到的版本已过时。",
        "instance": "urn:jiekun:trace:0af7651916cd43dd8448eb211c80319c",
        "code": "stale_version",
        "texts": {"zh": "内容已被他人更新，您看到的版本已过时。", "en": "Somebody changed this after you read it."},
        "next": {
            "zh": "请重新读取最新版本后再提交。",
            "en": "Read it again, then send your change with the new ETag.",
        },
    },
}


def header(form: str, *, required: bool = False) -> dict[str, Any]:
    """`json_schema_extra` of a header whose whole value has this form (a regular expression, ASCII alone).

    `required` marks one that the server asks for itself: it has a better word for its absence than the framework.
    """
    return {"pattern": f"^{form}$", **({"x-required": True} if required else {})}


def file(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """FastAPI's `responses` of a route that answers with a file, or with JSON where that is among them."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"content": {kind: {} if kind == "application/json" else binary for kind in media_types}}}


def describe(app: FastAPI, table: ErrorTable) -> None:
    """Give the app its description, made once when it is first asked for."""

    def schema() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(
                get_openapi(title=app.title, version=app.version, routes=app.routes), table, _codes_of(app)
            )
        return app.openapi_schema

    app.openapi = schema  # type: ignore[method-assign]  # FastAPI's documented way


def _codes_of(app: FastAPI) -> dict[tuple[str, str], frozenset[str]]:
    """(path, method) -> the codes of the domain that the route may be refused with."""
    return {
        (str(route.path_format), method.lower()): reach.codes_of(route.original_route.endpoint)
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
        for method in route.original_route.methods or ()
    }


def _with_problems(
    schema: dict[str, Any], table: ErrorTable, codes: Mapping[tuple[str, str], frozenset[str]]
) -> dict[str, Any]:
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for assumed in ("HTTPValidationError", "ValidationError"):
        schemas.pop(assumed, None)
    schemas["Problem"] = PROBLEM
    for name, shape in schemas.items():
        if name.startswith(_FORM):
            shape["additionalProperties"] = False  # as each JSON body says of itself
        if shape.get("additionalProperties") is True and "properties" in shape:
            del shape["additionalProperties"]  # JSON Schema's own default
    components.setdefault("responses", {})["Problem"] = _refused("请求未被受理 · the request was refused")
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            operation["responses"].pop("422", None)
            for parameter in operation.get("parameters", ()):
                _say_what_a_parameter_is(parameter)
            # A door of signed messages answers with acks, and says so itself.
            if "4XX" not in operation["responses"]:
                operation["responses"] |= _refusals(codes[path, method] | _of_any(path, operation), table)
            operation["responses"] = {kind: _REFUSED for kind in ("4XX", "5XX")} | operation["responses"]
    schema["x-error-codes"] = {
        text.code: {"status": text.status, "zh": text.zh, "en": text.en} for text in table.texts.values()
    }
    return schema


def _of_any(path: str, operation: dict[str, Any]) -> set[str]:
    """What follows from its shape: who is asked for a token, a key, a version, a body."""
    given = {(each["in"], each["name"].lower()): each["required"] for each in operation.get("parameters", ())}
    codes = set(_ADDRESS) if {place for place, _ in given} & {"path", "query"} else set()
    codes |= {"not_found"} if "{" in path else set()
    codes |= set(_TOKEN) if "security" in operation else set()
    codes |= set(_BODY) if "requestBody" in operation else set()
    codes |= set(_KEY) if ("header", "idempotency-key") in given else set()
    codes |= set(_VERSION) if ("header", "if-match") in given else set()
    codes |= {"precondition_required"} if given.get(("header", "if-match")) else set()
    return codes | ({"cursor_invalid"} if ("query", "cursor") in given else set())


def _refusals(codes: Iterable[str], table: ErrorTable) -> dict[str, Any]:
    """One answer for each status: its codes, each with its two texts."""
    by_status: dict[int, list[ErrorText]] = {}
    for code in sorted(code for code in codes if code in table):
        by_status.setdefault(table[code].status, []).append(table[code])
    return {
        str(status): {
            **_refused("\n".join(f"- `{text.code}`: {text.zh} · {text.en}" for text in texts)),
            "x-codes": [text.code for text in texts],
        }
        for status, texts in sorted(by_status.items())
    }


def _refused(description: str) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _say_what_a_parameter_is(parameter: dict[str, Any]) -> None:
    """A header is there or not, and never null."""
    schema = parameter["schema"]
    if parameter["in"] == "header":
        parameter["required"] = schema.get("x-required", False)
        parameter["schema"] = {"type": "string", **{key: schema[key] for key in ("title", "pattern") if key in schema}}
    described = [one["description"] for one in (schema, *schema.get("anyOf", ())) if "description" in one]
    if described:
        parameter.setdefault("description", described[0])


_FORM: Final = "Body_"
"""So begin the framework's names for the schemas of forms."""

_REFUSED: Final = {"$ref": "#/components/responses/Problem"}
"""For what is listed under no status of its own: too much at once, too busy, a defect of ours."""

_ADDRESS: Final = ("invalid_parameter", "duplicate_parameter", "malformed_address")
_TOKEN: Final = ("unauthenticated", "token_invalid", "token_expired", "forbidden")
_BODY: Final = (
    "invalid_body", "unknown_field", "malformed_json", "duplicate_name", "body_too_large", "body_too_slow",
    "unsupported_media_type",
)  # fmt: skip
_KEY: Final = ("idempotency_key_required", "idempotency_key_malformed", "idempotency_mismatch")
_VERSION: Final = ("stale_version", "weak_version", "if_match_malformed")
OF_ANY_REQUEST: Final = frozenset(
    {"request_refused", "method_not_allowed", "too_much_at_once", "overloaded", "contended", "unavailable", "internal"}
    | {"duplicate_parameter", "malformed_address", "body_too_large", "body_too_slow", "duplicate_name"}
    | {"malformed_json", "malformed_form"}
)
"""What a route need not list, because any request may be refused with it: rings refuse what no route has asked for."""
